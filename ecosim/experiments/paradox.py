"""The digitalization paradox: more service revenue and no more profit than without services."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.scenario import Scenario
from ecosim.engine.roster import Roster
from ecosim.engine.world import PROVIDER
from ecosim.errors import InputError, nearest
from ecosim.experiments.plain_values import plain_values
from ecosim.experiments.replicates import Progress, in_order, usable_threads
from ecosim.experiments.simulate import SEED_SCHEME, check_numbers
from ecosim.experiments.twins import SERVICES, TwinFacts, run_twins, twin_blueprints
from ecosim.results import Results
from ecosim.results.provenance import make_provenance
from ecosim.results.statistics import Interval, mean_interval
from ecosim.results.tables import DesignPoint, runs_table
from ecosim.results.writer import ResultsWriter

__all__ = ["Cause", "Month", "ParadoxResult", "paradox"]


@dataclass(frozen=True)
class Cause:
    """What one cause adds to a provider's profit, MSEK per month; a loss is below 0."""

    words: str
    amount: Interval


@dataclass(frozen=True)
class Month:
    """Where providers with services stand after so many months.

    Parameters
    ----------
    month : from 1
    incidence : share of them that have earned with services and no more in all; NaN before any
    gain : mean profit since the start less that of the twin, MSEK
    """

    month: int
    incidence: float
    gain: float


