"""Stage 3: what firms make of their relationships: learning, drift, coverage, support.

Everything is read from this month's state and written beside it; ``adopt`` then makes it current.
"""

import math

import numpy as np

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.kernels.buffer import firms_of
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
from ecosim.several import alike, in_order, keep, one_by_one, picked, several, together, turned

VALUE_NOISE, SCHEME_NOISE = int(Purpose.VALUE_NOISE), int(Purpose.SCHEME_NOISE)
TOP = COUNTER.top

# What a relationship means to its two firms, side by side in memory. The first four are summed up,
# those from ONE on over partners alone; the two in the middle are for one side each.
BACKING, SUCCESS, FRICTION, BOND, CHANNEL, SCHEMES, TO_SOURCE, TO_TARGET = range(8)
ONE, TRUST, ROUTINES, NOTHING = range(8, 12)
MEANINGS = 12
AT_ONCE = 4  # relationships weighed at once, and meanings summed up at once


@kernel
def _weigh(ties, openness, source, target, p, meaning):
    """Write what each relationship means to its firms, [slot, MEANINGS]."""
    strength = p[P.transfer_strength]
    for slot in range(0, len(meaning), AT_ONCE):
        fit = several(ties, (TIE.consonance, slot), AT_ONCE)
        bond = several(ties, (TIE.resonance, slot), AT_ONCE)
        belief = several(ties, (TIE.trust, slot), AT_ONCE)
        habit = several(ties, (TIE.routines, slot), AT_ONCE)
        overlap = several(ties, (TIE.overlap, slot), AT_ONCE)
        freedom = flexibility(several(ties, (TIE.governance, slot), AT_ONCE))
        freedom *= knowledge_bonus(overlap, p[P.coopetition_knowledge])
        fill = several(ties, (TIE.complementarity, slot), AT_ONCE)
        own = picked(openness, firms_of(source, slot))
        partner = picked(openness, firms_of(target, slot))
        summed = turned(
            (
                support_contribution(fit, bond, fill),
                several(ties, (TIE.success, slot), AT_ONCE),
                selling_friction(overlap, belief, habit, p[P.coopetition_friction]),
                bond,
            )
        )
        passed = turned(
            (
                knowledge_channel(p[P.knowledge_flow], habit, belief, freedom),
                scheme_pull(p[P.scheme_drift], habit, belief),
                transfer_strength(strength, partner, fit, bond, belief),
                transfer_strength(strength, own, fit, bond, belief),
            )
        )
        allied = turned((alike(1.0, AT_ONCE), belief, habit, alike(0.0, AT_ONCE)))
        for n in range(AT_ONCE):
            keep(summed[n], meaning, (slot + n, BACKING))
            keep(passed[n], meaning, (slot + n, CHANNEL))
            keep(allied[n], meaning, (slot + n, ONE))


@inlined
def _closest(ties, links):
    """Return the slot of a firm's most trusting relationship."""
    found, best = -1, -1.0
    for slot in links:
        if ties[TIE.trust, slot] > best:
            found, best = slot, ties[TIE.trust, slot]
    return found


@kernel
def _draw_noise(seeds, purpose, tick, firm_key, low, high, noise):
    """Fill ``noise`` [DOMAINS, n] with a bell-shaped draw for each firm; a loop that vectorises."""
    for k in range(DOMAINS):
        key, row = stream(seeds, purpose + k, tick), noise[k]
        for i in range(low, high):
            row[i] = bell(key, firm_key[i])


@inlined
def _drift(mine, next_vectors, own, i, pulls, noise, size, reversion):
    """Write a firm's next unit vector."""
    chance = size * together((noise[0, i], noise[1, i], noise[2, i], noise[3, i]))
    moved = drifted(mine, pulls, chance, several(own, (i, 0), DOMAINS), reversion)
    keep(moved / math.sqrt(in_order(moved * moved)), next_vectors, (i, 0))


@inlined
def _learn_skills(mine, requirement, effective, next_capability, development, i, uncovered, flow):
    """Write a firm's next capabilities and return its coverage of requirements."""
    asked = several(requirement, (i, 0), SKILLS)
    joint = effective_capability(mine, uncovered)
    keep(joint, effective, (i, 0))
    gap = capability_gap(asked, mine)
    keep(learned_capability(mine, flow, gap, development), next_capability, (i, 0))
    return in_order(capability_coverage(joint, asked)) / SKILLS


