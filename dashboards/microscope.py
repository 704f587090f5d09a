"""The rules of one relationship in one month, with the numbers they read.

A rule is never written here again: its function gives the result, its docstring the equation. What
a term contributed is the result less what the same rule gives with that input at rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ecosim.dashboards.simulation import Simulation
from ecosim.declarations.columns import FIRM, TIE_COLUMNS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.engine.kernels.month import Stage
from ecosim.engine.world import COUNTER, World
from ecosim.experiments.forks import run_stages
from ecosim.rules import complementarity as complementarity_rules
from ecosim.rules import consonance as consonance_rules
from ecosim.rules import governance as governance_rules
from ecosim.rules import interaction as interaction_rules
from ecosim.rules import joint_investment as investment_rules
from ecosim.rules import potential as potential_rules
from ecosim.rules import psychic_distance as distance_rules
from ecosim.rules import resonance as resonance_rules
from ecosim.rules import trust as trust_rules
from ecosim.rules.register import RULES, RuleCard

__all__ = ["Reading", "Term", "evaluate", "find_slot", "read_relationship"]

_CARDS = {card.name: card for card in RULES}


@dataclass(frozen=True)
class Term:
    """One contribution to a result, in the unit of the result."""

    label: str
    value: float


@dataclass(frozen=True)
class Reading:
    """One rule at work.

    Parameters
    ----------
    title : what it gives
    card : the rule's own description
    inputs : what it read, by name of argument
    result : what it gave
    terms : contributions, in order
    note : a sentence on this month, or nothing
    """

    title: str
    card: RuleCard
    inputs: Mapping[str, float]
    result: float
    terms: tuple[Term, ...] = ()
    note: str = ""


def evaluate(rule: Callable[..., float], inputs: Mapping[str, float]) -> float:
    """Return what a rule gives, by its text as written rather than as compiled."""
    return float(getattr(rule, "py_func", rule)(**inputs))


def find_slot(world: World, pair: tuple[int, ...]) -> int:
    """Return the slot of the relationship between two firms, or −1 where there is none."""
    top = world.counters[COUNTER.top]
    source, target = world.source[:top], world.target[:top]
    one, other = pair
    found = np.flatnonzero(
        ((source == one) & (target == other)) | ((source == other) & (target == one))
    )
    return int(found[0]) if len(found) else -1


def read_relationship(simulation: Simulation, pair: tuple[int, ...]) -> tuple[Reading, ...]:
    """Return the rules that made a relationship what it is this month, in their order.

    Nothing is returned for a relationship that began this month or does not exist: no rule has
    worked on it yet. The month is run again up to the stage in which relationships are reassessed,
    so that every input is what the rule read.
    """
    if simulation.month == 0:
        return ()
    before = simulation.at(simulation.month - 1)
    run_stages(before, simulation.month, Stage.DISTURB, Stage.ABSORB)
    slot = find_slot(before, pair)
    if slot < 0 or find_slot(simulation.world, pair) < 0:
        return ()
    after = before._replace(ties=before.ties.copy())
    run_stages(after, simulation.month, Stage.RELATE, Stage.RELATE)
    return tuple(_Desk(before, after, slot).readings())


class _Desk:
    """What is on the desk while one relationship is looked at."""

    def __init__(self, before: World, after: World, slot: int) -> None:
        self.world = before
        self.was = dict(zip(TIE_COLUMNS.names, before.ties[:, slot].tolist(), strict=False))
        self.now = dict(zip(TIE_COLUMNS.names, after.ties[:, slot].tolist(), strict=False))
        self.p = dict(zip(PARAMETERS.names, before.settings.tolist(), strict=True))
        self.one, self.other = int(before.source[slot]), int(before.target[slot])

    def readings(self) -> list[Reading]:
        """Return all readings, in the order in which the month works them out."""
        makers = (
            self._complementarity, self._consonance, self._success, self._resonance, self._trust,
            self._governance, self._assets, self._routines, self._potential,
        )  # fmt: skip
        return [maker() for maker in makers]

    def _both(self, column: int) -> tuple[float, float]:
        firms = self.world.firms
        return float(firms[column, self.one]), float(firms[column, self.other])

    def _cosine(self, vectors: Any) -> float:
        return float(vectors[self.one] @ vectors[self.other])

    def _complementarity(self) -> Reading:
        gaps = [self._filled(self.one, self.other), self._filled(self.other, self.one)]
        inputs = {
            "own_filled": gaps[0][0], "own_gap": gaps[0][1], "partner_filled": gaps[1][0],
            "partner_gap": gaps[1][1], "slack": self.p["complementarity_slack"],
        }  # fmt: skip
        terms = {"what the second fills for the first": {"own_filled": 0.0},
                 "what the first fills for the second": {"partner_filled": 0.0}}  # fmt: skip
        review = self.p["complementarity_review"]
        due = self.was["age"] % review == 0.0
        note = "" if due else (
            f"Reassessed every {review:g} months, and not this month: the relationship goes by "
            f"{self.now['complementarity']:.3f}, as found last time; these are today's numbers."
        )  # fmt: skip
        rule = complementarity_rules.complementarity
        return _reading("Complementarity", rule, inputs, terms, note=note)

    def _filled(self, one: int, other: int) -> tuple[float, float]:
        """Return how much of a firm's gaps the other fills, and how much is missing."""
        requirement, capability = self.world.requirement[one], self.world.capability[one]
        gaps = [
            evaluate(complementarity_rules.capability_gap, {"requirement": n, "capability": c})
            for n, c in zip(requirement.tolist(), capability.tolist(), strict=True)
        ]
        theirs = self.world.capability[other].tolist()
        return sum(g * c for g, c in zip(gaps, theirs, strict=True)), sum(gaps)

    def _consonance(self) -> Reading:
        own, partner = self._both(FIRM.digitization)
        fit = evaluate(consonance_rules.digital_fit, {
            "own_digitization": own, "partner_digitization": partner,
            "width": self.p["digital_width"],
        })  # fmt: skip
        inputs = {
            "value_cosine": self._cosine(self.world.values),
            "scheme_cosine": self._cosine(self.world.schemes),
            "fit": fit,
            "value_weight": self.p["value_weight"],
            "scheme_weight": self.p["scheme_weight"],
        }
        terms = {"shared values": {"value_cosine": 0.0},
                 "shared interpretation schemes": {"scheme_cosine": 0.0},
                 "matching digitization": {"fit": 0.0}}  # fmt: skip
        return _reading("Consonance", consonance_rules.consonance, inputs, terms)

    def _success(self) -> Reading:
        coupling, information = self._both(FIRM.coupling), self._both(FIRM.information_mean)
        ready = [
            evaluate(interaction_rules.readiness, {"coupling": c, "information": i})
            for c, i in zip(coupling, information, strict=True)
        ]
        inputs = {
            "consonance": self.now["consonance"],
            "routines": self.was["routines"],
            "quality": 0.5 * sum(self._both(FIRM.quality)),
            "ready": 0.5 * sum(ready),
            "value": self.was["value_in_use"],
            "harm": max(self.now["betrayal"], self.now["failure"], self.was["setback"]),
            "noise": 0.0,
            "base": self.p["success_base"],
            "consonance_effect": self.p["success_consonance"],
            "routines_effect": self.p["success_routines"],
            "quality_effect": self.p["success_quality"],
            "readiness_effect": self.p["success_readiness"],
            "value_effect": self.p["success_value"],
            "harm_effect": self.p["success_harm"],
        }
        terms = {"what is always there": {"base": 0.0}, "consonance": {"consonance": 0.0},
                 "routines": {"routines": 0.0}, "quality": {"quality": 0.0},
                 "readiness": {"ready": 0.0}, "value in use": {"value": 0.0},
                 "failure, betrayal or setback": {"harm": 0.0}}  # fmt: skip
        rule = interaction_rules.interaction_success
        inputs["noise"] = self.now["success"] - evaluate(rule, inputs)
        reading = _reading("Success of this month's interaction", rule, inputs, terms)
        return _with(reading, Term("chance", inputs["noise"]))

    def _resonance(self) -> Reading:
        gate = evaluate(resonance_rules.resonance_gate, {
            "consonance": self.now["consonance"], "threshold": self.p["resonance_threshold"],
            "steepness": self.p["resonance_steepness"],
        })  # fmt: skip
        inputs = {
            "resonance": self.was["resonance"], "gate": gate, "consonance": self.now["consonance"],
            "trust": self.was["trust"], "success": self.now["success"],
            "gain": self.p["resonance_gain"], "seed": self.p["resonance_seed"],
            "decay": self.p["resonance_decay"],
        }  # fmt: skip
        terms = {"growth, on success through consonance": {"gain": 0.0},
                 "decay, for want of success": {"decay": 0.0}}  # fmt: skip
        reading = _reading("Resonance", resonance_rules.resonance, inputs, terms)
        return _with(reading, Term("last month", self.was["resonance"]), first=True)

    def _trust(self) -> Reading:
        distance = evaluate(distance_rules.felt_distance, {
            "distance": self.was["distance"], "age": self.was["age"],
            "routines": self.was["routines"], "acquaintance": self.p["acquaintance"],
        })  # fmt: skip
        names = {"gain": "trust_gain", "distance_effect": "trust_distance",
                 "breach": "trust_breach", "fade": "trust_fade"}  # fmt: skip
        inputs = {
            "trust": self.was["trust"], "success": self.now["success"],
            "routines": self.was["routines"], "betrayal": self.now["betrayal"],
            "failure": self.now["failure"], "distance": distance,
            **{name: self.p[parameter] for name, parameter in names.items()},
        }  # fmt: skip
        terms = {"earned": {"gain": 0.0}, "broken": {"breach": 0.0}, "faded": {"fade": 0.0}}
        reading = _reading("Trust", trust_rules.trust, inputs, terms)
        return _with(reading, Term("last month", self.was["trust"]), first=True)

    def _governance(self) -> Reading:
        cap = evaluate(governance_rules.governance_cap, {"phase": self.was["phase"]})
        inputs = {"governance": self.was["governance"], "trust": self.now["trust"], "cap": cap,
                  "pace": self.p["governance_pace"]}  # fmt: skip
        review = self.p["governance_review"]
        due = (self.was["age"] + 1.0) % review == 0.0
        note = "Renegotiated this month." if due else (
            f"Renegotiated every {review:g} months, and not this month: it stays at "
            f"{self.now['governance']:.3f}; today it would become what is shown."
        )  # fmt: skip
        terms = {"moved by the renegotiation": {"pace": 0.0}}
        reading = _reading("Governance", governance_rules.renegotiated, inputs, terms, note=note)
        return _with(reading, Term("as it was", self.was["governance"]), first=True)

    def _assets(self) -> Reading:
        return self._stock("assets", "Relation-specific assets", "asset_rate")

    def _routines(self) -> Reading:
        return self._stock("routines", "Knowledge-sharing routines", "routine_rate")

    def _stock(self, column: str, title: str, rate: str) -> Reading:
        openness, liquidity = self._both(FIRM.openness), self._both(FIRM.liquidity)
        willing = min(
            evaluate(investment_rules.willingness,
                     {"openness": o, "trust": self.now["trust"], "liquidity": money})
            for o, money in zip(openness, liquidity, strict=True)
        )  # fmt: skip
        inputs = {"stock": self.was[column], "willingness": willing, "phase": self.was["phase"],
                  "rate": self.p[rate], "fade": self.p["joint_investment_fade"]}  # fmt: skip
        terms = {"built": {"rate": 0.0}, "worn": {"fade": 0.0}}
        reading = _reading(title, investment_rules.accumulated, inputs, terms)
        return _with(reading, Term("last month", self.was[column]), first=True)

    def _potential(self) -> Reading:
        names = ("complementarity", "assets", "routines", "governance")
        inputs = {name: self.now[name] for name in names}
        terms = {name: {name: 0.0} for name in names}
        rule = potential_rules.relational_potential
        return _reading("Relational potential", rule, inputs, terms)


def _reading(
    title: str,
    rule: Callable[..., float],
    inputs: dict[str, float],
    at_rest: Mapping[str, Mapping[str, float]],
    note: str = "",
) -> Reading:
    """Return a reading; each term is the result less that with some inputs at rest."""
    result = evaluate(rule, inputs)
    terms = tuple(
        Term(label, result - evaluate(rule, {**inputs, **rest})) for label, rest in at_rest.items()
    )
    return Reading(title, _CARDS[rule.__name__], inputs, result, terms, note)


def _with(reading: Reading, term: Term, first: bool = False) -> Reading:
    """Return the reading with one more term; the result is worked out from all inputs."""
    terms = (term, *reading.terms) if first else (*reading.terms, term)
    return Reading(reading.title, reading.card, reading.inputs, reading.result, terms, reading.note)
