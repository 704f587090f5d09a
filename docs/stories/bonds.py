"""Stories of relationships: the baseline, a machine fleet over three phases, and a shock."""

from __future__ import annotations

from typing import Any

import numpy as np
from make_pictures import QUIET
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stories.drawing import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    RED,
    REPLICATES,
    Numbers,
    band,
    by_month,
    moment,
    note,
    runs_of,
    two_panels,
    years,
)

PHASES = {0: ("none", "#e4e7ea"), 1: ("foundational", "#a6cee3"), 2: ("intermediate", "#4a98c9"),
          3: ("advanced", "#08519c")}  # fmt: skip
CARRIERS = {"trust": (ORANGE, 5), "governance": (BLUE, 0), "routines": (GREEN, -5)}
KINDS = {"provider": BLUE, "customer": GREY, "partner": ORANGE, "logistics": GREEN}


def baseline(figure: Figure) -> Numbers:
    """Tell how relationships of an industrial ecosystem spread, and who stays viable."""
    left, right = two_panels(
        figure,
        ("Relationships spread apart", "all of them, 60 runs: middle half and median"),
        ("Who stays viable", "share of firms whose viability over ten years is at most this"),
    )
    results = runs_of("baseline", "all", every=12)
    ties, firms = results.relationships.to_pandas(), results.firms.to_pandas()
    numbers: Numbers = {"relationships": len(ties[ties.tick == ties.tick.max()]) / REPLICATES}
    for column, colour in {"consonance": GREY, "trust": ORANGE, "resonance": BLUE}.items():
        low, middle, high = (ties.groupby("tick")[column].quantile(q) for q in (0.25, 0.5, 0.75))
        left.fill_between(low.index, low, high, color=colour, alpha=0.18, lw=0)
        left.plot(middle.index, middle, color=colour, lw=2.0)
        note(left, middle.index[-1], middle.iloc[-1], column, colour, 4 * (column == "resonance"))
        numbers |= {f"{column}_low": low.iloc[-1], f"{column}_high": high.iloc[-1]}
    left.set(ylim=(0, 1))
    years(left, low.index)
    _draw_viability(right, firms, numbers)
    runs = results.runs.to_pandas()
    numbers |= {name: runs[name].mean() for name in ("survival", "services_in_use", "maturity",
                "involvement", "service_share", "markets_served")}  # fmt: skip
    return numbers


def _draw_viability(axes: Axes, firms: Any, numbers: Numbers) -> None:
    """Draw how viability is distributed over firms of each kind, and note the medians."""
    for kind, colour in KINDS.items():
        rows = firms[firms.kind == kind]
        values = np.sort(rows.groupby(["run_id", "firm"]).viability.mean())
        axes.plot(values, np.linspace(0, 100, len(values)), color=colour, lw=2.0, label=kind)
        numbers[f"viability_{kind}"] = np.median(values)
    axes.set(xlim=(0, 1), ylim=(0, 100), xlabel="viability, mean of the run", ylabel="% of firms")
    axes.legend(frameon=False, fontsize=8)


def machine_fleet(figure: Figure) -> Numbers:
    """Tell how relationships of equipment makers pass through their phases."""
    left, right = two_panels(
        figure,
        ("Which phase they have reached", "share of makers' relationships with customers, 60 runs"),
        ("What carries them", "mean over these relationships"),
    )
    results = runs_of("machine-fleet", "all", every=6)
    ties = results.relationships.to_pandas()
    ties = ties[ties.target.str.startswith("customer") & ties.source.str.startswith("provider")]
    numbers: Numbers = _draw_phases(left, ties)
    for column, (colour, higher) in CARRIERS.items():
        mean = ties.groupby("tick")[column].mean()
        right.plot(mean.index, mean, color=colour, lw=2.0)
        note(right, mean.index[-1], mean.iloc[-1], column, colour, higher)
        numbers |= {f"{column}_first": mean.iloc[0], f"{column}_last": mean.iloc[-1]}
    right.set(ylim=(0, 1))
    years(right, mean.index)
    events = results.events.to_pandas().kind.value_counts() / REPLICATES
    happened = ("phase_up", "phase_down", "betrayal", "relationship_ended")
    return numbers | {name: events.get(name, 0.0) for name in happened}


def _draw_phases(axes: Axes, ties: Any) -> Numbers:
    """Draw which share of relationships is in which phase, and return where they end."""
    shares = [(ties.phase == k).groupby(ties.tick).mean() * 100 for k in PHASES]
    months, tops = shares[0].index, np.cumsum(shares, axis=0)
    axes.stackplot(months, shares, colors=[colour for _, colour in PHASES.values()])
    for (word, _), share, top in zip(PHASES.values(), shares, tops, strict=True):
        if share.iloc[-1] > 3:
            note(axes, months[-1], top[-1] - share.iloc[-1] / 2, word, QUIET)
    axes.set(ylim=(0, 100), ylabel="%", xlim=(months[0], months[-1]))
    years(axes, months)
    return {f"phase_{k}": shares[k].iloc[-1] for k in PHASES}


def supply_shock(figure: Figure) -> Numbers:
    """Tell what a supply shock does to the ecosystem, and what partners do about it."""
    left, right = two_panels(
        figure,
        ("The shocks, and without them", "viability of the ecosystem; mean and eight runs in ten"),
        ("What the shocks take", "profit against the same runs without dated shocks, % of revenue"),
    )
    calm = runs_of("baseline").ecosystem.to_pandas()
    hit = runs_of("supply-shock").ecosystem.to_pandas()
    months, usual = by_month(calm, "viability")
    band(left, months, usual, GREY, "")
    viability = band(left, months, by_month(hit, "viability")[1], RED, "")
    note(left, 0, 0.765, "grey: without the shocks", GREY)
    left.set(ylim=(0.75, 1.0))
    arms = {"": RED, "pooling": "", "balancing_feedback": BLUE}
    numbers: Numbers = {"lowest": viability[48:].min(), "calm": usual.mean(axis=0)[48:60].mean()}
    for mechanism, colour in arms.items():
        lost = _lost({f"mechanisms__{mechanism}": False} if mechanism else {})
        numbers[mechanism or "all"] = -lost[48:].sum() / 12
        if colour:
            words = "no co-learning" if mechanism else "as it is"
            right.plot(months, lost, color=colour, lw=2.0, label=words)
    right.legend(frameon=False, fontsize=8, loc="lower left", handlelength=1.2)
    for axes in (left, right):
        moment(axes, 49, "supplies −40 %", 0.2)
        moment(axes, 61, "mining −30 %", 0.12)
        years(axes, months)
    return numbers


def _lost(switch: dict[str, bool]) -> Any:
    """Return what the dated shocks change in profit each month, in percent of calm revenue."""
    calm = runs_of("baseline", **switch).ecosystem.to_pandas()
    hit = runs_of("supply-shock", **switch).ecosystem.to_pandas()
    change = by_month(hit, "profit")[1] - by_month(calm, "profit")[1]
    return 100 * change.mean(axis=0) / by_month(calm, "revenue")[1].mean(axis=0)
