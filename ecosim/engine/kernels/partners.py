"""Stage 6b: firms look for new relationships, choose by their policy, agree, and part."""

import numpy as np

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import EVENT, FIRM, TIE
from ecosim.engine.kernels.events import emit
from ecosim.engine.kernels.network import end, form, has_room, linked
from ecosim.engine.kernels.relationships import reassessed
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, pair_key, stream, uniform
from ecosim.engine.world import (
    CANDIDATES,
    COUNTER,
    CUSTOMER,
    DOMAINS,
    PARTNER,
    PROVIDER,
    SKILLS,
    TOTAL,
)
from ecosim.rules.complementarity import capability_gap
from ecosim.rules.consonance import consonance, digital_fit
from ecosim.rules.journeys import unmatched_capability
from ecosim.rules.partner_selection import (
    acceptance,
    critical_resources,
    influence,
    similarity,
    starting_trust,
    viable_score,
)

SEARCH, WANTED, WALK = int(Purpose.SEARCH), int(Purpose.WANTED), int(Purpose.WALK)
WALK_ON, MEETING = int(Purpose.WALK_ON), int(Purpose.MEETING)
TASTE, ACCEPTANCE = int(Purpose.TASTE_OF_PARTNER), int(Purpose.ACCEPTANCE)
VIABLE, _, REPUTATION, CHEAPEST, SIMILAR, COMPLEMENTARY, CONSONANT = range(7)
TOP = COUNTER.top


@inlined
def _cosine(vectors, one, other):
    """Return the cosine of two firms' unit vectors."""
    total = 0.0
    for k in range(DOMAINS):
        total += vectors[one, k] * vectors[other, k]
    return total


@inlined
def expected_consonance(p, firms, values, schemes, one, other):
    """Return the consonance two firms would have now."""
    fit = digital_fit(
        firms[FIRM.digitization, one], firms[FIRM.digitization, other], p[P.digital_width]
    )
    shared_values, shared_schemes = _cosine(values, one, other), _cosine(schemes, one, other)
    return consonance(shared_values, shared_schemes, fit, p[P.value_weight], p[P.scheme_weight])


@inlined
def _resources(p, capability, requirement, i, j):
    """Return how much of what a firm lacks a candidate would bring."""
    filled, gap = 0.0, 0.0
    for q in range(SKILLS):
        lacking = capability_gap(requirement[i, q], capability[i, q])
        filled += lacking * capability[j, q]
        gap += lacking
    return critical_resources(filled, gap, p[P.complementarity_slack])


@inlined
def _novelty(capability, effective, i, j):
    """Return how far a candidate brings what a firm and all its partners do not have."""
    most = 0.0
    for q in range(SKILLS):
        most = max(most, unmatched_capability(capability[j, q], effective[i, q]))
    return most


@inlined
def _new_markets(months_in, home, i, j):
    """Return the number of markets a candidate would open to a firm."""
    mine, theirs = months_in[i], months_in[j]
    opened = 1 if home[j] != home[i] and mine[home[j]] == 0 else 0
    for market in range(len(mine)):
        opened += 1 if (mine[market] == 0) & (theirs[market] > 0) else 0
    return opened


@inlined
def _similarity(capability, i, j):
    """Return how alike two firms' capabilities are."""
    total = 0.0
    for q in range(SKILLS):
        difference = capability[i, q] - capability[j, q]
        total += difference * difference
    return similarity(total, SKILLS)


@kernel
def score_candidate(
    policy, chance, p, firms, home, values, schemes, capability, requirement, effective,
    months_in, i, j
):  # fmt: skip
    """Return what a candidate is worth to a firm by one of the built-in policies.

    ``chance`` is the score under the policy of choosing at random.
    """
    if policy == REPUTATION:
        return firms[FIRM.legitimacy, j]
    if policy == CHEAPEST:
        return 1.0 - firms[FIRM.price, j]
    if policy == SIMILAR:
        return _similarity(capability, i, j)
    if policy == COMPLEMENTARY:
        return reassessed(capability, requirement, i, j, p[P.complementarity_slack])
    if policy == CONSONANT:
        return expected_consonance(p, firms, values, schemes, i, j)
    if policy == VIABLE:
        opened = min(1.0, _new_markets(months_in, home, i, j) / 10.0)
        resources = _resources(p, capability, requirement, i, j)
        resources += firms[FIRM.reaching_out, i] * _novelty(capability, effective, i, j)
        return viable_score(
            resources,
            influence(opened, firms[FIRM.legitimacy, j]),
            expected_consonance(p, firms, values, schemes, i, j),
        )
    return chance


