"""Stories of joint services: sites, an energy network, and mills with their managers."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stories.drawing import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    RED,
    Numbers,
    band,
    bars,
    by_month,
    note,
    runs_of,
    two_panels,
    years,
)

MAKERS = ["Constructcorp", "Mineq"]
TAILORING = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)
UTILITIES = (1, 2, 4, 9, 14, 19)


def _mean(results: Any, column: str) -> float:
    """Return the mean of an outcome over runs."""
    return float(np.nanmean(results.runs[column].to_numpy()))


def _earned(results: Any, firms: list[str], column: str) -> tuple[Any, Any]:
    """Return months, and what some firms earned together, as [run, month]."""
    rows = results.firms.to_pandas()
    parts = [by_month(rows[rows.firm == firm], column) for firm in firms]
    return parts[0][0], sum(samples for _, samples in parts)


def site_optimization(figure: Figure) -> Numbers:
    """Tell when joint services pay for their makers, and where they help a mine."""
    left, right = two_panels(
        figure,
        ("Fees are not profit", "both makers, MSEK a month; profit against no joint work"),
        ("What helps the mine", "what services bring Mincorp, MSEK a month, mean of 60 runs"),
    )
    real = runs_of("site-optimization", "firms", 3)
    twin = runs_of("site-optimization", "firms", 3, mechanisms__co_creation=False)
    months, fees = _earned(real, MAKERS, "revenue_service")
    gain = _earned(real, MAKERS, "profit")[1] - _earned(twin, MAKERS, "profit")[1]
    band(left, months, fees, ORANGE, "fees")
    band(left, months, gain, BLUE, "profit")
    years(left, months)
    left.axhline(0.0, color=GREY, lw=0.8)
    numbers: Numbers = _draw_mine(right)
    below = (gain < 0) & (fees > 0)
    numbers |= {name: _mean(real, name) for name in ("services_in_use", "time_to_service",
                "completion_share", "service_margin", "reuse_share")}  # fmt: skip
    return numbers | {
        "paradox_months": 3 * below.sum(axis=1).mean(),
        "fees": fees[:, -1].mean(),
        "gain": gain[:, -1].mean(),
        "ever": 100 * below.any(axis=1).mean(),
    }


def _draw_mine(axes: Axes) -> Numbers:
    """Draw what a mine gets from services, by where it is held up and whether anybody looks."""
    arms = {"machines hold it up": (0, True, GREEN), "something else does": (2, True, BLUE),
            "and nobody looks": (2, False, RED)}  # fmt: skip
    numbers: Numbers = {}
    for words, (bottleneck, looked, colour) in arms.items():
        settings = {"firm__Mincorp__bottleneck": bottleneck,
                    "mechanisms__co_creation__process_scan": looked}  # fmt: skip
        results = runs_of("site-optimization", "firms", 6, **settings)
        months, brought = _earned(results, ["Mincorp"], "service_gain")
        axes.plot(months, brought.mean(axis=0), color=colour, lw=2.0, label=words)
        numbers[words.replace(" ", "_")] = brought.mean(axis=0)[7]
    axes.legend(frameon=False, fontsize=8)
    years(axes, months)
    return numbers


def energy_network(figure: Figure) -> Numbers:
    """Tell what custom work and the number of like customers mean for a service business."""
    left, right = two_panels(
        figure,
        ("Fitting one, or selling to many", "margin, % of service revenue; reuse, % of work saved"),
        ("The next one is easier", "work that ready functions save, %, by number of customers"),
    )
    runs = [runs_of("energy-network", "runs", parameters__tailoring=t) for t in TAILORING]
    shares = np.array(TAILORING) * 100
    curves = {"margin": ("service_margin", BLUE), "reuse": ("reuse_share", GREEN)}
    numbers: Numbers = {"tailored": shares[-1], "utilities": UTILITIES[-1]}
    for words, (column, colour) in curves.items():
        found = [100 * _mean(one, column) for one in runs]
        left.plot(shares, found, "o-", color=colour, lw=2.0)
        note(left, shares[-1], found[-1], words, colour)
        numbers |= {f"{words}_none": found[0], f"{words}_most": found[-1]}
    by_number = [
        runs_of("energy-network", "runs", population__customer__count=n) for n in UTILITIES
    ]
    saved = [100 * _mean(one, "reuse_share") for one in by_number]
    left.set(xlabel="tailored to one customer, % of a solution", ylim=(0, 80))
    right.plot(UTILITIES, saved, "o-", color=GREEN, lw=2.0)
    right.set(xlabel="utilities beside Energycorp", ylim=(0, None))
    right.set_xticks(UTILITIES)
    return numbers | {"few": saved[0], "many": saved[-1]}


def mill_services(figure: Figure) -> Numbers:
    """Tell what middle managers find and make, and what they need for it."""
    left, right = two_panels(
        figure,
        ("What managers find and make", "services in use, services unit; mean and 8 runs in 10"),
        ("What they need for it", "its services in use in the last year, all or one thing missing"),
    )
    arms = {"all there": "", "no boundary spanning": "managers.boundary_spanning",
            "divisions apart": "managers.inward_spanning", "no bricolage": "managers.bricolage",
            "no handover": "managers.handover", "no support": "managers.support",
            "no managers": "managers"}  # fmt: skip
    last, numbers = [], {}
    for words, mechanism in arms.items():
        switch = {f"mechanisms__{mechanism}": False} if mechanism else {}
        results = runs_of("mill-services", "firms", every=6, **switch)
        rows = results.firms.to_pandas()
        months, services = by_month(rows[rows.firm == "Services unit"], "services_in_use")
        last.append(services[:, -2:].mean())
        if words in ("all there", "no managers"):
            band(left, months, services, BLUE if not mechanism else GREY, words)
        numbers[words.replace(" ", "_")] = last[-1]
        if not mechanism:
            numbers |= {n: _mean(results, n) for n in ("opportunities_discovered",
                "opportunities_created", "solution_share", "bricolage_share", "created_spread",
                "discovered_spread", "manager_free_time")}  # fmt: skip
    years(left, months)
    bars(right, arms, last, [BLUE, *[ORANGE] * 5, GREY])
    right.set_position((0.7, 0.14, 0.24, 0.68))
    return numbers
