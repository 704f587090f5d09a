"""Stories of firms that change what they are: alpha, beta, and six small firms abroad."""

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
    Numbers,
    Samples,
    band,
    by_month,
    moment,
    note,
    runs_of,
    two_panels,
    years,
)

MAKERS = {"Alpha": BLUE, "Beta": ORANGE}
TOLD = ("datatization", "digitization", "openness", "service_orientation", "coupling",
        "wrong_share", "late_share", "urgency", "partner_variety", "offer_lag")  # fmt: skip
PATHS = {"innovation": BLUE, "ecosystem": GREEN, "scaling": ORANGE}
STRATEGIES = dict(zip("ABCDEF", ("innovation", "innovation", "scaling", "ecosystem", "scaling",
                                 "ecosystem"), strict=True))  # fmt: skip


def _path(axes: Axes, across: Samples, up: Samples, colour: str, label: str, lw: float) -> None:
    """Draw where runs lead in a plane, and the mean of them with a dot for each year."""
    axes.plot(across.T, up.T, color=colour, lw=0.4, alpha=0.12, zorder=1)
    x, y = across.mean(axis=0), up.mean(axis=0)
    axes.plot(x, y, "o-", color=colour, lw=lw, ms=3.5, markeredgecolor="white", mew=0.6, zorder=3)
    note(axes, x[-1], y[-1], label, colour)


def _maker(name: str) -> tuple[Any, Any]:
    """Return what became of one maker, month by month, and the outcomes of its ecosystem."""
    results = runs_of(name.lower(), "firms", every=6)
    firms = results.firms.to_pandas()
    return firms[firms.firm == name], results.runs.to_pandas()


def _draw_makers(figure: Figure, name: str) -> dict[str, Any]:
    """Draw both makers' ways, the named one's boldly; return what became of each."""
    left, right = two_panels(
        figure,
        ("Two starts, two ways", "each line a run; dots are years; thick: mean of 60 runs"),
        ("What makes it urgent", "urgency as the firm feels it; mean and eight runs in ten"),
    )
    found = {maker: _maker(maker) for maker in MAKERS}
    for maker, (rows, _) in found.items():
        months, data = by_month(rows, "datatization")
        smart = by_month(rows, "digitization")[1]
        own = maker == name
        _path(left, data[:, 1::2], smart[:, 1::2], MAKERS[maker], maker, 2.4 if own else 1.0)
        band(right, months, by_month(rows, "urgency")[1], MAKERS[maker], maker)
    left.set(xlim=(0, 1), ylim=(0, 1), xlabel="datatization: it runs on data",
             ylabel="digitization: smart solutions")  # fmt: skip
    right.set(ylim=(0, 1))
    moment(right, 30, "regulation\n(beta)")
    moment(right, 54, "taste moves\n(both)", 0.88)
    years(right, months)
    return found


def _change(rows: Any, column: str) -> tuple[float, float]:
    """Return the mean of a column in the first half-year and at the end."""
    values = by_month(rows, column)[1].mean(axis=0)
    return values[0], values[-1]


def _read(found: dict[str, Any], name: str) -> Numbers:
    """Return the numbers of a maker's page."""
    rows, runs = found[name]
    other = found["Beta" if name == "Alpha" else "Alpha"]
    numbers: Numbers = {"tracking": runs.tracking_share.mean(), "load": runs.load_factor.mean()}
    for column in TOLD:
        numbers[f"{column}_first"], numbers[f"{column}_last"] = _change(rows, column)
        numbers[f"other_{column}_last"] = _change(other[0], column)[1]
    return numbers


def alpha(figure: Figure) -> Numbers:
    """Tell how a drinks maker starts from its own failures."""
    return _read(_draw_makers(figure, "Alpha"), "Alpha")


def beta(figure: Figure) -> Numbers:
    """Tell how a vehicle maker answers to regulation."""
    return _read(_draw_makers(figure, "Beta"), "Beta")


def six_smes(figure: Figure) -> Numbers:
    """Tell which ways six small firms go abroad."""
    left, right = two_panels(
        figure,
        ("Six ways through two dimensions", "mean of 60 runs, a dot for each year"),
        ("And how far abroad", "foreign markets served after ten years; dot: mean, line: 8 in 10"),
    )
    firms = runs_of("six-smes", "firms", every=12).firms.to_pandas()
    numbers: Numbers = {}
    for row, (firm, strategy) in enumerate(STRATEGIES.items()):
        rows, colour = firms[firms.firm == firm], PATHS[strategy]
        maturity, involvement = by_month(rows, "maturity")[1], by_month(rows, "involvement")[1]
        _path(left, maturity, involvement, colour, firm, 1.8)
        served = by_month(rows, "markets_served")[1][:, -1]
        right.plot(np.percentile(served, (10, 90)), [-row, -row], color=colour, lw=2.2)
        right.plot(served.mean(), -row, "o", color=colour, ms=7, markeredgecolor="white")
        numbers[firm] = served.mean()
        numbers[f"{firm}_maturity"] = maturity[:, -1].mean()
        numbers[f"{firm}_involvement"] = involvement[:, -1].mean()
        numbers[f"{firm}_alive"] = by_month(rows, "alive")[1][:, -1].mean()
    left.set(xlim=(0, 3), ylim=(0, 3), xlabel="digital service maturity, D",
             ylabel="ecosystem involvement, E")  # fmt: skip
    left.plot([0, 3], [0, 3], color=GREY, lw=0.6, zorder=0)
    for place, (strategy, colour) in enumerate(PATHS.items()):
        left.text(0.1, 2.85 - 0.16 * place, strategy, color=colour, fontsize=8)
    right.set_yticks([-row for row in range(6)], [f"{f} ({s})" for f, s in STRATEGIES.items()])
    right.tick_params(length=0)
    right.set_xlim(left=-0.3)
    right.xaxis.label.set_color(QUIET)
    return numbers
