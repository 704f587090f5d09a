"""Stage 7: providers divide their people over joint projects and keep what can be used again."""

import numpy as np

from ecosim.compiled import borrowed, inlined, kernel, scratch
from ecosim.declarations.columns import FIRM, NEED, TIE
from ecosim.engine.kernels.needs import KNOWN, SERVED, count_needs
from ecosim.engine.settings import P
from ecosim.engine.world import MODULES, PROVIDER
from ecosim.rules.modules import library_after, replicable
from ecosim.rules.projects import focus

# Stages of a joint project, as in the column ``project``.
IDLE, COLLECTING, PRIORITIZING, DEVELOPING, IMPLEMENTING = range(5)


@inlined
def _all_zero(numbers):
    """Tell whether all numbers are 0; a loop that vectorises."""
    found = 0
    for n in range(len(numbers)):
        found += numbers[n] != 0.0
    return found == 0


@inlined
def _no_functions(modules):
    """Tell whether no provider has any digital function ready."""
    found = True
    for i in range(len(modules)):
        found &= _all_zero(modules[i])
    return found


@kernel
def nothing_joint(world):
    """Tell whether there are no needs, no joint projects and nothing left of any.

    Then dividing people and working together change nothing.
    """
    ties = world.ties
    return (
        _all_zero(world.needs[NEED.status])
        and _all_zero(ties[TIE.project])
        and _all_zero(ties[TIE.data_access])
        and _all_zero(ties[TIE.development_cost])
        and _all_zero(world.firms[FIRM.cost_development])
        and _no_functions(world.modules)
    )


@inlined
def _count_projects(ties, links):
    """Return how many joint projects a provider has, and how many of them are being built."""
    running, building = 0, 0
    for slot in links:
        running += 1 if ties[TIE.project, slot] > IDLE else 0
        building += 1 if ties[TIE.project, slot] == DEVELOPING else 0
    return running, building


@inlined
def _look_over_needs(needs, known, released):
    """Mark customers with known needs, and list the places of services new since last month.

    Returns how many places these are.
    """
    found = 0
    for c in range(len(known)):
        known[c] = count_needs(needs, c, KNOWN) > 0
    for at in range(len(released)):
        released[found] = at
        found += (needs[NEED.status, at] == SERVED) & (needs[NEED.age, at] == 0.0)
    return found


@inlined
def _most_promising(ties, known, links, target, customer):
    """Return the slot of the most trusting customer with known needs and no project, or −1."""
    best, chosen = -1.0, -1
    for slot in links:
        c = customer[target[slot]]
        free = c >= 0 and known[c] and ties[TIE.project, slot] == IDLE
        if free and ties[TIE.trust, slot] > best:
            best, chosen = ties[TIE.trust, slot], slot
    return chosen


@inlined
def _handed_over(ties, links):
    """Return the share of a provider's services that others than their makers run."""
    running, handed = 0.0, 0.0
    for slot in links:
        running += ties[TIE.in_use, slot]
        handed += min(ties[TIE.handed_over, slot], ties[TIE.in_use, slot])
    return handed / max(running, 1.0)


@kernel
def _keep_what_was_built(p, firms, ties, needs, need_tie, links, released, library, i, fresh):
    """Let last month's releases add to a provider's digital functions and practice."""
    fresh[:] = 0.0
    solved = 0.0
    handed = _handed_over(ties, links) if len(released) > 0 else 0.0
    for slot in links:
        for at in released:
            if need_tie[at] == slot:
                fresh[int(needs[NEED.module, at])] += replicable(
                    needs[NEED.tailored, at], handed, p[P.undocumented]
                )
                solved += p[P.need_learning]
    firms[FIRM.practice, i] += solved
    for m in range(MODULES):
        library[m] = library_after(library[m], fresh[m], p[P.module_gain], p[P.module_fade])


@kernel
def organize(world, tick, low, high):
    """Let providers open a project where they have a slot free, and divide their people."""
    world = borrowed(world)
    if nothing_joint(world):
        return
    p, firms, ties, kind, needs = world.settings, world.firms, world.ties, world.kind, world.needs
    target, customer, need_tie = world.target, world.customer, world.need_tie
    all_links, link_start, degree = world.links, world.link_start, world.degree
    modules, fresh = world.modules, scratch(MODULES)
    known, places = np.empty(len(world.operation), np.bool_), np.empty(len(need_tie), np.int64)
    released = places[: _look_over_needs(needs, known, places)]
    for i in range(low, high):
        if kind[i] != PROVIDER or firms[FIRM.alive, i] == 0.0:
            continue
        links = all_links[link_start[i] : link_start[i] + degree[i]]
        _keep_what_was_built(p, firms, ties, needs, need_tie, links, released, modules[i], i, fresh)
        running, building = _count_projects(ties, links)
        if running < p[P.project_slots]:
            slot = _most_promising(ties, known, links, target, customer)
            if slot >= 0:
                ties[TIE.project, slot] = COLLECTING
                ties[TIE.stage_months, slot] = 0.0
        people = p[P.development_people] * firms[FIRM.employees, i]
        share = people * focus(float(running), p[P.project_dilution]) / max(1, building)
        for slot in links:
            if ties[TIE.project, slot] > IDLE:
                ties[TIE.attention, slot] = share
