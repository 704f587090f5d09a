"""The smallest change of one assumption that would change the winner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from ecosim.decisions.tipping_search import Bracket, Floats, Search, Stages, no_stages
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import Comparison, Scenario
from ecosim.errors import InputError
from ecosim.results.answers import answer_table
from ecosim.results.statistics import Interval, paired_difference
from ecosim.scenarios.messages import name_like, shown

__all__ = ["Tipping", "TippingPoint", "checked_assumptions", "find_tipping_points"]

_MOST_SHOWN = 5
_PUSHES = (1.0, 1.1, 1.3, 2.0)
_LEVEL = 0.95
_TABLE = "parameters."


@dataclass(frozen=True)
class TippingPoint:
    """A change of one assumption after which another choice is the best.

    Parameters
    ----------
    assumption : dotted name of the parameter
    unit : of its values
    now, then : its value in the scenario, and the changed one
    change : size of the change as a share of its value now, or of its range where it is 0 now
    winner : choice that is the best then
    gain : of that choice over the present winner then, in replicates that served for nothing else;
        its level allows for all attempts to confirm a change
    """

    assumption: str
    unit: str
    now: float
    then: float
    change: float
    winner: str
    gain: Interval

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the interval leaves out zero."""
        return self.gain.low > 0


@dataclass(frozen=True)
class Tipping:
    """What came of the search.

    Parameters
    ----------
    winner : choice that is the best now
    points : confirmed ones first, and of these the smallest change first
    assumptions : number of parameters that were tried
    replicates : that each change was confirmed with
    is_whole : whether all attempts to confirm changes were made
    """

    winner: str
    points: tuple[TippingPoint, ...]
    assumptions: int
    replicates: int
    is_whole: bool

    @property
    def table(self) -> pa.Table:
        """Return one row for each change found."""
        columns = {
            "assumption": (str, "Dotted name of the parameter."),
            "unit": (str, "Unit of its values."),
            "now": (float, "Its value in the scenario."),
            "then": (float, "The value after which another choice is the best."),
            "change": (float, "Size of the change, as a share of its value now, or of its range "
                       "where it is 0 now."),
            "old_winner": (str, "The best choice now."),
            "winner": (str, "The best choice then."),
            "gain": (float, "Mean gain of the new winner over the old one then."),
            "gain_low": (float, "Gain: lower end of the interval."),
            "gain_high": (float, "Gain: upper end of the interval."),
            "confirmed": (bool, "Whether the interval of the gain leaves out zero."),
        }  # fmt: skip
        rows = [
            {**vars(point), "old_winner": self.winner, "confirmed": point.is_confirmed,
             "gain": point.gain.estimate, "gain_low": point.gain.low, "gain_high": point.gain.high}
            for point in self.points
        ]  # fmt: skip
        return answer_table(columns, rows)


def checked_assumptions(names: Sequence[str]) -> list[str]:
    """Return names of parameters, given with or without their table; "all" stands for all."""
    if list(names) == ["all"]:
        return list(PARAMETERS.names)
    plain = [name.removeprefix(_TABLE) for name in names]
    for name in plain:
        if name not in PARAMETERS:
            near = name_like(name, PARAMETERS.names)
            raise InputError(
                f"what would change: there is no parameter {shown(name)}{near}; ecosim parameters "
                "lists them"
            )
    return list(dict.fromkeys(plain))


def find_tipping_points(
    scenario: Scenario,
    question: Comparison,
    known: Floats,
    replicates: int,
    seed: int,
    assumptions: Sequence[str] = ("all",),
    *,
    threads: int | None = None,
    stages: Stages = no_stages,
) -> Tipping:
    """Search each parameter, alone, for the smallest change that makes another choice the best.

    Every parameter is tried half-way and wholly towards either end of its declared range, in few
    replicates; where another choice leads, halving finds about where that begins. The five
    smallest changes are then tried in ``replicates`` fresh ones, and enlarged, to twice the
    way at most, where the new winner is not clearly ahead. A winner that changes and changes back
    before half-way is missed. Ctrl-C ends the search, or, once changes are being confirmed, keeps
    those that are.

    Parameters
    ----------
    scenario, question : who chooses among whom, and by what
    known : objective without any change, [replicates from 0, candidates and having no partner]
    replicates : to confirm a change, at least 2
    seed : of all runs
    assumptions : names of parameters, or ["all"]
    threads : as in ``simulate``
    stages : called with a title and a number of runs, gives what is told about progress

    Raises
    ------
    InputError
        for a parameter that does not exist
    """
    names = checked_assumptions(assumptions)
    search = Search(scenario, question, known, seed, threads, stages)
    narrowed = search.narrowed(search.brackets(names), _MOST_SHOWN)[:_MOST_SHOWN]
    points, is_whole = _confirmed(search, narrowed, replicates)
    points.sort(key=lambda point: (not point.is_confirmed, point.change))
    return Tipping(search.winner, tuple(points), len(names), replicates, is_whole)


def _confirmed(
    search: Search, brackets: Sequence[Bracket], replicates: int
) -> tuple[list[TippingPoint], bool]:
    """Return each change with its gain in fresh replicates, enlarged where that is unclear.

    Also tell whether all attempts were made.
    """
    level = 1 - (1 - _LEVEL) / max(1, len(_PUSHES) * len(brackets))
    points: dict[str, TippingPoint] = {}
    waiting = list(brackets)
    for push in _PUSHES:
        pushed = [bracket.pushed(push) for bracket in waiting]
        gains = search.duels(pushed, replicates)
        for bracket, values in zip(pushed, gains, strict=False):
            gain = paired_difference(values[:, 0], values[:, 1], level)
            points[bracket.path.label] = _point(search, bracket, gain)
        if len(gains) < len(pushed):
            return list(points.values()), False
        waiting = [bracket for bracket in waiting if not points[bracket.path.label].is_confirmed]
    return list(points.values()), True


def _point(search: Search, bracket: Bracket, gain: Interval) -> TippingPoint:
    path, declared = bracket.path, PARAMETERS[bracket.path.name]
    return TippingPoint(
        assumption=f"{_TABLE}{path.name}",
        unit=declared.unit,
        now=path.now,
        then=path.value(bracket.high),
        change=path.change(bracket.high),
        winner=search.names[bracket.rival],
        gain=gain,
    )
