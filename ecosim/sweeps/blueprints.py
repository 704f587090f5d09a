"""From a design point to what the engine runs, working out once what points share."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.settings import settings_array
from ecosim.scenarios import load_scenario

__all__ = ["Blueprints", "changed"]

_QUICK = ("parameters.", "mechanisms.")
_MOST_KEPT = 64


class Blueprints:
    """The blueprints of a sweep's points.

    Parameters and mechanisms are one array of a blueprint; every other setting needs the scenario
    to be loaded anew, which takes as long as a small run. Replicates of a point follow one another,
    so the last blueprint is kept as a whole. Threads may share one object.

    Parameters
    ----------
    content : tables of the scenario
    make : from a scenario to its blueprint
    """

    def __init__(
        self, content: Mapping[str, Any], make: Callable[[Scenario], Blueprint] = Blueprint.of
    ) -> None:
        self._content, self._make = content, make
        self._kept: OrderedDict[tuple[tuple[str, Any], ...], Blueprint] = OrderedDict()
        self._lock = threading.Lock()
        self._last: tuple[Mapping[str, Any], Blueprint] | None = None

    def at(self, settings: Mapping[str, Any]) -> Blueprint:
        """Return the blueprint of the scenario with these settings.

        Raises
        ------
        InputError
            where the scenario cannot have them together
        """
        last = self._last
        if last is not None and last[0] == settings:
            return last[1]
        quick = {name: value for name, value in settings.items() if name.startswith(_QUICK)}
        base = self._base({k: v for k, v in settings.items() if k not in quick})
        made = changed(base, quick) if quick else base
        self._last = dict(settings), made
        return made

    def _base(self, settings: dict[str, Any]) -> Blueprint:
        key = tuple(settings.items())
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = self._make(load_scenario(self._content, settings))
        with self._lock:
            self._kept[key] = made
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return made


def changed(blueprint: Blueprint, settings: Mapping[str, Any]) -> Blueprint:
    """Return a blueprint with other parameters or mechanisms, given by dotted name.

    Raises
    ------
    InputError
        for an unknown name or a value outside its range
    """
    scenario = blueprint.scenario.with_settings(settings)
    array = settings_array(scenario.parameters, scenario.mechanisms)
    return replace(blueprint, scenario=scenario, start=blueprint.start._replace(settings=array))
