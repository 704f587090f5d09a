"""The search for changes of one parameter that make another choice the best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import Comparison, Scenario
from ecosim.engine.run import run
from ecosim.experiments.arms import NOBODY, make_arm
from ecosim.experiments.replicates import Progress, usable_threads, whole_groups
from ecosim.sweeps.blueprints import changed

__all__ = ["Bracket", "Floats", "Path", "Search", "Stages", "no_stages"]

Floats = NDArray[np.float64]
Stages = Callable[[str, int], AbstractContextManager[Progress]]
Item = tuple["Path", float, Sequence[int]]

_SCREENED = 12
_SCREENS = (0.5, 1.0)
_HALVINGS = 5


def no_stages(_title: str, _runs: int) -> AbstractContextManager[Progress]:
    """Tell nobody about progress."""
    return nullcontext(lambda _done, _total: None)


@dataclass(frozen=True)
class Path:
    """The way of one parameter from its value now to one end of its range."""

    name: str
    now: float
    end: float

    @property
    def label(self) -> str:
        """Return a name that no other path has."""
        return f"{self.name} {'up' if self.end > self.now else 'down'}"

    def value(self, way: float) -> float:
        """Return the value after a part of the way, at equal ratios where both ends allow that.

        >>> Path("x", 1.0, 100.0).value(0.5), Path("x", 1.0, 0.0).value(0.5)
        (10.0, 0.5)
        """
        low, high = sorted((self.now, self.end))
        if low > 0.0:
            between = self.now * float((self.end / self.now) ** way)
        else:
            between = self.now + (self.end - self.now) * way
        return min(high, max(low, between))

    def change(self, way: float) -> float:
        """Return the size of the change as a share of the value now, or else of the range."""
        declared = PARAMETERS[self.name]
        whole = abs(self.now) or (declared.high or 1.0) - (declared.low or 0.0)
        return abs(self.value(way) - self.now) / whole


@dataclass(frozen=True)
class Bracket:
    """Where on a path another choice takes over: after ``low`` and not after ``high``."""

    path: Path
    low: float
    high: float
    rival: int

    def pushed(self, times: float) -> Bracket:
        """Return the same with the way so many times as long, at most to its end."""
        return replace(self, high=min(1.0, times * self.high))


class Search:
    """Runs the choices of a comparison under changed parameters.

    Parameters
    ----------
    scenario, question, known, seed, threads, stages : see ``find_tipping_points``
    """

    def __init__(
        self,
        scenario: Scenario,
        question: Comparison,
        known: Floats,
        seed: int,
        threads: int | None,
        stages: Stages,
    ) -> None:
        self.names = (*question.candidates, NOBODY)
        self._screened = range(min(_SCREENED, len(known)))
        self._fresh = len(known)
        means = np.nan_to_num(known.mean(axis=0), nan=-np.inf)
        self._winner = int(np.argmax(means))
        # Few replicates tell what a change does in pairs, not where choices stand: known ones do.
        self._correction = known.mean(axis=0) - known[self._screened].mean(axis=0)
        self._scenario = scenario
        asked = replace(scenario, comparison=question)
        self._arms = [make_arm(asked, question.focal, name) for name in self.names]
        self._place = FIRM_OUTCOMES.names.index(question.objective)
        self._seed, self._threads, self._stages = seed, usable_threads(threads), stages

    @property
    def winner(self) -> str:
        """Return the best choice now."""
        return self.names[self._winner]

    def brackets(self, names: Sequence[str]) -> list[Bracket]:
        """Return where the winner changes, roughly."""
        paths = [path for name in names for path in self._paths(name)]
        everyone = range(len(self.names))
        items = [(path, way, everyone) for path in paths for way in _SCREENS]
        leaders = self._leaders("Trying assumptions", items)
        found: dict[str, Bracket] = {}
        for (path, way, _), rival in zip(items, leaders, strict=True):
            if rival != self._winner and path.label not in found:
                low = 0.0 if way == _SCREENS[0] else _SCREENS[0]
                found[path.label] = Bracket(path, low, way, rival)
        return list(found.values())

    def narrowed(self, brackets: list[Bracket], count: int) -> list[Bracket]:
        """Return the ``count`` smallest changes, or a few more, halved again and again."""
        for _ in range(_HALVINGS):
            brackets = _smallest(brackets, count)
            middles = [(b.low + b.high) / 2 for b in brackets]
            everyone = range(len(self.names))
            items = [(b.path, m, everyone) for b, m in zip(brackets, middles, strict=True)]
            leaders = self._leaders("Narrowing down", items)
            for k, rival in enumerate(leaders):
                if rival == self._winner:
                    brackets[k] = replace(brackets[k], low=middles[k])
                else:
                    brackets[k] = replace(brackets[k], high=middles[k], rival=rival)
        return _smallest(brackets, count)

    def duels(self, brackets: Sequence[Bracket], replicates: int) -> list[Floats]:
        """Return objectives of rival and winner in fresh replicates, [replicates, 2] each.

        With Ctrl-C there are only those that were whole until then.
        """
        fresh = range(self._fresh, self._fresh + replicates)
        items = [(b.path, b.high, (b.rival, self._winner)) for b in brackets]
        return self._values("Confirming", items, fresh, least=0)

    def _paths(self, name: str) -> Iterator[Path]:
        now, declared = self._scenario.parameters[name], PARAMETERS[name]
        for end in (declared.low, declared.high):
            if end is not None and end != now:
                yield Path(name, now, end)

    def _leaders(self, title: str, items: Sequence[Item]) -> list[int]:
        """Return which choice has the highest mean at each item; the winner wins ties."""
        leaders = []
        for values in self._values(title, items, self._screened, least=len(items)):
            means = np.nan_to_num(values.mean(axis=0) + self._correction, nan=-np.inf)
            ahead = means[self._winner] >= means.max()
            leaders.append(self._winner if ahead else int(np.argmax(means)))
        return leaders

    def _values(
        self, title: str, items: Sequence[Item], replicates: range, least: int
    ) -> list[Floats]:
        """Return the objective at each item, [replicates, choices]; see ``whole_groups``."""
        if not items:
            return []
        size = len(replicates) * len(items[0][2])
        with self._stages(title, len(items) * size) as progress:
            groups = whole_groups(
                self._value,
                ((path, way, choice, replicate) for path, way, chosen in items
                 for replicate in replicates for choice in chosen),
                (len(items), size), self._threads, progress, least=least,
            )  # fmt: skip
        return [np.array(group).reshape(len(replicates), -1) for group in groups]

    def _value(self, task: tuple[Path, float, int, int]) -> float:
        path, way, choice, replicate = task
        arm = self._arms[choice]
        blueprint = changed(arm.blueprint, {f"parameters.{path.name}": path.value(way)})
        return float(run(blueprint, self._seed, replicate).firm_outcomes[self._place, arm.focal])


def _smallest(brackets: list[Bracket], count: int) -> list[Bracket]:
    """Return brackets that may be among the ``count`` smallest changes, these first."""
    ordered = sorted(brackets, key=lambda b: b.path.change(b.high))
    if len(ordered) <= count:
        return ordered
    limit = ordered[count - 1]
    return [b for b in ordered if b.path.change(b.low) < limit.path.change(limit.high)]
