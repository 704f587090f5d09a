"""The Mesa face of ecosim: a model to step, look into, change and fork."""

from __future__ import annotations

import copy
import functools
from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from mesa import DataCollector
from numpy.typing import NDArray

from ecosim.agents.ecosystem import Ecosystem
from ecosim.agents.event_log import EventLog
from ecosim.agents.policies import Policy
from ecosim.agents.settings import chosen_scenario, chosen_seed, with_overrides
from ecosim.declarations.columns import ECOSYSTEM
from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint, build_world, go_on_under
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.errors import RunError

__all__ = ["EcosystemModel"]


class EcosystemModel(Ecosystem):
    """A business ecosystem as a Mesa model; the same numbers, month by month, as a compiled run.

    ``model.step()`` is one month. ``model.agents`` and ``model.agents_by_type`` hold the firms;
    ``model.datacollector`` has collected every ecosystem series after each month; ``model.running``
    turns false after the scenario's last month.

    Parameters
    ----------
    scenario : resolved scenario; a small one where none is given
    rng, seed : seed of every draw, a whole number: two names for one thing; default: the scenario's
    replicate : whole number from 0; another one is another world under the same seed
    agents : classes that play firms, by id of a firm or by kind
    policies : partner-selection functions by name: given a firm and its candidates they return a
        score for each; a scenario or a firm that names one as its partner selection follows it
    parameters : values of parameters by name
    agent_reporters : for the data collector, as Mesa takes them: ``{"cash": "cash"}``
    settings : ``ticks``, ``partner_selection``, ``internationalization``, ``innovation``, any
        parameter or mechanism, or a dotted name, so that ``mesa.batch_run`` can vary them

    Raises
    ------
    InputError
        one sentence: which argument, what was found, what is allowed
    """

    def __init__(
        self,
        scenario: Scenario | None = None,
        *,
        rng: int | None = None,
        seed: int | None = None,
        replicate: int = 0,
        agents: Mapping[str, type] | None = None,
        policies: Mapping[str, Policy] | None = None,
        parameters: Mapping[str, float] | None = None,
        agent_reporters: Mapping[str, Any] | None = None,
        **settings: Any,
    ) -> None:
        named = {f"parameters.{name}": value for name, value in (parameters or {}).items()}
        resolved = chosen_scenario(scenario, {**named, **settings})
        chosen, number = chosen_seed(resolved, rng, seed, replicate)
        blueprint = Blueprint.of(resolved)
        world = build_world(blueprint, chosen, number, keep_events=True)
        super().__init__(blueprint, world, agents or {}, policies or {})
        self._log = EventLog()
        self.datacollector = DataCollector(_series_reporters(), agent_reporters)

    def step(self) -> None:
        """Go through one month.

        Raises
        ------
        RunError
            after the scenario's last month, or for an answer of a firm that cannot be used
        """
        self._require_another_month()
        self._run(Stage.DISTURB, Stage.CHOOSE_MARKET)
        self.plan()
        self._run(Stage.MOVE_IN_MARKETS, Stage.CHOOSE_PARTNER)
        self.seek()
        self._run(Stage.AGREE, Stage.RECORD)
        self.month += 1
        self.time = float(self.month)
        self.running = self.month < self.scenario.ticks
        self._log.take(self.world)
        self.datacollector.collect(self)

    def _run(self, first: Stage, last: Stage) -> None:
        """Run stages of the month for all firms in compiled code."""
        month = self.month + 1
        run_months(self.world, month, month, int(first), int(last), 0, len(self.firms))

    def _require_another_month(self) -> None:
        """Refuse to go beyond the months there is room for."""
        if self.month >= self.scenario.ticks:
            raise RunError(f"all {self.scenario.ticks} months of scenario {self.scenario.name!r} "
                           "are over; a scenario with more ticks goes on longer")  # fmt: skip

    @property
    def events(self) -> NDArray[np.void]:
        """Return all that has happened, in order; fields as in ``engine.run.EVENT_DTYPE``."""
        return self._log.all()

    def fork(
        self,
        overrides: Mapping[str, Any] | None = None,
        policies: Mapping[str, Policy] | None = None,
    ) -> Self:
        """Return a twin: the same past and the same chance ahead, with other settings from now on.

        Agents are copied with all their attributes. The twin goes on exactly as this model would,
        until a setting, an attribute of an agent or a policy makes a firm decide otherwise; this
        model is not touched.

        Parameters
        ----------
        overrides : dotted names with new values, as ``Scenario.with_settings`` takes them
        policies : more partner-selection functions, by name

        Raises
        ------
        InputError
            for an unknown name or a value outside its range
        """
        blueprint = Blueprint.of(with_overrides(self.scenario, overrides or {}))
        shared = {id(part): part for part in (self.blueprint, self.market_codes)}
        twin = copy.deepcopy(self, shared)
        twin.blueprint = blueprint
        go_on_under(twin.world, blueprint)
        twin.adopt_policies({**twin.policies, **(policies or {})})
        return twin


def _series_reporters() -> dict[str, Any]:
    """Return Mesa's model reporters for the ecosystem series."""
    return {
        name: functools.partial(_latest, column=column)
        for column, name in enumerate(ECOSYSTEM.names)
    }


def _latest(model: EcosystemModel, column: int) -> float:
    """Return a series in the last month that is over."""
    return float(model.world.series[model.month - 1, column])