@dataclass(frozen=True)
class ParadoxResult:
    """How often services do not pay, for how long, and why.

    Intervals are over replicates; in each, the mean is over its providers with service revenue.

    Parameters
    ----------
    scenario, replicates, seed, ticks : the question
    providers : with service revenue, for each run
    incidence : share of them in the paradox at the end
    ever : share of them in the paradox at some time
    exited : share of these that had left it for good by the end
    months_to_exit : months from a provider's first service revenue until it had left for good,
        mean over those who did
    gain : profit less that of the twin, MSEK per month
    causes : amounts that sum to the gain, what was asked for services first
    months : month by month, for a chart
    results : tables ``runs``: design point 0 with services, 1 without
    """

    scenario: str
    replicates: int
    seed: int
    ticks: int
    providers: Interval
    incidence: Interval
    ever: Interval
    exited: Interval
    months_to_exit: Interval
    gain: Interval
    causes: tuple[Cause, ...]
    months: tuple[Month, ...]
    results: Results

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; undefined numbers are None."""
        return plain_values(self)


def paradox(
    scenario: Scenario,
    replicates: int = 100,
    seed: int | None = None,
    *,
    firm: str | None = None,
    threads: int | None = None,
    out: Path | str | None = None,
    format: str = "arrow",
    progress: Progress | None = None,
) -> ParadoxResult:
    """Compare every run with its twin without digital services, under the same chance.

    Parameters
    ----------
    scenario : from ``load_scenario``
    replicates : pairs of runs, at least 2
    seed : whole number from 0; the scenario's own by default
    firm : id of the provider to look at; all of them by default
    threads, out, format, progress : as in ``simulate``

    Raises
    ------
    InputError
        for a firm that is no provider, a scenario without digital services, or bad arguments
    """
    seed = scenario.seed if seed is None else seed
    check_numbers(seed, replicates, threads, least=2)
    blueprints = twin_blueprints(scenario)
    _check_firm(firm, blueprints[0].roster)
    work = partial(run_twins, blueprints, seed)
    facts: list[TwinFacts] = []
    for fact in in_order(work, range(replicates), usable_threads(threads)):
        facts.append(fact.of(firm) if firm else fact)
        if progress is not None:
            progress(len(facts), replicates)
    command = {"name": "paradox", "seed": seed, "replicates": replicates,
               **({"firm": firm} if firm else {})}  # fmt: skip
    provenance = make_provenance(scenario, seed_scheme=SEED_SCHEME, command=command)
    runs = _runs(facts)
    answer = _answer(scenario, seed, facts, Results.from_tables({"runs": runs}, provenance))
    if out is not None:
        with ResultsWriter(Path(out), provenance, format) as writer:
            writer.write("runs", runs)
            writer.write_file("providers.csv", _providers_file(facts))
            text = json.dumps(answer.as_dict(), indent=2, ensure_ascii=False)
            writer.write_file("paradox.json", text.encode())
    return answer


def _check_firm(firm: str | None, roster: Roster) -> None:
    """Refuse a firm whose services cannot be looked at."""
    names = [name for name, kind in zip(roster.ids, roster.kind, strict=True) if kind == PROVIDER]
    if firm is not None and firm not in names:
        raise InputError(f"firm: {firm!r} is no provider{nearest(firm, names)}")


def _answer(
    scenario: Scenario, seed: int, facts: list[TwinFacts], results: Results
) -> ParadoxResult:
    """Return what all pairs of runs say."""
    exits = [_months_to_exit(fact) for fact in facts]
    months = len(facts[0].gain)
    return ParadoxResult(
        scenario=scenario.name,
        replicates=len(facts),
        seed=seed,
        ticks=months,
        providers=mean_interval([fact.serves.sum() for fact in facts]),
        incidence=mean_interval([_mean(f.in_paradox[-1][f.serves]) for f in facts]),
        ever=mean_interval([_mean(f.ever[f.serves]) for f in facts]),
        exited=mean_interval(
            [_mean(np.isfinite(found[f.ever])) for found, f in zip(exits, facts, strict=True)]
        ),
        months_to_exit=mean_interval([_mean(x[np.isfinite(x)]) for x in exits]),
        gain=mean_interval([_mean(f.gain[-1][f.serves]) / months for f in facts]),
        causes=tuple(_cause(words, facts, months) for words in facts[0].causes),
        months=tuple(_month(facts, month) for month in range(months)),
        results=results,
    )


def _months_to_exit(fact: TwinFacts) -> NDArray[np.float64]:
    """Return months from first service revenue to leaving the paradox for good, [P].

    NaN for a provider that never was in it, or still is.
    """
    held, months = fact.in_paradox, len(fact.gain)
    last = months - 1 - held[::-1].argmax(axis=0)
    first = (fact.revenue > 0.0).argmax(axis=0)
    left = fact.ever & ~held[-1]
    return np.where(left, last + 1.0 - first, np.nan)


def _mean(values: NDArray[Any]) -> float:
    """Return the mean, or NaN of nothing."""
    return float(values.mean()) if values.size else float("nan")


def _cause(words: str, facts: list[TwinFacts], months: int) -> Cause:
    """Return the mean amount of one cause over providers with services."""
    amounts = [_mean(fact.causes[words][fact.serves]) / months for fact in facts]
    return Cause(words, mean_interval(amounts))


def _month(facts: list[TwinFacts], month: int) -> Month:
    """Return where providers stand after a month, counted from 0."""
    held = np.concatenate([f.in_paradox[month][f.revenue[month] > 0.0] for f in facts])
    gain = np.concatenate([f.gain[month][f.serves] for f in facts])
    return Month(month + 1, _mean(held), _mean(gain))


def _runs(facts: list[TwinFacts]) -> Any:
    """Return one row for each run, those with services first."""
    points = [DesignPoint(number, {f"mechanisms.{SERVICES}": number == 0}) for number in (0, 1)]
    runs = [fact.run for fact in facts] + [fact.twin for fact in facts]
    return runs_table(runs, points=[point for point in points for _ in facts])


def _providers_file(facts: list[TwinFacts]) -> bytes:
    """Return a row for each run and provider: its revenue, gain, exit and causes, as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    names = [words.replace(" ", "_").replace("'", "").replace(",", "") for words in facts[0].causes]
    heads = ("replicate", "provider", "service_revenue", "gain", "in_paradox", "months_to_exit")
    writer.writerow([*heads, *names])
    for fact in facts:
        exits = _months_to_exit(fact)
        for p, name in enumerate(fact.providers):
            leaving = "" if np.isnan(exits[p]) else int(exits[p])
            held = int(fact.in_paradox[-1, p])
            row = (
                fact.run.replicate,
                _harmless(name),
                fact.revenue[-1, p],
                fact.gain[-1, p],
                held,
                leaving,
            )
            writer.writerow([*row, *(amounts[p] for amounts in fact.causes.values())])
    return text.getvalue().encode()


def _harmless(name: str) -> str:
    """Return a user's text so that no spreadsheet takes it for a formula."""
    return f"'{name}" if name[:1] in "=+-@\t\r" else name
