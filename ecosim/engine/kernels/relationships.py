"""Stage 2: every relationship is reassessed, and its two firms interact.

They are treated in groups of ``LANES``, in a small buffer (see ``buffer``).
"""

from ecosim.compiled import inlined, kernel, scratch
from ecosim.declarations.columns import EVENT, TIE
from ecosim.engine.kernels.buffer import (
    BUFFER,
    DUE,
    JOINT_QUALITY,
    OWN_DIGITIZATION,
    OWN_LIQUIDITY,
    OWN_OPENNESS,
    PARTNER_DIGITIZATION,
    PARTNER_LIQUIDITY,
    PARTNER_OPENNESS,
    PHASE_BEFORE,
    READY,
    SCHEME_COSINE,
    VALUE_COSINE,
    WIDE,
    gather,
    lanes,
    scatter,
)
from ecosim.engine.kernels.events import emit
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, bell, stream, uniform
from ecosim.engine.world import LANES, SKILLS
from ecosim.rules.complementarity import capability_gap, complementarity
from ecosim.rules.consonance import consonance, digital_fit
from ecosim.rules.elementary import clip, is_multiple
from ecosim.rules.governance import governance_cap, renegotiated
from ecosim.rules.interaction import (
    betrayal_probability,
    failure_probability,
    interaction_success,
)
from ecosim.rules.joint_investment import accumulated, willingness
from ecosim.rules.phases import advances, falls_back
from ecosim.rules.potential import relational_potential
from ecosim.rules.psychic_distance import felt_distance
from ecosim.rules.resonance import resonance, resonance_gate
from ecosim.rules.trust import trust
from ecosim.several import below, keep, larger

SUCCESS, BETRAYAL, FAILURE = int(Purpose.SUCCESS), int(Purpose.BETRAYAL), int(Purpose.FAILURE)


@inlined
def reassessed(capability, requirement, one, other, slack):
    """Return the complementarity of two firms by their capabilities now."""
    filled_one, gap_one, filled_other, gap_other = 0.0, 0.0, 0.0, 0.0
    for q in range(SKILLS):
        gap = capability_gap(requirement[one, q], capability[one, q])
        filled_one += gap * capability[other, q]
        gap_one += gap
        gap = capability_gap(requirement[other, q], capability[other, q])
        filled_other += gap * capability[one, q]
        gap_other += gap
    return complementarity(filled_one, gap_one, filled_other, gap_other, slack)


@inlined
def _review_complementarity(capability, requirement, source, target, p, b, base):
    """Reassess complementarity at the start and every few months after."""
    for lane in range(LANES):
        due = is_multiple(b[TIE.age * LANES + lane], p[P.complementarity_review])
        b[DUE * LANES + lane] = 1.0 if due else 0.0
    for lane in range(LANES):
        if b[DUE * LANES + lane] > 0.0 and source[base + lane] >= 0:
            b[TIE.complementarity * LANES + lane] = reassessed(
                capability,
                requirement,
                source[base + lane],
                target[base + lane],
                p[P.complementarity_slack],
            )


@inlined
def _interact(b, p):
    """Write consonance, then how the month went; chance is in the buffer already."""
    for lane in range(0, LANES, WIDE):
        fit = digital_fit(
            lanes(b, OWN_DIGITIZATION, lane),
            lanes(b, PARTNER_DIGITIZATION, lane),
            p[P.digital_width],
        )
        fit = consonance(
            lanes(b, VALUE_COSINE, lane), lanes(b, SCHEME_COSINE, lane), fit,
            p[P.value_weight], p[P.scheme_weight],
        )  # fmt: skip
        keep(fit, b, TIE.consonance * LANES + lane)
        quality = lanes(b, JOINT_QUALITY, lane)
        betrayed = betrayal_probability(
            fit, lanes(b, TIE.trust, lane), lanes(b, TIE.governance, lane), p[P.betrayal_rate]
        )
        betrayal = below(lanes(b, TIE.betrayal, lane), betrayed)
        failing = failure_probability(quality, p[P.failure_rate])
        failure = below(lanes(b, TIE.failure, lane), failing)
        keep(betrayal, b, TIE.betrayal * LANES + lane)
        keep(failure, b, TIE.failure * LANES + lane)
        success = interaction_success(
            fit,
            lanes(b, TIE.routines, lane),
            quality,
            lanes(b, READY, lane),
            lanes(b, TIE.value_in_use, lane),
            larger(larger(failure, betrayal), lanes(b, TIE.setback, lane)),
            lanes(b, TIE.success, lane),
            p[P.success_base],
            p[P.success_consonance],
            p[P.success_routines],
            p[P.success_quality],
            p[P.success_readiness],
            p[P.success_value],
            p[P.success_harm],
        )
        keep(success, b, TIE.success * LANES + lane)


