"""Stage 2: every relationship is reassessed, and its two firms interact.

Relationships are treated in groups of ``LANES``. What a group needs is first copied to a small
buffer, one row a quantity, so that the compiler can work on several relationships at once.
"""

from ecosim.compiled import inlined, kernel, scratch
from ecosim.declarations.columns import EVENT, FIRM, TIE
from ecosim.engine.kernels.events import emit
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, bell, stream, uniform
from ecosim.engine.world import DOMAINS, LANES, SKILLS
from ecosim.rules.complementarity import capability_gap, complementarity
from ecosim.rules.consonance import consonance, digital_fit
from ecosim.rules.elementary import clip, is_multiple
from ecosim.rules.governance import governance_cap, renegotiated
from ecosim.rules.interaction import (
    betrayal_probability,
    failure_probability,
    interaction_success,
    readiness,
)
from ecosim.rules.joint_investment import accumulated, willingness
from ecosim.rules.phases import advances, falls_back
from ecosim.rules.potential import relational_potential
from ecosim.rules.psychic_distance import felt_distance
from ecosim.rules.resonance import resonance, resonance_gate
from ecosim.rules.trust import trust
from ecosim.several import alike, below, keep, larger, several, together, turned

SUCCESS, BETRAYAL, FAILURE = int(Purpose.SUCCESS), int(Purpose.BETRAYAL), int(Purpose.FAILURE)

# What the update reads of a firm, side by side in memory: one row of ``World.profile``.
DIGITIZATION, READINESS, QUALITY, OPENNESS, LIQUIDITY = range(5)

# Rows of the buffer: relationship columns in their order up to value in use, then what firms add.
UPDATED = TIE.distance
COPIED = TIE.value_in_use + 1
VALUE_COSINE, SCHEME_COSINE, OWN_DIGITIZATION, PARTNER_DIGITIZATION = range(COPIED, COPIED + 4)
READY, JOINT_QUALITY, OWN_OPENNESS, PARTNER_OPENNESS = range(COPIED + 4, COPIED + 8)
OWN_LIQUIDITY, PARTNER_LIQUIDITY, PHASE_BEFORE, DUE = range(COPIED + 8, COPIED + 12)
ROWS = COPIED + 12
AT_ONCE = 4  # relationships whose firms are looked up at once
WIDE = 16  # relationships computed at once: while one of four registers waits, others are busy
BUFFER = ROWS * LANES


@kernel
def profile_firms(world, low, high):
    """Put side by side what the update of relationships reads of each firm."""
    firms, profile = world.firms, world.profile
    for i in range(low, high):
        profile[i, DIGITIZATION] = firms[FIRM.digitization, i]
        profile[i, READINESS] = readiness(firms[FIRM.coupling, i], firms[FIRM.information_mean, i])
        profile[i, QUALITY] = firms[FIRM.quality, i]
        profile[i, OPENNESS] = firms[FIRM.openness, i]
        profile[i, LIQUIDITY] = firms[FIRM.liquidity, i]


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
def cosine(vectors, one, other):
    """Return the cosine of two firms' unit vectors."""
    total = 0.0
    for k in range(DOMAINS):
        total += vectors[one, k] * vectors[other, k]
    return total


@inlined
def _firms_of(side, slot):
    """Return the firms at one side of ``AT_ONCE`` relationships; 0 stands in for none."""
    return (
        max(0, side[slot]), max(0, side[slot + 1]), max(0, side[slot + 2]), max(0, side[slot + 3])
    )  # fmt: skip


@inlined
def rows_turned(array, firms):
    """Return the first four columns of an array for ``AT_ONCE`` firms, each side by side."""
    one, two, three, four = firms
    return turned(
        (
            several(array, (one, 0), AT_ONCE), several(array, (two, 0), AT_ONCE),
            several(array, (three, 0), AT_ONCE), several(array, (four, 0), AT_ONCE),
        )
    )  # fmt: skip


@inlined
def cosines(vectors, own, partner):
    """Return the cosines of pairs of firms' unit vectors, side by side."""
    (a, b, c, d), (e, f, g, h) = own, partner
    first, second, third, fourth = turned(
        (
            several(vectors, (a, 0), DOMAINS) * several(vectors, (e, 0), DOMAINS),
            several(vectors, (b, 0), DOMAINS) * several(vectors, (f, 0), DOMAINS),
            several(vectors, (c, 0), DOMAINS) * several(vectors, (g, 0), DOMAINS),
            several(vectors, (d, 0), DOMAINS) * several(vectors, (h, 0), DOMAINS),
        )
    )
    return 0.0 + first + second + third + fourth