@inlined
def _wanted_kind(kind, chance, reaching_out):
    """Return the kind of firm that one of this kind looks for; −1 where it never looks.

    A provider that reaches out for joint solutions looks for partners more often.
    """
    if kind == CUSTOMER:
        return PROVIDER
    if kind != PROVIDER:
        return -1
    if chance < 0.45 + 0.45 * reaching_out:
        return PARTNER
    return CUSTOMER if chance < 0.9 else PROVIDER


@kernel
def _two_steps_away(world, i, first, second):
    """Return a partner's partner, reached by two random steps."""
    if world.degree[i] == 0:
        return -1
    slot = world.links[world.link_start[i] + int(first * world.degree[i])]
    j = world.source[slot] + world.target[slot] - i
    slot = world.links[world.link_start[j] + int(second * world.degree[j])]
    return world.source[slot] + world.target[slot] - j


@inlined
def _met_by_chance(by_kind, kind_start, kind, chance):
    """Return a firm of a kind met by chance, or −1 where there is none."""
    count = kind_start[kind + 1] - kind_start[kind]
    if count == 0:
        return -1
    return by_kind[kind_start[kind] + int(chance * count)]


@inlined
def _kept_apart(apart, i, j):
    """Tell whether two firms are never to begin a relationship."""
    for k in range(len(apart)):
        if (apart[k, 0] == i and apart[k, 1] == j) or (apart[k, 0] == j and apart[k, 1] == i):
            return True
    return False


@kernel
def _note_candidate(world, i, j, wanted, found):
    """Put a firm on the list of candidates unless it does not qualify; return the list's length."""
    if j < 0 or j == i or world.kind[j] != wanted or world.firms[FIRM.alive, j] == 0.0:
        return found
    for k in range(found):
        if world.candidates[i, k] == j:
            return found
    if linked(world, i, j) or _kept_apart(world.apart, i, j):
        return found
    world.candidates[i, found] = j
    return found + 1


@kernel
def _look_around(world, tick, i, wanted):
    """Fill a firm's list: every other candidate by way of partners, the rest met by chance."""
    found, me = 0, world.firm_key[i]
    breadth = min(CANDIDATES, int(world.settings[P.search_breadth]))
    for k in range(breadth):
        if k % 2 == 0:
            first = uniform(stream(world.seeds, WALK + k, tick), me)
            second = uniform(stream(world.seeds, WALK_ON + k, tick), me)
            j = _two_steps_away(world, i, first, second)
        else:
            chance = uniform(stream(world.seeds, MEETING + k, tick), me)
            j = _met_by_chance(world.by_kind, world.kind_start, wanted, chance)
        found = _note_candidate(world, i, j, wanted, found)


@kernel
def search(world, tick, low, high):
    """Write the candidates each searching firm finds; all −1 for those who do not search."""
    p, firms, kind, candidates = world.settings, world.firms, world.kind, world.candidates
    firm_key = world.firm_key
    looking, wanting = stream(world.seeds, SEARCH, tick), stream(world.seeds, WANTED, tick)
    for i in range(low, high):
        if candidates[i, 0] >= 0:
            candidates[i, :] = -1
        out = firms[FIRM.reaching_out, i]
        eager = firms[FIRM.search, i] * (1.0 + p[P.reaching_out] * out)
        if uniform(looking, firm_key[i]) >= p[P.search_rate] * eager:
            continue
        wanted = _wanted_kind(kind[i], uniform(wanting, firm_key[i]), out)
        if wanted >= 0 and firms[FIRM.alive, i] > 0.0 and has_room(world, i):
            _look_around(world, tick, i, wanted)


