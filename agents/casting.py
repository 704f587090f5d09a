"""Which class plays which firm, and what it decides in its own way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecosim.agents.firm import Firm
from ecosim.agents.kinds import KIND_CLASSES
from ecosim.declarations.fields import KINDS
from ecosim.engine.roster import Roster
from ecosim.errors import InputError, nearest

__all__ = ["DECISIONS", "cast", "own_decisions"]

DECISIONS = ("step", "invest", "choose_market", "choose_partner")


def cast(roster: Roster, agents: Mapping[str, type]) -> list[type[Firm]]:
    """Return the class of every firm, in the order of the roster.

    Parameters
    ----------
    roster : of the scenario
    agents : classes by id of a firm or by kind of firm; an id counts before a kind

    Raises
    ------
    InputError
        for a key that is neither, or a class that cannot play these firms
    """
    for key, chosen in agents.items():
        _require_actor(chosen, KIND_CLASSES[_kind_of(key, roster)], f"agents[{key!r}]")
    by_kind = [agents.get(kind, KIND_CLASSES[kind]) for kind in KINDS]
    return [
        agents.get(name, by_kind[code]) for name, code in zip(roster.ids, roster.kind, strict=True)
    ]


def _kind_of(key: str, roster: Roster) -> str:
    """Return the kind of firm that a key stands for."""
    if key in roster.index:
        return KINDS[roster.kind[roster.index[key]]]
    if key in KINDS:
        return key
    names = [*KINDS, *roster.ids]
    raise InputError(
        f"agents: {key!r} is neither a kind nor the id of a firm{nearest(str(key), names)}"
    )


def own_decisions(cls: type[Any]) -> frozenset[str]:
    """Return the names of the decisions that a class takes otherwise than the built-in rules."""
    return frozenset(name for name in DECISIONS if _is_own(cls, name))


def _is_own(cls: type[Any], name: str) -> bool:
    """Tell whether a class has a method of this name other than that of the built-in classes."""
    built_in = (getattr(base, name, None) for base in KIND_CLASSES.values())
    return getattr(cls, name, None) not in (None, *built_in)


def _require_actor(cls: object, base: type[Firm], where: str) -> None:
    """Refuse a class that is no firm of this kind or decides what this kind never decides."""
    if not (isinstance(cls, type) and issubclass(cls, base)):
        raise InputError(f"{where}: {cls!r} is not a subclass of ecosim.agents.{base.__name__}")
    if foreign := own_decisions(cls) - set(base.decides):
        raise InputError(f"{where}: {cls.__name__} has {min(foreign)}, but a {base.__name__} only "
                         f"decides in {', '.join(base.decides)}")  # fmt: skip