@inlined
def _liquidity(profile, firms):
    """Return the liquidity of ``AT_ONCE`` firms, side by side."""
    one, two, three, four = firms
    return together(
        (
            profile[one, LIQUIDITY], profile[two, LIQUIDITY],
            profile[three, LIQUIDITY], profile[four, LIQUIDITY],
        )
    )  # fmt: skip


@inlined
def _gather(ties, profile, values, schemes, source, target, b, base):
    """Copy a group of relationships, and what it needs of their firms, into the buffer."""
    for column in range(COPIED):
        keep(several(ties, (column, base), LANES), b, column * LANES)
    for lane in range(0, LANES, AT_ONCE):
        own, partner = _firms_of(source, base + lane), _firms_of(target, base + lane)
        keep(cosines(values, own, partner), b, VALUE_COSINE * LANES + lane)
        keep(cosines(schemes, own, partner), b, SCHEME_COSINE * LANES + lane)
        digitization, ready, quality, openness = rows_turned(profile, own)
        their_digitization, their_ready, their_quality, their_openness = rows_turned(
            profile, partner
        )
        keep(digitization, b, OWN_DIGITIZATION * LANES + lane)
        keep(their_digitization, b, PARTNER_DIGITIZATION * LANES + lane)
        keep(0.5 * (ready + their_ready), b, READY * LANES + lane)
        keep(0.5 * (quality + their_quality), b, JOINT_QUALITY * LANES + lane)
        keep(openness, b, OWN_OPENNESS * LANES + lane)
        keep(their_openness, b, PARTNER_OPENNESS * LANES + lane)
        keep(_liquidity(profile, own), b, OWN_LIQUIDITY * LANES + lane)
        keep(_liquidity(profile, partner), b, PARTNER_LIQUIDITY * LANES + lane)


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
def _row(b, row, lane):
    """Return what a row of the buffer holds of ``WIDE`` relationships."""
    return several(b, row * LANES + lane, WIDE)


@inlined
def _interact(b, p):
    """Write consonance, then how the month went; chance is in the buffer already."""
    for lane in range(0, LANES, WIDE):
        fit = digital_fit(
            _row(b, OWN_DIGITIZATION, lane), _row(b, PARTNER_DIGITIZATION, lane), p[P.digital_width]
        )
        fit = consonance(
            _row(b, VALUE_COSINE, lane), _row(b, SCHEME_COSINE, lane), fit,
            p[P.value_weight], p[P.scheme_weight],
        )  # fmt: skip
        keep(fit, b, TIE.consonance * LANES + lane)
        quality = _row(b, JOINT_QUALITY, lane)
        betrayed = betrayal_probability(
            fit, _row(b, TIE.trust, lane), _row(b, TIE.governance, lane), p[P.betrayal_rate]
        )
        betrayal = below(_row(b, TIE.betrayal, lane), betrayed)
        failing = failure_probability(quality, p[P.failure_rate])
        failure = below(_row(b, TIE.failure, lane), failing)
        keep(betrayal, b, TIE.betrayal * LANES + lane)
        keep(failure, b, TIE.failure * LANES + lane)
        success = interaction_success(
            fit,
            _row(b, TIE.routines, lane),
            quality,
            _row(b, READY, lane),
            _row(b, TIE.value_in_use, lane),
            larger(larger(failure, betrayal), _row(b, TIE.setback, lane)),
            _row(b, TIE.success, lane),
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
        fit, success = _row(b, TIE.consonance, lane), _row(b, TIE.success, lane)
        belief, habit = _row(b, TIE.trust, lane), _row(b, TIE.routines, lane)
        bond = resonance(
            _row(b, TIE.resonance, lane),
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
            _row(b, TIE.distance, lane), _row(b, TIE.age, lane), habit, p[P.acquaintance]
        )
        belief = trust(
            belief,
            success,
            habit,
            _row(b, TIE.betrayal, lane),
            _row(b, TIE.failure, lane),
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


@inlined
def _scatter(ties, b, base):
    """Copy the buffer back; what it leaves in slots without a relationship is never read."""
    for column in range(UPDATED):
        keep(several(b, column * LANES, LANES), ties, (column, base))
    # Setbacks are felt now; whoever causes the next writes it anew.
    keep(alike(0.0, LANES), ties, (TIE.setback, base))


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
        _gather(ties, profile, values, schemes, source, target, b, base)
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
        _scatter(ties, b, base)
        if len(events) > 0:
            _report(world.counters, events, details, ties, source, target, tick, b, base)