@inlined
def _conclude(firms, p, i, ties, sums, allied, digital, coverage):
    """Write what a firm's sums over relationships mean for it; return its next digitization."""
    backing, success, friction, _ = one_by_one(sums)
    allies, trust, routines, _ = one_by_one(allied)
    firms[FIRM.support, i] = support(backing)
    firms[FIRM.interaction, i] = success / max(1.0, ties)
    firms[FIRM.alliance_trust, i] = trust / max(1.0, allies)
    firms[FIRM.alliance_routines, i] = routines / max(1.0, allies)
    firms[FIRM.friction, i] = min(0.5, friction)
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
        digital,
        p[P.digitization_pace],
    )


@inlined
def _over_partners(p, firms, kind, meaning, minds, mine, source, target, links, i, closest):
    """Return what a firm's relationships mean to it, its skills and its identity, summed up."""
    (capability, values, schemes), (skills, my_values, my_schemes) = minds, mine
    sums, allied, digital = alike(0.0, AT_ONCE), alike(0.0, AT_ONCE), 0.0
    uncovered, flow = alike(1.0, SKILLS), alike(0.0, SKILLS)
    value_pulls, scheme_pulls = alike(0.0, DOMAINS), alike(0.0, DOMAINS)
    for slot in links:
        weight = alignment_weight(p[P.alignment_scope], slot == closest, len(links))
        j, row = source[slot] + target[slot] - i, meaning[slot]
        sums += several(meaning, (slot, BACKING), AT_ONCE)
        partner = 1.0 if kind[j] == PARTNER else 0.0
        allied += partner * several(meaning, (slot, ONE), AT_ONCE)
        lead = max(0.0, firms[FIRM.digitization, j] - firms[FIRM.digitization, i])
        digital += p[P.digitization_pull] * row[BOND] * lead
        strength = row[TO_SOURCE] if source[slot] == i else row[TO_TARGET]
        theirs = several(capability, (j, 0), SKILLS)
        uncovered *= left_uncovered(strength, skills, theirs)
        flow += knowledge_flow(row[CHANNEL], theirs - skills)
        pull = weight * value_pull(p[P.value_drift], row[BOND])
        value_pulls += pull * (several(values, (j, 0), DOMAINS) - my_values)
        pull = weight * row[SCHEMES]
        scheme_pulls += pull * (several(schemes, (j, 0), DOMAINS) - my_schemes)
    return sums, allied, digital, uncovered, flow, value_pulls, scheme_pulls


@kernel
def learn(world, tick, low, high):
    """Let firms in business learn from, drift toward and draw on their partners."""
    p, firm_key = world.settings, world.firm_key
    noise = np.empty((2, DOMAINS, len(firm_key)))
    _draw_noise(world.seeds, VALUE_NOISE, tick, firm_key, low, high, noise[0])
    _draw_noise(world.seeds, SCHEME_NOISE, tick, firm_key, low, high, noise[1])
    kind, firms, ties, capability = world.kind, world.firms, world.ties, world.capability
    values, schemes, source, target = world.values, world.schemes, world.source, world.target
    all_links, link_start, degree = world.links, world.link_start, world.degree
    own_values, own_schemes, requirement = world.own_values, world.own_schemes, world.requirement
    next_values, next_schemes = world.next_values, world.next_schemes
    next_capability, next_digitization = world.next_capability, world.next_digitization
    minds, effective = (capability, values, schemes), world.effective
    meaning = np.empty((-(-world.counters[TOP] // AT_ONCE) * AT_ONCE, MEANINGS))
    _weigh(ties, firms[FIRM.openness], source, target, p, meaning)
    for i in range(low, high):
        if firms[FIRM.alive, i] == 0.0:
            continue
        links = all_links[link_start[i] : link_start[i] + degree[i]]
        closest = _closest(ties, links) if p[P.alignment_scope] < 1.0 else -1
        skills = several(capability, (i, 0), SKILLS)
        my_values, my_schemes = several(values, (i, 0), DOMAINS), several(schemes, (i, 0), DOMAINS)
        sums, allied, digital, uncovered, flow, value_pulls, scheme_pulls = _over_partners(
            p, firms, kind, meaning, minds, (skills, my_values, my_schemes), source, target,
            links, i, closest,
        )  # fmt: skip
        coverage = _learn_skills(
            skills, requirement, effective, next_capability, p[P.development], i, uncovered, flow
        )
        next_digitization[i] = _conclude(firms, p, i, degree[i], sums, allied, digital, coverage)
        _drift(
            my_values, next_values, own_values, i, value_pulls, noise[0],
            p[P.value_noise], p[P.value_reversion],
        )  # fmt: skip
        _drift(
            my_schemes, next_schemes, own_schemes, i, scheme_pulls, noise[1],
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
        keep(several(next_values, (i, 0), DOMAINS), values, (i, 0))
        keep(several(next_schemes, (i, 0), DOMAINS), schemes, (i, 0))
        keep(several(next_capability, (i, 0), SKILLS), capability, (i, 0))
