"""A pattern made ready for trial: its arms as blueprints, its outcomes as numbers of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecosim.court.measures import LEVEL_OF, measured
from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.roster import Roster
from ecosim.engine.run import LEVELS, Run, run
from ecosim.errors import InputError, nearest
from ecosim.scenarios import load_scenario
from ecosim.scenarios.messages import named
from ecosim.scenarios.pattern import Pattern

__all__ = ["Case"]


@dataclass(frozen=True)
class Case:
    """A pattern whose arms are ready to run.

    Parameters
    ----------
    pattern : what is tried
    arms : by name
    level : what has to be recorded
    """

    pattern: Pattern
    arms: Mapping[str, Blueprint]
    level: str

    @classmethod
    def of(cls, pattern: Pattern) -> Case:
        """Load the scenario of every arm.

        Raises
        ------
        InputError
            for an arm that names what does not exist, or a measure of a firm that is not there
        """
        arms = {name: Blueprint.of(_scenario(pattern, name)) for name in pattern.arms}
        for name, blueprint in arms.items():
            with named(f"{pattern.label}, arms.{name}"):
                _check_firms(pattern, blueprint.roster)
        levels = [LEVEL_OF[measure.of] for measure in pattern.measures.values()]
        return cls(pattern, arms, max(levels, key=LEVELS.index, default="runs"))

    def changed(self, change: Callable[[Scenario], Scenario]) -> Case:
        """Return the case with the scenario of every arm changed in one way."""
        arms = {
            name: Blueprint.of(change(blueprint.scenario)) for name, blueprint in self.arms.items()
        }
        return replace(self, arms=arms)

    def observe(self, arm: str, seed: int, replicate: int) -> NDArray[np.float64]:
        """Run one replicate of an arm and return the outcome of each expectation."""
        return self.outcomes(
            arm, run(self.arms[arm], seed, replicate, self.level, self.pattern.every)
        )

    def outcomes(self, arm: str, finished: Run) -> NDArray[np.float64]:
        """Return the outcome of each expectation from a finished run of an arm."""
        known = _Quantities(self.pattern, finished, self.arms[arm].roster)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.array(
                [expectation.outcome.of(known) for expectation in self.pattern.expectations]
            )


class _Quantities(dict[str, Any]):
    """Outcomes of a run by name; a measure is taken when it is first asked for."""

    def __init__(self, pattern: Pattern, finished: Run, roster: Roster) -> None:
        super().__init__({name: np.float64(v) for name, v in finished.outcomes.items()})
        self._pattern, self._finished, self._roster = pattern, finished, roster

    def __missing__(self, name: str) -> np.float64:
        measure = self._pattern.measures[name]
        taken = np.float64(measured(measure, self._finished, self._roster))
        self[name] = taken
        return taken


def _scenario(pattern: Pattern, arm: str) -> Scenario:
    """Return the scenario of one arm: what it says goes before what all arms say."""
    settings = {**pattern.settings, **pattern.arms[arm]}
    source = settings.pop("scenario", pattern.scenario)
    if pattern.ticks is not None:
        settings.setdefault("scenario.ticks", pattern.ticks)
    with named(f"{pattern.label}, arms.{arm}"):
        if not isinstance(source, str):
            raise InputError("scenario: a name or a path is needed")
        beside = pattern.folder / source
        found: Scenario = load_scenario(str(beside) if beside.is_file() else source, settings)
        return found


def _check_firms(pattern: Pattern, roster: Roster) -> None:
    for name, measure in pattern.measures.items():
        for conditions in (measure.where, measure.having):
            firm = conditions.get("firm")
            if firm is not None and firm not in roster.index:
                raise InputError(
                    f"measure.{name}: there is no firm {firm!r}{nearest(firm, roster.index)}"
                )
