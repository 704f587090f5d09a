"""Stage 3: what firms make of their relationships: learning, drift, coverage, support.

Everything is read from this month's state and written beside it; ``adopt`` then makes it current.
"""

import math

import numpy as np

from ecosim.compiled import inlined, kernel, scratch
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, bell, stream
from ecosim.engine.world import COUNTER, DOMAINS, PARTNER, SKILLS
from ecosim.rules.accounts import delivered_quality
from ecosim.rules.complementarity import capability_gap
from ecosim.rules.coopetition import knowledge_bonus, selling_friction
from ecosim.rules.effective_capability import (
    capability_coverage,
    effective_capability,
    left_uncovered,
    transfer_strength,
)
from ecosim.rules.governance import flexibility
from ecosim.rules.identity import alignment_weight, drifted, scheme_pull, value_pull
from ecosim.rules.learning import (
    digitized,
    knowledge_channel,
    knowledge_flow,
    learned_capability,
)
from ecosim.rules.legitimacy import earned_legitimacy
from ecosim.rules.support import support, support_contribution

VALUE_NOISE, SCHEME_NOISE = int(Purpose.VALUE_NOISE), int(Purpose.SCHEME_NOISE)
TOP = COUNTER.top

# What a relationship means to its two firms, side by side in memory; the last two for one each.
BACKING, SUCCESS, FRICTION, BOND, CHANNEL, SCHEMES, TO_SOURCE, TO_TARGET = range(8)
MEANINGS = 8
# Sums over a firm's relationships: the first three of these, and then
ALLIES, TRUST, ROUTINES, DIGITAL = range(FRICTION + 1, FRICTION + 5)
SUMS = FRICTION + 5


@kernel
def _weigh(ties, firms, source, target, p, meaning):
    """Write what each relationship means to its firms, [slot, MEANINGS]."""
    strength = p[P.transfer_strength]
    for slot in range(len(meaning)):
        i, j, row = source[slot], target[slot], meaning[slot]
        if i < 0:
            continue
        fit, bond = ties[TIE.consonance, slot], ties[TIE.resonance, slot]
        belief, habit = ties[TIE.trust, slot], ties[TIE.routines, slot]
        overlap, freedom = ties[TIE.overlap, slot], flexibility(ties[TIE.governance, slot])
        freedom *= knowledge_bonus(overlap, p[P.coopetition_knowledge])
        row[BACKING] = support_contribution(fit, bond, ties[TIE.complementarity, slot])
        row[SUCCESS] = ties[TIE.success, slot]
        row[FRICTION] = selling_friction(overlap, belief, habit, p[P.coopetition_friction])
        row[BOND] = bond
        row[CHANNEL] = knowledge_channel(p[P.knowledge_flow], habit, belief, freedom)
        row[SCHEMES] = scheme_pull(p[P.scheme_drift], habit, belief)
        row[TO_SOURCE] = transfer_strength(strength, firms[FIRM.openness, j], fit, bond, belief)
        row[TO_TARGET] = transfer_strength(strength, firms[FIRM.openness, i], fit, bond, belief)


@inlined
def _sum_up(kind, ties, firms, p, i, j, slot, row, sums):
    """Add what one relationship means to a firm's sums."""
    for part in range(FRICTION + 1):
        sums[part] += row[part]
    if kind[j] == PARTNER:
        sums[ALLIES] += 1.0
        sums[TRUST] += ties[TIE.trust, slot]
        sums[ROUTINES] += ties[TIE.routines, slot]
    lead = max(0.0, firms[FIRM.digitization, j] - firms[FIRM.digitization, i])
    sums[DIGITAL] += p[P.digitization_pull] * row[BOND] * lead


@inlined
def _draw_on_skills(capability, i, j, strength, channel, uncovered, flow):
    """Add what one partner leaves uncovered, and what it teaches."""
    for q in range(SKILLS):
        lead = capability[j, q] - capability[i, q]
        uncovered[q] *= left_uncovered(strength, capability[i, q], capability[j, q])
        flow[q] += knowledge_flow(channel, lead)


@inlined
def _closest(ties, links):
    """Return the slot of a firm's most trusting relationship."""
    found, best = -1, -1.0
    for slot in links:
        if ties[TIE.trust, slot] > best:
            found, best = slot, ties[TIE.trust, slot]
    return found


@inlined
def _draw_toward(vectors, i, j, pull, pulls):
    """Add how one partner pulls at a firm's values or schemes."""
    for k in range(DOMAINS):
        pulls[k] += pull * (vectors[j, k] - vectors[i, k])


@inlined
def _drift(vectors, next_vectors, own, i, pulls, streams, key, noise, reversion):
    """Write a firm's next unit vector."""
    length = 0.0
    for k in range(DOMAINS):
        chance = noise * bell(streams[k], key)
        moved = drifted(vectors[i, k], pulls[k], chance, own[i, k], reversion)
        next_vectors[i, k] = moved
        length += moved * moved
    for k in range(DOMAINS):
        next_vectors[i, k] /= math.sqrt(length)


