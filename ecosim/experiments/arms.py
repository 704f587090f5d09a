"""The arms of a comparison: the same scenario, with one candidate after another as partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ecosim.declarations.columns import FIRM, TIE
from ecosim.declarations.fields import KINDS
from ecosim.declarations.scenario import NOBODY, Comparison, RelationshipSpec, Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.roster import make_roster
from ecosim.engine.run import Run, run_to_end
from ecosim.engine.world import COUNTER, World
from ecosim.errors import InputError, nearest

__all__ = [
    "NOBODY",
    "Arm",
    "FocalFacts",
    "checked_comparison",
    "in_words",
    "make_arm",
    "possible_candidates",
    "run_arm",
    "slot_between",
    "with_partners",
]


def in_words(choice: str) -> str:
    """Return how a choice is called in a sentence."""
    return "no new partner" if choice == NOBODY else choice


@dataclass(frozen=True)
class Arm:
    """One choice the focal firm could make: a candidate, or ``NOBODY``."""

    candidate: str
    blueprint: Blueprint
    focal: int
    partner: int


@dataclass(frozen=True)
class FocalFacts:
    """What one run says about the focal firm and its relationship with the candidate.

    Parameters
    ----------
    run : the run, without its series and the outcomes of other firms
    outcomes : [FIRM_OUTCOMES] of the focal firm
    markets : [M] whether it serves each market at the end
    coverage : [capabilities] share of each requirement met at the end, with partners' help
    lasts : whether the relationship still exists at the end
    relationship : [relationship columns] at the end; NaN where it does not exist
    """

    run: Run
    outcomes: NDArray[np.float64]
    markets: NDArray[np.bool_]
    coverage: NDArray[np.float64]
    lasts: bool
    relationship: NDArray[np.float64]


def checked_comparison(
    scenario: Scenario, focal: str | None, candidates: tuple[str, ...] | None
) -> Comparison:
    """Return who chooses among whom: as asked, or else as the scenario says.

    Raises
    ------
    InputError
        where neither says, or for firms that do not exist or cannot be partners of each other
    """
    given = scenario.comparison
    if focal is None and given is not None:
        focal = given.focal
    names = candidates or (given.candidates if given else None)
    if focal is None or not names:
        raise InputError(
            f"scenario {scenario.name!r} names no comparison: give --focal FIRM and "
            "--candidates A,B,C or all"
        )
    kinds = {firm.id: firm.kind for firm in scenario.firms}
    _check_firm(focal, kinds, "focal")
    if names == ("all",):
        names = possible_candidates(scenario, focal)
    everyone = _kinds_of_all(scenario)
    for name in names:
        _check_candidate(focal, name, everyone, scenario)
    if len(set(names)) < len(names):
        raise InputError("candidates: a firm is named twice")
    if not names:
        raise InputError(f"candidates: no named firm could be a new partner of {focal!r}")
    return Comparison(focal, names, given.objective if given else "viability")


def possible_candidates(scenario: Scenario, focal: str) -> tuple[str, ...]:
    """Return the named firms that could become new partners of a named firm."""
    kinds = {firm.id: firm.kind for firm in scenario.firms}
    return tuple(name for name in kinds if _may_choose(focal, name, kinds, scenario))


def _kinds_of_all(scenario: Scenario) -> dict[str, str]:
    """Return the kind of every firm, generated ones included."""
    roster = make_roster(scenario)
    return {name: KINDS[code] for name, code in zip(roster.ids, roster.kind, strict=True)}


def _check_firm(name: str, kinds: dict[str, str], what: str) -> None:
    if name not in kinds:
        raise InputError(f"{what}: there is no named firm {name!r}{nearest(name, kinds)}")


def _check_candidate(focal: str, name: str, kinds: dict[str, str], scenario: Scenario) -> None:
    """Refuse a candidate that cannot begin a relationship with the focal firm."""
    _check_firm(name, kinds, "candidates")
    if name == focal:
        raise InputError(f"candidates: {focal!r} cannot choose itself")
    if not _may_choose(focal, name, kinds, scenario):
        raise InputError(
            f"candidates: {name!r} ({kinds[name]}) is already related to {focal!r} "
            f"({kinds[focal]}), or firms of these kinds do not become partners"
        )


def _may_choose(focal: str, name: str, kinds: dict[str, str], scenario: Scenario) -> bool:
    """Tell whether a firm could become a new partner: one of the two is a provider."""
    pair = {kinds[focal], kinds[name]}
    partners = "provider" in pair and pair & {"partner", "provider"} and pair <= {
        "partner", "provider"
    }  # fmt: skip
    related = any({focal, name} == {r.source, r.target} for r in scenario.relationships)
    return bool(partners) and name != focal and not related


def make_arm(scenario: Scenario, focal: str, candidate: str) -> Arm:
    """Return the arm in which the focal firm starts with this candidate and looks for no other."""
    partners = () if candidate == NOBODY else (candidate,)
    blueprint = Blueprint.of(with_partners(scenario, focal, partners))
    index = blueprint.roster.index
    return Arm(candidate, blueprint, index[focal], index.get(candidate, -1))


def with_partners(scenario: Scenario, focal: str, partners: Sequence[str]) -> Scenario:
    """Return the scenario in which the focal firm starts with these of its candidates alone."""
    firms = tuple(
        replace(firm, fields={**firm.fields, "search": 0.0}) if firm.id == focal else firm
        for firm in scenario.firms
    )
    others = scenario.comparison.candidates if scenario.comparison else ()
    return replace(
        scenario,
        firms=firms,
        relationships=(*scenario.relationships, *(RelationshipSpec(focal, p) for p in partners)),
        apart=tuple((focal, name) for name in others),
    )


def run_arm(arm: Arm, seed: int, replicate: int) -> FocalFacts:
    """Run one replicate of an arm and look at the focal firm."""
    finished, world = run_to_end(arm.blueprint, seed, replicate)
    slot = slot_between(world, arm.focal, arm.partner)
    columns = world.ties[:, slot].copy() if slot >= 0 else np.full(len(TIE), np.nan)
    covered = np.minimum(1.0, world.effective[arm.focal] / world.requirement[arm.focal])
    # Of thousands of runs only this is kept: a view would keep the arrays of all firms and months.
    kept = replace(finished, firm_outcomes=np.empty((0, 0)), ecosystem=np.empty((0, 0)))
    return FocalFacts(
        run=kept,
        outcomes=finished.firm_outcomes[:, arm.focal].copy(),
        markets=world.months_in[arm.focal] > 0,
        coverage=covered * world.firms[FIRM.alive, arm.focal],
        lasts=slot >= 0,
        relationship=columns,
    )


def slot_between(world: World, one: int, other: int) -> int:
    """Return the slot of the relationship between two firms, or −1."""
    top = world.counters[COUNTER.top]
    source, target = world.source[:top], world.target[:top]
    found = np.flatnonzero(
        ((source == one) & (target == other)) | ((source == other) & (target == one))
    )
    return int(found[0]) if len(found) and other >= 0 else -1
