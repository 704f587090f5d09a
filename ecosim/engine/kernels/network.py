"""Forming and ending relationships in the slots of the state."""

from ecosim.compiled import kernel
from ecosim.declarations.columns import TIE
from ecosim.engine.streams import pair_key
from ecosim.engine.world import COUNTER

TOP, FREE = COUNTER.top, COUNTER.free
N_COLUMNS = len(TIE)


@kernel
def linked(world, one, other):
    """Tell whether two firms have a relationship; the shorter list is searched."""
    source, target, links, degree = world.source, world.target, world.links, world.degree
    if degree[one] > degree[other]:
        one, other = other, one
    start = world.link_start[one]
    for k in range(start, start + degree[one]):
        if source[links[k]] + target[links[k]] - one == other:
            return True
    return False


@kernel
def has_room(world, firm):
    """Tell whether a firm can hold one more relationship."""
    return world.degree[firm] < world.link_start[firm + 1] - world.link_start[firm]


@kernel
def _append(world, firm, slot):
    world.links[world.link_start[firm] + world.degree[firm]] = slot
    world.degree[firm] += 1


@kernel
def _remove(world, firm, slot):
    start, end = world.link_start[firm], world.link_start[firm] + world.degree[firm]
    found = start
    while world.links[found] != slot:
        found += 1
    for k in range(found, end - 1):
        world.links[k] = world.links[k + 1]
    world.degree[firm] -= 1


@kernel
def form(world, source, target, trust):
    """Begin a relationship and return its slot, or −1 where there is no room for it.

    Both firms must be different and not yet related; a provider is the source wherever one is
    involved.
    """
    free = world.counters[FREE]
    if free > 0:
        slot = world.free[free - 1]
        world.counters[FREE] = free - 1
    elif world.counters[TOP] < len(world.source):
        slot = world.counters[TOP]
        world.counters[TOP] = slot + 1
    else:
        return -1
    for column in range(N_COLUMNS):
        world.ties[column, slot] = 0.0
    world.source[slot] = source
    world.target[slot] = target
    world.tie_key[slot] = pair_key(world.firm_key[source], world.firm_key[target])
    world.ties[TIE.trust, slot] = trust
    distance = world.distance[world.home[source], world.home[target]]
    world.ties[TIE.distance, slot] = distance
    both_sell = world.kind[source] == world.kind[target]
    same_industry = world.industry[source] == world.industry[target]
    world.ties[TIE.overlap, slot] = 1.0 if both_sell and same_industry else 0.0
    _append(world, source, slot)
    _append(world, target, slot)
    return slot


@kernel
def end(world, slot):
    """End the relationship in a slot and release it."""
    _remove(world, world.source[slot], slot)
    _remove(world, world.target[slot], slot)
    world.source[slot] = -1
    world.target[slot] = -1
    for column in range(N_COLUMNS):
        world.ties[column, slot] = 0.0
    world.free[world.counters[FREE]] = slot
    world.counters[FREE] += 1
