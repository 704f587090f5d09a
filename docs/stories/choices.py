"""Stories of a choice: how many partners a platform should have, and which one a small firm."""

from __future__ import annotations

from typing import Any

import numpy as np
from make_pictures import draw_choice
from matplotlib.figure import Figure

from stories.drawing import (
    BLUE,
    GREEN,
    ORANGE,
    RED,
    REPLICATES,
    Numbers,
    by_month,
    runs_of,
    two_panels,
)

TIES = (0.1, 0.25, 0.5, 1, 2, 20)


def crowded_platform(figure: Figure) -> Numbers:
    """Tell what more and more partners do to the owner of a platform."""
    left, right = two_panels(
        figure,
        ("What partners bring, and what they cost", "Plaza after a year, mean of 60 runs"),
        ("How it ends", "share of runs in which Plaza is in business, %"),
    )
    found = np.array([_with(ties) for ties in TIES])
    partners, coverage, cost, *alive = found.T
    left.plot(partners, coverage, "o-", color=GREEN, lw=2.0, label="requirements met, %")
    left.plot(partners, cost, "o-", color=RED, lw=2.0, label="cost of partners, % of sales")
    for years, ended, colour in zip((2, 5, 10), alive, (GREEN, ORANGE, BLUE), strict=True):
        right.plot(partners, ended, "o-", color=colour, lw=2.0, label=f"after {years} years")
    for axes in (left, right):
        axes.set(ylim=(0, 103), xlabel="partners of Plaza after a year")
        axes.legend(frameon=False, fontsize=8)
    names = ("partners", "coverage", "cost", "after_2", "after_5", "after_10")
    few, many = (dict(zip(names, found[place], strict=True)) for place in (0, -1))
    return {"few": few, "many": many}


def _with(ties: float) -> list[float]:
    """Return partners, coverage and cost after a year, and survival, for so many ties."""
    results = runs_of("crowded-platform", "all", every=12, **{"firm__Plaza__ties": ties})
    rows, links = results.firms.to_pandas(), results.relationships.to_pandas()
    rows = rows[rows.firm == "Plaza"]
    own = links[(links.tick == 12) & (links.source == "Plaza")]
    partners = own.target.str.startswith("partner").sum() / REPLICATES
    first: Any = rows[(rows.tick == 12) & (rows.alive > 0)]
    spent = first.cost_relationships + first.cost_negotiation + first.paid_partners
    cost = spent.mean() / (first.revenue_product + first.revenue_foreign).mean()
    alive = by_month(rows, "alive")[1].mean(axis=0)[[1, 4, 9]]
    return [partners, 100 * first.coverage.mean(), 100 * cost, *(100 * alive)]


def partner_selection(figure: Figure) -> Numbers:
    """Tell which of six partners a small firm should choose, and how sure that is."""
    answer = draw_choice(figure, REPLICATES)
    first, second, *_, last = answer.ranking
    return {"first": first, "second": second, "last": last, "focal": answer.focal}
