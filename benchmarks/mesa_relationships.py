"""Relationships of the Mesa twin: edges of a networkx graph, their state in edge attributes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from benchmarks.plain_rules import plain
from benchmarks.plain_streams import bell, uniform
from ecosim.rules import complementarity as on_complementarity
from ecosim.rules import consonance as on_consonance
from ecosim.rules import (
    elementary,
    governance,
    interaction,
    joint_investment,
    phases,
    potential,
    psychic_distance,
)
from ecosim.rules import resonance as on_resonance
from ecosim.rules import trust as on_trust

capability_gap = plain(on_complementarity.capability_gap)
complementarity = plain(on_complementarity.complementarity)
digital_fit, consonance = plain(on_consonance.digital_fit), plain(on_consonance.consonance)
clip, is_multiple = plain(elementary.clip), plain(elementary.is_multiple)
felt_distance = plain(psychic_distance.felt_distance)
governance_cap = plain(governance.governance_cap)
renegotiated = plain(governance.renegotiated)
betrayal_probability = plain(interaction.betrayal_probability)
failure_probability = plain(interaction.failure_probability)
interaction_success = plain(interaction.interaction_success)
accumulated = plain(joint_investment.accumulated)
willingness = plain(joint_investment.willingness)
advances, falls_back = plain(phases.advances), plain(phases.falls_back)
relational_potential = plain(potential.relational_potential)
resonance, resonance_gate = plain(on_resonance.resonance), plain(on_resonance.resonance_gate)
trust = plain(on_trust.trust)

Tie = dict[str, Any]


def cosine(one: list[float], other: list[float]) -> float:
    """Return the cosine of two unit vectors of four numbers."""
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2] + one[3] * other[3]


def complementarity_of(one: Any, other: Any, slack: float) -> float:
    """Return the complementarity of two firms by their capabilities now."""
    filled_one = gap_one = filled_other = gap_other = 0.0
    for mine, my_need, theirs, their_need in zip(
        one.capability, one.requirement, other.capability, other.requirement, strict=True
    ):
        gap = capability_gap(my_need, mine)
        filled_one += gap * theirs
        gap_one += gap
        gap = capability_gap(their_need, theirs)
        filled_other += gap * mine
        gap_other += gap
    return complementarity(filled_one, gap_one, filled_other, gap_other, slack)


def consonance_of(one: Any, other: Any, p: SimpleNamespace) -> float:
    """Return the consonance of two firms now."""
    fit = digital_fit(one.digitization, other.digitization, p.digital_width)
    return consonance(
        cosine(one.values, other.values),
        cosine(one.schemes, other.schemes),
        fit,
        p.value_weight,
        p.scheme_weight,
    )


def live_a_month(tie: Tie, p: SimpleNamespace, streams: tuple[int, int, int]) -> None:
    """Take one relationship through a month; the streams are of success, betrayal and failure."""
    one, other = tie["source"], tie["target"]
    if is_multiple(tie["age"], p.complementarity_review):
        tie["complementarity"] = complementarity_of(one, other, p.complementarity_slack)
    _interact(tie, one, other, p, streams)
    _bond(tie, p)
    _invest(tie, one, other, p)
    _mature(tie, p)


def _interact(tie: Tie, one: Any, other: Any, p: SimpleNamespace, streams: tuple[int, ...]) -> None:
    """Consonance first, then how the month went."""
    key = tie["key"]
    fit = tie["consonance"] = consonance_of(one, other, p)
    quality = 0.5 * (one.quality + other.quality)
    betrayed = betrayal_probability(fit, tie["trust"], tie["governance"], p.betrayal_rate)
    betrayal = tie["betrayal"] = 1.0 if uniform(streams[1], key) < betrayed else 0.0
    failing = failure_probability(quality, p.failure_rate)
    failure = tie["failure"] = 1.0 if uniform(streams[2], key) < failing else 0.0
    tie["success"] = interaction_success(
        fit,
        tie["routines"],
        quality,
        0.5 * (one.preparedness + other.preparedness),
        tie["value_in_use"],
        max(failure, betrayal, tie["setback"]),
        p.success_noise * bell(streams[0], key),
        p.success_base,
        p.success_consonance,
        p.success_routines,
        p.success_quality,
        p.success_readiness,
        p.success_value,
        p.success_harm,
    )
    tie["setback"] = 0.0


def _bond(tie: Tie, p: SimpleNamespace) -> None:
    """Resonance and trust follow from how the month went."""
    fit, success, belief = tie["consonance"], tie["success"], tie["trust"]
    tie["resonance"] = resonance(
        tie["resonance"],
        resonance_gate(fit, p.resonance_threshold, p.resonance_steepness),
        fit,
        belief,
        success,
        p.resonance_gain,
        p.resonance_seed,
        p.resonance_decay,
    )
    tie["trust"] = trust(
        belief,
        success,
        tie["routines"],
        tie["betrayal"],
        tie["failure"],
        felt_distance(tie["distance"], tie["age"], tie["routines"], p.acquaintance),
        p.trust_gain,
        p.trust_distance,
        p.trust_breach,
        p.trust_fade,
    )


def _invest(tie: Tie, one: Any, other: Any, p: SimpleNamespace) -> None:
    """Assets and routines follow the less willing side; once a year governance follows trust."""
    belief, phase, fade = tie["trust"], tie["phase"], p.joint_investment_fade
    willing = min(
        willingness(one.openness, belief, one.liquidity),
        willingness(other.openness, belief, other.liquidity),
    )
    tie["assets"] = accumulated(tie["assets"], willing, phase, p.asset_rate, fade)
    tie["routines"] = accumulated(tie["routines"], willing, phase, p.routine_rate, fade)
    if is_multiple(tie["age"] + 1.0, p.governance_review):
        tie["governance"] = renegotiated(
            tie["governance"], belief, governance_cap(phase), p.governance_pace
        )


def _mature(tie: Tie, p: SimpleNamespace) -> None:
    """Phases change, and with all components known the relational potential follows."""
    phase, fit, belief = tie["phase"], tie["complementarity"], tie["trust"]
    assets, routines, governance = tie["assets"], tie["routines"], tie["governance"]
    trigger = p.complementarity_trigger
    up = advances(
        phase, fit, assets, routines, governance, belief, tie["age"],
        trigger, p.phase_fill, p.phase_trust_step,
    )  # fmt: skip
    down = falls_back(phase, fit, belief, trigger, p.trust_floor)
    tie["phase"] = clip(phase + up - down, 0.0, 3.0)
    tie["potential"] = relational_potential(fit, assets, routines, governance)
    tie["age"] += 1.0
