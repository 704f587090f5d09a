"""From a design point to what the engine runs, working out once what points share."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ecosim.engine.build import Blueprint
from ecosim.engine.settings import settings_array
from ecosim.scenarios import load_scenario

__all__ = ["Blueprints"]

_QUICK = ("parameters.", "mechanisms.")
_MOST_KEPT = 64


class Blueprints:
    """The blueprints of a sweep's points.

    Parameters and mechanisms are one array of a blueprint; every other setting needs the scenario
    to be loaded anew, which takes as long as a small run. Threads may share one object.

    Parameters
    ----------
    content : tables of the scenario
    """

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content
        self._kept: OrderedDict[tuple[tuple[str, Any], ...], Blueprint] = OrderedDict()
        self._lock = threading.Lock()

    def at(self, settings: Mapping[str, Any]) -> Blueprint:
        """Return the blueprint of the scenario with these settings.

        Raises
        ------
        InputError
            where the scenario cannot have them together
        """
        quick = {name: value for name, value in settings.items() if name.startswith(_QUICK)}
        base = self._base({k: v for k, v in settings.items() if k not in quick})
        if not quick:
            return base
        scenario = base.scenario.with_settings(quick)
        array = settings_array(scenario.parameters, scenario.mechanisms)
        return replace(base, scenario=scenario, settings=array)

    def _base(self, settings: dict[str, Any]) -> Blueprint:
        key = tuple(settings.items())
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = Blueprint.of(load_scenario(self._content, settings))
        with self._lock:
            self._kept[key] = made
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return made
