"""Every run beside its twin: the same firms and chance, but no digital services."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.columns import FIRM
from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.run import Run, run_to_end
from ecosim.engine.world import PROVIDER, TOTAL, Floats
from ecosim.errors import InputError

__all__ = ["CAUSES", "SERVICES", "TwinFacts", "run_twins", "twin_blueprints"]

SERVICES = "co_creation"  # the mechanism without which there are no digital services

# What changes a provider's profit by its services: words, sign, place among the totals.
CAUSES = (
    ("asked for services", 1.0, TOTAL.service_asked),
    ("plain operation and updates", -1.0, TOTAL.cost_operation),
    ("customization", -1.0, TOTAL.cost_customization),
    ("new capability at both ends", -1.0, TOTAL.cost_capability),
    ("customers' opportunism", -1.0, TOTAL.cost_opportunism),
    ("parallel platforms", -1.0, TOTAL.cost_platforms),
    ("meetings", -1.0, TOTAL.cost_meetings),
    ("own share of development", -1.0, TOTAL.cost_development),
    ("spare parts not sold", -1.0, TOTAL.lost_wear),
)
PRICE, OTHER = "price above perceived value", "other effects, in sum"


@dataclass(frozen=True)
class TwinFacts:
    """What one run and its twin say about T months of P providers.

    Parameters
    ----------
    run, twin : with and without digital services
    providers : ids
    revenue : [T, P] service revenue since the start, MSEK
    gain : [T, P] profit since the start less that of the twin, MSEK
    causes : by words, [P] what each adds to profit over the run, MSEK; they sum to the last gain
    """

    run: Run
    twin: Run
    providers: tuple[str, ...]
    revenue: Floats
    gain: Floats
    causes: dict[str, Floats]

    @property
    def serves(self) -> NDArray[np.bool_]:
        """Return which providers earned anything with services."""
        earned: NDArray[np.bool_] = self.revenue[-1] > 0.0
        return earned

    @property
    def ever(self) -> NDArray[np.bool_]:
        """Return which providers were in the paradox at some time."""
        found: NDArray[np.bool_] = np.any(self.in_paradox, axis=0)
        return found

    @property
    def in_paradox(self) -> NDArray[np.bool_]:
        """Return when each provider had earned with services, and no more in all: [T, P]."""
        held: NDArray[np.bool_] = (self.revenue > 0.0) & (self.gain <= 0.0)
        return held

    def of(self, firm: str) -> TwinFacts:
        """Return what is said of one provider alone."""
        place = self.providers.index(firm)
        alone = slice(place, place + 1)
        return replace(
            self, providers=(firm,), revenue=self.revenue[:, alone], gain=self.gain[:, alone],
            causes={words: amounts[alone] for words, amounts in self.causes.items()},
        )  # fmt: skip


def twin_blueprints(scenario: Scenario) -> tuple[Blueprint, Blueprint]:
    """Return the scenario with and without digital services.

    Raises
    ------
    InputError
        where the scenario has none
    """
    if not scenario.mechanisms[SERVICES]:
        raise InputError(
            f"scenario {scenario.name!r}: mechanisms.{SERVICES} is false, so there are no digital "
            "services to compare with a twin"
        )
    without = replace(scenario, mechanisms={**scenario.mechanisms, SERVICES: False})
    return Blueprint.of(scenario), Blueprint.of(without)


def run_twins(blueprints: tuple[Blueprint, Blueprint], seed: int, replicate: int) -> TwinFacts:
    """Run one replicate with and without digital services."""
    (run, world), (twin, other) = (run_to_end(b, seed, replicate, "firms") for b in blueprints)
    providers = np.flatnonzero(world.kind == PROVIDER)
    profit, revenue = _monthly(run, FIRM.profit, providers), FIRM.revenue_service
    gain = world.totals[TOTAL.profit, providers] - other.totals[TOTAL.profit, providers]
    return TwinFacts(
        run=replace(run, firms=None),
        twin=replace(twin, firms=None),
        providers=tuple(run.firm_ids[i] for i in providers),
        revenue=_monthly(run, revenue, providers).cumsum(axis=0),
        gain=(profit - _monthly(twin, FIRM.profit, providers)).cumsum(axis=0),
        causes=_causes(world.totals[:, providers], gain),
    )


def _monthly(run: Run, column: int, providers: NDArray[np.int64]) -> Floats:
    """Return one column of providers month by month, [T, P]."""
    if run.firms is None:
        raise ValueError("the run was not recorded with its firms")
    return run.firms[:, column, providers].astype(np.float64)


def _causes(totals: Floats, gain: Floats) -> dict[str, Floats]:
    """Return what each cause adds to the profit of each provider over the run."""
    found = {words: sign * totals[place] for words, sign, place in CAUSES}
    found[PRICE] = totals[TOTAL.revenue_service] - totals[TOTAL.service_asked]
    found[OTHER] = gain - sum(found.values())
    return found
