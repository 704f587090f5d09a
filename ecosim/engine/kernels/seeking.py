"""Seeking: account managers find needs and carry them home, development managers make new ones."""

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import EVENT, FIRM, NEED, TIE
from ecosim.engine.kernels.events import emit
from ecosim.engine.kernels.opportunities import note_worth
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, stream, uniform
from ecosim.engine.world import NEEDS, TOTAL
from ecosim.rules.boundary_spanning import conversion, insight, solution_chance
from ecosim.rules.bricolage import creation_pull, customer_input
from ecosim.rules.co_production import co_production, exploration
from ecosim.rules.manager_support import monthly_chance

DISCOVERY, HIDDEN_NEED = int(Purpose.DISCOVERY), int(Purpose.HIDDEN_NEED)
SOLUTION, TAKEN_UP = int(Purpose.SOLUTION), int(Purpose.TAKEN_UP)
CREATION, PLANNING = int(Purpose.CREATION), int(Purpose.PLANNING)
EMPTY, HIDDEN = 0.0, 1.0
YEAR = 12

# What a provider's managers bring along to every customer.
SPANNING, UNITS, STRENGTH, FUNDED, MADE_DO = range(5)
ABILITIES = 5


@inlined
def _has_room(needs, first):
    """Tell whether a customer's list has a place for another need."""
    room = False
    for at in range(first, first + NEEDS):
        room |= needs[NEED.status, at] == EMPTY
    return room


@inlined
def _nth_hidden(needs, first, n):
    """Return the place of a customer's hidden need number ``n``, from 0."""
    at = first - 1
    while n >= 0:
        at += 1
        n -= 1 if needs[NEED.status, at] == HIDDEN else 0
    return at


@inlined
def _months_to_plan(seeds, tick, key):
    """Return the months left until a customer's plan for the year is fixed; each has its month."""
    month = int(uniform(stream(seeds, PLANNING, 0), key) * YEAR)
    return (month - tick) % YEAR


@inlined
def _becomes_solution(p, seeds, tick, key, months_left):
    """Tell whether a need that was found becomes a solution and no like-for-like order."""
    chance = solution_chance(
        months_left, p[P.planning_entry], p[P.planning_half], p[P.relationship_targets]
    )
    return uniform(stream(seeds, SOLUTION, tick), key) < chance


@kernel
def _pursue(p, seeds, tick, i, j, slot, key, months_left, units, ties, totals, log):
    """Take a need that was found through the provider's organization; tell whether it gets there.

    What becomes no solution is ordered like for like: product sales grow a little.
    """
    counters, events, details = log
    if not _becomes_solution(p, seeds, tick, key, months_left):
        ties[TIE.share, slot] += p[P.order_gain] * (1.0 - ties[TIE.share, slot])
        emit(counters, events, details, tick, EVENT.order_like_for_like, i, j, months_left)
        return False
    totals[TOTAL.solutions, i] += 1.0
    if uniform(stream(seeds, TAKEN_UP, tick), key) >= conversion(units):
        return False
    totals[TOTAL.taken_up, i] += 1.0
    totals[TOTAL.units, i] += units
    emit(counters, events, details, tick, EVENT.opportunity_discovered, i, j, units)
    return True


@inlined
def _sighting(p, ties, slot, hidden, abilities):
    """Return the chance that account managers find a need of a customer this month."""
    sight = insight(
        abilities[SPANNING], ties[TIE.value_in_use, slot],
        p[P.discovery_unaided], p[P.spanning_effect], p[P.discovery_floor],
    )  # fmt: skip
    pull = p[P.discovery_rate] * ties[TIE.outreach, slot] * sight * hidden
    return monthly_chance(pull * abilities[STRENGTH])


@inlined
def _explore(p, ties, slot, openness, abilities):
    """Let a customer take part in configuring value, as far as managers win it over."""
    means = abilities[FUNDED] + abilities[MADE_DO]
    won = exploration(ties[TIE.making, slot], means, abilities[STRENGTH], p[P.exploration_rate])
    ties[TIE.co_production, slot] = co_production(
        ties[TIE.co_production, slot], p[P.customer_participation], ties[TIE.trust, slot],
        openness, won, p[P.co_production_pace],
    )  # fmt: skip


@inlined
def _creation(p, ties, slot, abilities):
    """Return the chance that development managers create an opportunity with a customer."""
    given = customer_input(
        ties[TIE.co_production, slot], ties[TIE.data_access, slot], p[P.data_substitution]
    )
    return monthly_chance(
        creation_pull(
            ties[TIE.making, slot], abilities[FUNDED] + abilities[MADE_DO], given,
            abilities[STRENGTH], p[P.risk_penalty], p[P.creation_rate],
        )
    )  # fmt: skip


@kernel
def _create(tick, i, j, slot, ties, abilities, totals, log):
    """Note that development managers create an opportunity, and how much of it they make do."""
    counters, events, details = log
    share = abilities[MADE_DO] / max(1e-9, abilities[FUNDED] + abilities[MADE_DO])
    ties[TIE.venture, slot] = 1.0
    totals[TOTAL.created, i] += 1.0
    totals[TOTAL.made_do, i] += share
    emit(counters, events, details, tick, EVENT.opportunity_created, i, j, share)


@inlined
def seeking_streams(seeds, tick):
    """Return the streams that say who finds, what is found, and who creates."""
    return (
        stream(seeds, DISCOVERY, tick), stream(seeds, HIDDEN_NEED, tick),
        stream(seeds, CREATION, tick),
    )  # fmt: skip


@kernel
def seek_opportunities(
    p, seeds, streams, tick, i, links, services, hidden, target, customer, keys, firm_key, firms,
    ties, needs, library, abilities, totals, log,
):  # fmt: skip
    """Let a provider's managers look for opportunities with each of its customers.

    ``services`` and ``hidden`` hold services in use and hidden needs by link; services are −1
    where there is no account. Writes the place of the need found and whether one is created, for
    the customer's own stage to act on.
    """
    finding, which, creating = streams
    for n in range(len(links)):
        slot = links[n]
        ties[TIE.found, slot], ties[TIE.venture, slot] = 0.0, 0.0
        if services[n] < 0.0:
            continue
        j, key = target[slot], keys[slot]
        first = customer[j] * NEEDS
        _explore(p, ties, slot, firms[FIRM.openness, j], abilities)
        chance = _sighting(p, ties, slot, hidden[n], abilities) if hidden[n] > 0 else 0.0
        if uniform(finding, key) < chance:
            at = _nth_hidden(needs, first, int(uniform(which, key) * hidden[n]))
            note_worth(needs, at, library[int(needs[NEED.module, at])], totals, i, TOTAL.discovered)
            left = _months_to_plan(seeds, tick, firm_key[j])
            if _pursue(p, seeds, tick, i, j, slot, key, left, abilities[UNITS], ties, totals, log):
                ties[TIE.found, slot] = at - first + 1.0
        created = uniform(creating, key) < _creation(p, ties, slot, abilities)
        if created and _has_room(needs, first):
            _create(tick, i, j, slot, ties, abilities, totals, log)
