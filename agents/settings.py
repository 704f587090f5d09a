"""From the keyword arguments of a model to a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ecosim.declarations.fields import KINDS
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import Group, NetworkSpec, Scenario
from ecosim.errors import InputError, nearest

__all__ = ["chosen_scenario", "chosen_seed", "with_overrides"]

_SELECTION = "policy.partner_selection"
_WORDS = {
    "partner_selection": _SELECTION,
    "internationalization": "strategy.internationalization",
    "innovation": "strategy.innovation",
}
_SMALL = Scenario(
    name="small",
    groups=tuple(Group(kind, count) for kind, count in zip(KINDS, (8, 30, 10, 4), strict=True)),
    network=NetworkSpec(mean_degree=5.0),
)


def chosen_scenario(scenario: Scenario | None, settings: Mapping[str, Any]) -> Scenario:
    """Return a scenario, or a small one where none is given, with settings applied.

    Parameters
    ----------
    scenario : resolved scenario, or None
    settings : ``ticks``, ``partner_selection``, ``internationalization``, ``innovation``, any
        parameter or mechanism, or a dotted name; true or false is meant for a mechanism

    Raises
    ------
    InputError
        for something else than a scenario, an unknown name or a value outside its range
    """
    chosen = _SMALL if scenario is None else scenario
    if not isinstance(chosen, Scenario):
        raise InputError(f"scenario: {chosen!r} is not a Scenario; ecosim.load_scenario makes one")
    rest = dict(settings)
    if "ticks" in rest:
        chosen = replace(chosen, ticks=_whole(rest.pop("ticks"), "ticks", 1))
    return with_overrides(chosen, {_dotted(name, value): value for name, value in rest.items()})


def with_overrides(scenario: Scenario, overrides: Mapping[str, Any]) -> Scenario:
    """Return a scenario with settings changed; a partner selection may be of the user's own."""
    rest = dict(overrides)
    if isinstance(word := rest.pop(_SELECTION, scenario.partner_selection), str):
        return replace(scenario.with_settings(rest), partner_selection=word)
    raise InputError(f"{_SELECTION}: {word!r} is not the name of a policy")


def _dotted(name: str, value: Any) -> str:
    """Return the dotted name of a setting."""
    if "." in name and name not in MECHANISMS:
        return name
    if name in MECHANISMS and isinstance(value, bool):
        return f"mechanisms.{name}"
    if name in _WORDS:
        return _WORDS[name]
    for table, register in (("parameters", PARAMETERS), ("mechanisms", MECHANISMS)):
        if name in register:
            return f"{table}.{name}"
    names = ["ticks", *_WORDS, *PARAMETERS.names, *MECHANISMS.names]
    raise InputError(f"EcosystemModel has no setting {name!r}{nearest(name, names)}")


def chosen_seed(
    scenario: Scenario, rng: object, seed: object, replicate: object
) -> tuple[int, int]:
    """Return seed and replicate as whole numbers; the scenario's seed where none is given."""
    if rng is not None and seed is not None:
        raise InputError(f"give rng ({rng!r}) or seed ({seed!r}), not both: they mean the same")
    given = rng if seed is None else seed
    chosen = scenario.seed if given is None else _whole(given, "rng", 0)
    return chosen, _whole(replicate, "replicate", 0)


def _whole(value: Any, name: str, low: int) -> int:
    """Return a whole number that fits 64 bits."""
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or not low <= value < 2**63:
        raise InputError(f"{name}: {value!r} is not a whole number from {low} to 2^63 - 1")
    return int(value)