@inlined
def _learn_skills(
    capability, requirement, effective, next_capability, development, i, uncovered, flow
):
    """Write a firm's next capabilities and return its coverage of requirements."""
    coverage = 0.0
    for q in range(SKILLS):
        mine, asked = capability[i, q], requirement[i, q]
        together = effective_capability(mine, uncovered[q])
        effective[i, q] = together
        coverage += capability_coverage(together, asked)
        gap = capability_gap(asked, mine)
        next_capability[i, q] = learned_capability(mine, flow[q], gap, development)
    return coverage / SKILLS


@inlined
def _conclude(firms, p, i, ties, sums, coverage):
    """Write what a firm's sums over relationships mean for it; return its next digitization."""
    allies = max(1.0, sums[ALLIES])
    firms[FIRM.support, i] = support(sums[BACKING])
    firms[FIRM.interaction, i] = sums[SUCCESS] / max(1.0, ties)
    firms[FIRM.alliance_trust, i] = sums[TRUST] / allies
    firms[FIRM.alliance_routines, i] = sums[ROUTINES] / allies
    firms[FIRM.friction, i] = min(0.5, sums[FRICTION])
    firms[FIRM.coverage, i] = coverage
    firms[FIRM.quality, i] = delivered_quality(
        coverage, firms[FIRM.coupling, i], firms[FIRM.supply_gap, i]
    )
    firms[FIRM.legitimacy, i] = earned_legitimacy(
        firms[FIRM.legitimacy, i],
        firms[FIRM.employees, i],
        firms[FIRM.interaction, i],
        firms[FIRM.liquidity, i],
        p[P.legitimacy_pace],
    )
    return digitized(
        firms[FIRM.digitization, i],
        firms[FIRM.maturity, i],
        sums[DIGITAL],
        p[P.digitization_pace],
    )


@kernel
def learn(world, tick, low, high):
    """Let firms in business learn from, drift toward and draw on their partners."""
    p, firm_key = world.settings, world.firm_key
    sums, uncovered, flow = scratch(SUMS), scratch(SKILLS), scratch(SKILLS)
    value_pulls, scheme_pulls = scratch(DOMAINS), scratch(DOMAINS)
    value_streams, scheme_streams = np.zeros(DOMAINS, np.uint64), np.zeros(DOMAINS, np.uint64)
    for k in range(DOMAINS):
        value_streams[k] = stream(world.seeds, VALUE_NOISE + k, tick)
        scheme_streams[k] = stream(world.seeds, SCHEME_NOISE + k, tick)
    # Arrays are taken out of the world before the loop: each access counts references.
    kind, firms, ties, capability = world.kind, world.firms, world.ties, world.capability
    values, schemes, source, target = world.values, world.schemes, world.source, world.target
    links, link_start, degree = world.links, world.link_start, world.degree
    own_values, own_schemes, requirement = world.own_values, world.own_schemes, world.requirement
    next_values, next_schemes = world.next_values, world.next_schemes
    next_capability, next_digitization = world.next_capability, world.next_digitization
    effective, scope = world.effective, p[P.alignment_scope]
    meaning = np.empty((world.counters[TOP], MEANINGS))
    _weigh(ties, firms, source, target, p, meaning)
    for i in range(low, high):
        if firms[FIRM.alive, i] == 0.0:
            continue
        sums[:], uncovered[:], flow[:] = 0.0, 1.0, 0.0
        value_pulls[:], scheme_pulls[:] = 0.0, 0.0
        own_links = links[link_start[i] : link_start[i] + degree[i]]
        closest = _closest(ties, own_links) if scope < 1.0 else -1
        for slot in own_links:
            weight = alignment_weight(scope, slot == closest, len(own_links))
            j = source[slot] + target[slot] - i
            row = meaning[slot]
            strength = row[TO_SOURCE] if source[slot] == i else row[TO_TARGET]
            _sum_up(kind, ties, firms, p, i, j, slot, row, sums)
            _draw_on_skills(capability, i, j, strength, row[CHANNEL], uncovered, flow)
            pull = weight * value_pull(p[P.value_drift], row[BOND])
            _draw_toward(values, i, j, pull, value_pulls)
            _draw_toward(schemes, i, j, weight * row[SCHEMES], scheme_pulls)
        coverage = _learn_skills(
            capability, requirement, effective, next_capability, p[P.development],
            i, uncovered, flow,
        )  # fmt: skip
        next_digitization[i] = _conclude(firms, p, i, degree[i], sums, coverage)
        _drift(
            values, next_values, own_values, i, value_pulls, value_streams, firm_key[i],
            p[P.value_noise], p[P.value_reversion],
        )  # fmt: skip
        _drift(
            schemes, next_schemes, own_schemes, i, scheme_pulls, scheme_streams, firm_key[i],
            p[P.scheme_noise], p[P.scheme_reversion],
        )  # fmt: skip


@kernel
def adopt(world, low, high):
    """Make what was learned current."""
    firms, capability, next_capability = world.firms, world.capability, world.next_capability
    values, schemes = world.values, world.schemes
    next_values, next_schemes = world.next_values, world.next_schemes
    next_digitization = world.next_digitization
    for i in range(low, high):
        if firms[FIRM.alive, i] == 0.0:
            continue
        firms[FIRM.digitization, i] = next_digitization[i]
        for k in range(DOMAINS):
            values[i, k] = next_values[i, k]
            schemes[i, k] = next_schemes[i, k]
        for q in range(SKILLS):
            capability[i, q] = next_capability[i, q]
