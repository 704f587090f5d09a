"""The report on runs of one scenario: outcomes, curves, and the story of its events."""

from __future__ import annotations

from collections.abc import Iterator

from ecosim.declarations.rebuilt import scenario_from_dict
from ecosim.declarations.scenario import Scenario
from ecosim.reporting.document import Block, Column, Report, Section, Table, Words
from ecosim.reporting.ending import after
from ecosim.reporting.months import development
from ecosim.reporting.story import story
from ecosim.results import Results
from ecosim.results.figures import plus_minus
from ecosim.results.statistics import Interval
from ecosim.results.summary import OutcomeSummary, Summary, grouped, summarize

__all__ = ["runs_report"]

_SHOWN_GROUPS = 5  # of outcomes; the others are opened by whoever wants them


def runs_report(results: Results) -> Report:
    """Return the report on finished runs of one scenario."""
    scenario = scenario_from_dict(results.provenance["scenario"])
    count = results.runs.num_rows
    seed = results.provenance["command"]["seed"]
    runs = "One run" if count == 1 else f"{count:,} runs"
    alone = " One run gives no intervals: the next may go otherwise." if count == 1 else ""
    summary = summarize(results.runs)
    told = (*_months(results), *_events(results, scenario), _outcomes(summary, count))
    return Report(
        title=scenario.title or scenario.name,
        question=f"What becomes of this ecosystem in {scenario.ticks} months?",
        answer=tuple(_answer({outcome.name: outcome for outcome in summary})),
        basis=f"{runs} of {scenario.ticks} months, seed {seed}.{alone}",
        sections=(*told, *after(told, scenario, results.provenance)),
    )


def _answer(outcomes: dict[str, OutcomeSummary]) -> Iterator[str]:
    """Yield how many firms are left, how viable they were, and what stands out."""
    survival, viability = outcomes["survival"].interval, outcomes["viability"].interval
    yield f"At the end {_percent(survival)} of firms are still in business."
    yield f"Viability, weighted by revenue, is {plus_minus(viability)} on average, of at most 1."
    trust, foreign = outcomes["trust"].interval, outcomes["foreign_share"].interval
    yield (f"In the last year trust between firms is {plus_minus(trust)} of at most 1, and "
           f"providers make {_percent(foreign)} of their sales abroad.")  # fmt: skip


def _percent(share: Interval) -> str:
    """Return a share with its interval as a percentage."""
    hundred = Interval(100 * share.estimate, 100 * share.low, 100 * share.high, share.count)
    return f"{plus_minus(hundred)} %"


def _outcomes(summary: Summary, runs: int) -> Section:
    """Return every outcome under its heading."""
    columns = (
        Column("Outcome"),
        Column("Mean", "", "Mean over runs.", "interval"),
        Column("Unit"),
        Column("Meaning"),
    )
    blocks: list[Block] = []
    for heading, outcomes in grouped(summary):
        rows = tuple(
            (o.name.replace("_", " "), o.interval, "" if o.unit == "1" else o.unit, o.description)
            for o in outcomes
        )
        how = "mean with its 95 % interval" if runs > 1 else "of one run"
        caption = f"{heading}: {how} (n = {runs:,})"
        blocks.append(Table(heading, caption, columns, rows, folded=len(blocks) >= _SHOWN_GROUPS))
    return Section("Outcomes", tuple(blocks))


def _months(results: Results) -> list[Section]:
    if "ecosystem" not in results.recorded:
        text = "Months were not recorded; ecosim run --record ecosystem records them."
        return [Section("From month to month", (Words(text),))]
    return [development(results.ecosystem, results.runs.num_rows)]


def _events(results: Results, scenario: Scenario) -> list[Section]:
    if "events" not in results.recorded:
        return []
    return [story(results.events, results.runs["run_id"].to_pylist(), scenario)]