@inlined
def _bond(b, p):
    """Resonance and trust follow from how the month went."""
    for lane in range(0, LANES, WIDE):
        fit, success = lanes(b, TIE.consonance, lane), lanes(b, TIE.success, lane)
        belief, habit = lanes(b, TIE.trust, lane), lanes(b, TIE.routines, lane)
        bond = resonance(
            lanes(b, TIE.resonance, lane),
            resonance_gate(fit, p[P.resonance_threshold], p[P.resonance_steepness]),
            fit,
            belief,
            success,
            p[P.resonance_gain],
            p[P.resonance_seed],
            p[P.resonance_decay],
        )
        keep(bond, b, TIE.resonance * LANES + lane)
        far = felt_distance(
            lanes(b, TIE.distance, lane), lanes(b, TIE.age, lane), habit, p[P.acquaintance]
        )
        belief = trust(
            belief,
            success,
            habit,
            lanes(b, TIE.betrayal, lane),
            lanes(b, TIE.failure, lane),
            far,
            p[P.trust_gain],
            p[P.trust_distance],
            p[P.trust_breach],
            p[P.trust_fade],
        )
        keep(belief, b, TIE.trust * LANES + lane)


@inlined
def _invest(b, p):
    """Build assets and routines; the less willing side decides."""
    for lane in range(LANES):
        belief, phase = b[TIE.trust * LANES + lane], b[TIE.phase * LANES + lane]
        own = willingness(b[OWN_OPENNESS * LANES + lane], belief, b[OWN_LIQUIDITY * LANES + lane])
        partner = willingness(
            b[PARTNER_OPENNESS * LANES + lane], belief, b[PARTNER_LIQUIDITY * LANES + lane]
        )
        willing = min(own, partner)
        fade = p[P.joint_investment_fade]
        b[TIE.assets * LANES + lane] = accumulated(
            b[TIE.assets * LANES + lane], willing, phase, p[P.asset_rate], fade
        )
        b[TIE.routines * LANES + lane] = accumulated(
            b[TIE.routines * LANES + lane], willing, phase, p[P.routine_rate], fade
        )


@inlined
def _renegotiate(b, p):
    """Once a year governance moves toward trust."""
    for lane in range(LANES):
        now = b[TIE.governance * LANES + lane]
        new = renegotiated(
            now,
            b[TIE.trust * LANES + lane],
            governance_cap(b[TIE.phase * LANES + lane]),
            p[P.governance_pace],
        )
        due = is_multiple(b[TIE.age * LANES + lane] + 1.0, p[P.governance_review])
        b[TIE.governance * LANES + lane] = new if due else now


@inlined
def _mature(b, p):
    """Phases change, and with all components known the relational potential follows."""
    for lane in range(LANES):
        phase, fit = b[TIE.phase * LANES + lane], b[TIE.complementarity * LANES + lane]
        belief, trigger = b[TIE.trust * LANES + lane], p[P.complementarity_trigger]
        b[PHASE_BEFORE * LANES + lane] = phase
        up = advances(
            phase,
            fit,
            b[TIE.assets * LANES + lane],
            b[TIE.routines * LANES + lane],
            b[TIE.governance * LANES + lane],
            belief,
            b[TIE.age * LANES + lane],
            trigger,
            p[P.phase_fill],
            p[P.phase_trust_step],
        )
        down = falls_back(phase, fit, belief, trigger, p[P.trust_floor])
        b[TIE.phase * LANES + lane] = clip(phase + up - down, 0.0, 3.0)
        b[TIE.potential * LANES + lane] = relational_potential(
            fit,
            b[TIE.assets * LANES + lane],
            b[TIE.routines * LANES + lane],
            b[TIE.governance * LANES + lane],
        )
        b[TIE.age * LANES + lane] += 1.0


@kernel
def _report(counters, events, details, ties, source, target, tick, b, base):
    """Write phase changes and betrayals down as events."""
    for lane in range(LANES):
        i, j = source[base + lane], target[base + lane]
        if i < 0:
            continue
        phase, before = ties[TIE.phase, base + lane], b[PHASE_BEFORE * LANES + lane]
        if phase != before:
            kind = EVENT.phase_up if phase > before else EVENT.phase_down
            emit(counters, events, details, tick, kind, i, j, phase)
        if ties[TIE.betrayal, base + lane] > 0.0:
            belief = ties[TIE.trust, base + lane]
            emit(counters, events, details, tick, EVENT.betrayal, i, j, belief)


@kernel
def update_relationships(world, tick, low, high):
    """Take relationships through a month; ``low`` and ``high`` are multiples of ``LANES``."""
    p = world.settings
    b = scratch(BUFFER)
    success, betrayal = stream(world.seeds, SUCCESS, tick), stream(world.seeds, BETRAYAL, tick)
    failure, keys = stream(world.seeds, FAILURE, tick), world.tie_key
    ties, source, target = world.ties, world.source, world.target
    profile, values, schemes = world.profile, world.values, world.schemes
    capability, requirement = world.capability, world.requirement
    events, details = world.events, world.event_detail
    for base in range(low, high, LANES):
        gather(ties, profile, values, schemes, source, target, b, base)
        _review_complementarity(capability, requirement, source, target, p, b, base)
        for lane in range(LANES):
            b[TIE.success * LANES + lane] = p[P.success_noise] * bell(success, keys[base + lane])
            b[TIE.betrayal * LANES + lane] = uniform(betrayal, keys[base + lane])
            b[TIE.failure * LANES + lane] = uniform(failure, keys[base + lane])
        _interact(b, p)
        _bond(b, p)
        _invest(b, p)
        _renegotiate(b, p)
        _mature(b, p)
        scatter(ties, b, base)
        if len(events) > 0:
            _report(world.counters, events, details, ties, source, target, tick, b, base)