@kernel
def choose_partner(world, tick, low, high):
    """Write each firm's best candidate by its own policy, or −1."""
    p, firms, home, policy = world.settings, world.firms, world.home, world.policy
    values, schemes, months_in = world.values, world.schemes, world.months_in
    capability, requirement, effective = world.capability, world.requirement, world.effective
    firm_key = world.firm_key
    candidates, choice, score = world.candidates, world.choice, world.score
    taste, floor = stream(world.seeds, TASTE, tick), p[P.acceptance_floor]
    for i in range(low, high):
        choice[i], score[i] = -1, floor
        for k in range(CANDIDATES):
            j = candidates[i, k]
            if j < 0:
                break
            worth = score_candidate(
                policy[i], uniform(taste, pair_key(firm_key[i], firm_key[j])), p, firms, home,
                values, schemes, capability, requirement, effective, months_in, i, j,
            )  # fmt: skip
            if worth > score[i]:
                choice[i], score[i] = j, worth


@kernel
def _accepts(world, tick, i, j):
    """Return the chance that a candidate accepts, and whether it does."""
    p, firms = world.settings, world.firms
    slack = p[P.complementarity_slack]
    willing = acceptance(
        firms[FIRM.legitimacy, i],
        reassessed(world.capability, world.requirement, i, j, slack),
        expected_consonance(p, firms, world.values, world.schemes, i, j),
        firms[FIRM.maturity, i],
    )
    pair = pair_key(world.firm_key[i], world.firm_key[j])
    return willing, uniform(stream(world.seeds, ACCEPTANCE, tick), pair) < willing


@kernel
def _propose(world, tick, i, j):
    """Let one firm make its offer: it leads to a relationship, finds no room, or is declined."""
    willing, accepted = _accepts(world, tick, i, j)
    source, target = (i, j) if world.kind[i] == PROVIDER else (j, i)
    slot = -1
    if accepted and has_room(world, i) and has_room(world, j):
        slot = form(world, source, target, starting_trust(world.firms[FIRM.legitimacy, j]))
    if slot >= 0 and world.kind[target] == CUSTOMER:
        world.ties[TIE.share, slot] = world.settings[P.new_share]
    if slot >= 0 and world.kind[target] == PARTNER:
        world.totals[TOTAL.new_partners, source] += 1.0
    kind = EVENT.partner_chosen if slot >= 0 else EVENT.no_room
    kind = kind if accepted else EVENT.offer_declined
    detail = world.score[i] if slot >= 0 else willing
    emit(world.counters, world.events, world.event_detail, tick, kind, i, j, detail)


@kernel
def agree(world, tick):
    """Turn choices into relationships where the other side accepts and both have room.

    Where one place is left, the order counts: it is that of keys, not of the list of firms.
    """
    for i in world.by_kind:
        j = world.choice[i]
        if j >= 0 and not linked(world, i, j):
            _propose(world, tick, i, j)


@kernel
def _find_failed(world, failed):
    """Mark relationships that had their time and came to nothing, and those of closed firms."""
    p, ties, alive, kind = world.settings, world.ties, world.firms[FIRM.alive], world.kind
    patience, trust, share = p[P.ending_patience], p[P.ending_trust], p[P.ending_share]
    source, target = world.source, world.target
    for slot in range(len(failed)):
        i, j = source[slot], target[slot]
        if i >= 0:
            given_up = kind[j] == CUSTOMER and ties[TIE.share, slot] < share
            hopeless = given_up or ties[TIE.trust, slot] < trust
            closed = alive[i] == 0.0 or alive[j] == 0.0
            failed[slot] = closed or (hopeless and ties[TIE.age, slot] >= patience)


@kernel
def _count_parting(totals, firms, kind, i, j):
    """Count a relationship that ends though both firms are in business."""
    if firms[FIRM.alive, i] > 0.0 and firms[FIRM.alive, j] > 0.0:
        totals[TOTAL.parted, i] += 1.0
        totals[TOTAL.customers_lost, i] += 1.0 if kind[j] == CUSTOMER else 0.0


@kernel
def part_ways(world, tick):
    """End relationships that have failed."""
    failed = np.zeros(world.counters[TOP], np.bool_)
    _find_failed(world, failed)
    for slot in np.flatnonzero(failed):
        i, j, belief = world.source[slot], world.target[slot], world.ties[TIE.trust, slot]
        _count_parting(world.totals, world.firms, world.kind, i, j)
        end(world, slot)
        emit(
            world.counters, world.events, world.event_detail,
            tick, EVENT.relationship_ended, i, j, belief,
        )  # fmt: skip
