"""What a player plays: one run, or two that can be told apart month by month."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from ecosim.dashboards.pictures import (
    curves_picture,
    firm_stage,
    network_picture,
    only_here,
    plane_picture,
    series_rows,
)
from ecosim.dashboards.setup import Setup
from ecosim.dashboards.simulation import Simulation
from ecosim.dashboards.view import View

__all__ = ["OneRun", "Reel", "TwoRuns"]

Parts = dict[str, bytes]


class Reel(Protocol):
    """Months that pass, and can be shown.

    Attributes
    ----------
    simulation : the first run
    month, first, last, over : where it is, and between which months
    stages : what stays the same in each network, by its part of a picture
    runs : the run that each network shows
    """

    simulation: Simulation
    first: int
    last: int
    stages: dict[str, dict[str, Any]]
    runs: dict[str, Simulation]

    @property
    def month(self) -> int: ...  # noqa: D102

    @property
    def over(self) -> bool: ...  # noqa: D102

    def step(self) -> None: ...  # noqa: D102

    def go_to(self, month: int) -> None: ...  # noqa: D102

    def pictures(self, number: int, view: View) -> Parts: ...  # noqa: D102


class OneRun:
    """One run of a setup."""

    def __init__(self, setup: Setup) -> None:
        scenario = setup.resolve()
        self.simulation = Simulation(scenario, scenario.seed)
        self.first, self.last = 0, scenario.ticks
        self.stages = {"network": firm_stage(self.simulation)}
        self.runs = {"network": self.simulation}

    @property
    def month(self) -> int:
        """Return the last month that is over."""
        return self.simulation.month

    @property
    def over(self) -> bool:
        """Tell whether the last month is over."""
        return self.simulation.over

    def step(self) -> None:
        """Go through one month."""
        self.simulation.step()

    def go_to(self, month: int) -> None:
        """Go to the end of a month, back or ahead."""
        self.simulation.go_to(month)

    def pictures(self, number: int, view: View) -> Parts:
        """Return this month as bytes for each drawing."""
        simulation = self.simulation
        world, month = simulation.world, simulation.month
        return {
            "network": network_picture(number, world, month, view.firm, view.tie),
            "plane": plane_picture(number, simulation.trails),
            "curves": curves_picture(number, series_rows(world, month, view.series)),
        }


class TwoRuns:
    """Two runs in step.

    Parameters
    ----------
    one, other : at the same month
    """

    def __init__(self, one: Simulation, other: Simulation) -> None:
        self.simulation, self.other = one, other
        self.first = max(one.first, other.first)
        self.last = min(one.scenario.ticks, other.scenario.ticks)
        self.same_firms = one.blueprint.roster.ids == other.blueprint.roster.ids
        first = firm_stage(one)
        second = {**firm_stage(other), "places": first["places"]} if self.same_firms else None
        self.stages = {"one": first, "other": second or firm_stage(other)}
        self.runs = {"one": one, "other": other}

    @property
    def month(self) -> int:
        """Return the last month that is over."""
        return self.simulation.month

    @property
    def over(self) -> bool:
        """Tell whether the last month of one of them is over."""
        return self.month >= self.last

    def step(self) -> None:
        """Go through one month in both."""
        if not self.over:
            self.simulation.step()
            self.other.step()

    def go_to(self, month: int) -> None:
        """Go to the end of a month in both, back or ahead."""
        month = max(self.first, min(month, self.last))
        self.simulation.go_to(month)
        self.other.go_to(month)

    def pictures(self, number: int, view: View) -> Parts:
        """Return both networks, curves with a line for each run, and their differences."""
        worlds, month = (self.simulation.world, self.other.world), self.month
        marks = only_here(*worlds) if self.same_firms else (b"", b"")
        one, other = (series_rows(world, month, view.series) for world in worlds)
        both = np.stack([one, other], axis=1).reshape(-1, month)
        networks = {
            part: network_picture(number, world, month, view.firm, view.tie) + mark
            for part, world, mark in zip(("one", "other"), worlds, marks, strict=True)
        }
        return {
            **networks,
            "curves": curves_picture(number, both),
            "difference": curves_picture(number, other - one),
        }
