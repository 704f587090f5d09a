"""Customers' needs: they arise hidden, are noticed, and are overtaken by change."""

import numpy as np

from ecosim.compiled import borrowed, inlined, kernel
from ecosim.declarations.columns import FIRM, NEED
from ecosim.engine.kernels.opportunities import create, creation_spread, discover, note_worth
from ecosim.engine.kernels.teamwork import (
    DEVELOPMENT,
    IDENTIFY,
    OPERATIONS,
    job_of,
    note_effort,
)
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, bell, stream, uniform
from ecosim.engine.world import CHAIN, MODULES, NEEDS, PROVIDER, TOTAL
from ecosim.rules.accounts import scale
from ecosim.rules.needs import drawn_size, noticing, vanishing
from ecosim.rules.teams import meeting_work

ARISES, ATTRIBUTE = int(Purpose.NEED_ARISES), int(Purpose.NEED)
VANISHES, NOTICES = int(Purpose.VANISHING), int(Purpose.NOTICING)
CREATES = int(Purpose.NEED_CREATION)
EMPTY, HIDDEN, KNOWN, CHOSEN, SERVED = range(5)
VOICED, DISCOVERED, CREATED = range(3)
COMMON_MODULES = 3  # digital functions that an industry's customers ask for most
COLUMNS = len(NEED)
LARGEST_SAVING = 0.05  # share of turnover


@inlined
def need_key(key, place):
    """Return the key of a customer's need for draws about it."""
    return key + np.uint64(place + 1)


@inlined
def clear_need(needs, need_tie, at):
    """Leave a place for a need empty."""
    for column in range(COLUMNS):
        needs[column, at] = 0.0
    need_tie[at] = -1


@inlined
def count_needs(needs, c, status):
    """Return how many of a customer's needs have a status."""
    found = 0
    for at in range(c * NEEDS, (c + 1) * NEEDS):
        found += 1 if needs[NEED.status, at] == status else 0
    return found


@inlined
def _empty_place(needs, c):
    """Return an empty place for a need of the customer, or −1."""
    for at in range(c * NEEDS, (c + 1) * NEEDS):
        if needs[NEED.status, at] == EMPTY:
            return at
    return -1


@inlined
def _drawn_module(seeds, tick, key, industry_key, overlap):
    """Return the digital function a need asks for: often one common in the customer's industry."""
    which = uniform(stream(seeds, ATTRIBUTE + 5, tick), key)
    if uniform(stream(seeds, ATTRIBUTE + 4, tick), key) < overlap:
        common = np.uint64(int(which * COMMON_MODULES))
        which = uniform(stream(seeds, ATTRIBUTE + 5, 0), industry_key + common)
    return float(int(which * MODULES))


@kernel
def _fill_need(desk, at, key, industry_key, size, origin, spread):
    """Write a new need; ``size`` is the customer's scale, ``spread`` a factor on that of values."""
    desk = borrowed(desk)
    p, needs, seeds, tick = desk.p, desk.needs, desk.seeds, desk.tick
    clear_need(needs, desk.need_tie, at)
    chance = uniform(stream(seeds, ATTRIBUTE, tick), key)
    needs[NEED.stage, at] = float(int(chance * CHAIN))
    chance = bell(stream(seeds, ATTRIBUTE + 1, tick), key)
    needs[NEED.relief, at] = drawn_size(
        p[P.relief_median], spread * p[P.relief_spread], chance, p[P.relief_most]
    )
    chance = bell(stream(seeds, ATTRIBUTE + 2, tick), key)
    needs[NEED.saving, at] = drawn_size(
        p[P.saving_median], spread * p[P.saving_spread], chance, LARGEST_SAVING
    )
    chance = bell(stream(seeds, ATTRIBUTE + 3, tick), key)
    needs[NEED.effort, at] = drawn_size(size * p[P.effort_median], p[P.effort_spread], chance, 1e9)
    overlap = p[P.module_overlap] if origin == VOICED else 0.0
    needs[NEED.module, at] = _drawn_module(seeds, tick, key, industry_key, overlap)
    tailored = 2.0 * p[P.tailoring] * uniform(stream(seeds, ATTRIBUTE + 6, tick), key)
    needs[NEED.tailored, at] = min(1.0, tailored)
    needs[NEED.origin, at] = origin
    needs[NEED.status, at] = HIDDEN if origin == VOICED else KNOWN


@inlined
def age_needs(desk, source, target, key, j, c, vanishes):
    """Let a customer's needs age, be lost with a relationship, or be overtaken by change."""
    p, needs, need_tie = desk.p, desk.needs, desk.need_tie
    upheaval = desk.firms[FIRM.upheaval, j]
    overtaken = vanishing(p[P.need_vanishing], upheaval, p[P.upheaval_effect])
    for k in range(NEEDS):
        at = c * NEEDS + k
        status = needs[NEED.status, at]
        if status == EMPTY:
            continue
        needs[NEED.age, at] += 1.0
        if status >= CHOSEN:
            slot = need_tie[at]
            if source[slot] < 0 or target[slot] != j:
                needs[NEED.status, at] = HIDDEN if status == CHOSEN else EMPTY
                need_tie[at] = -1
        elif uniform(vanishes, need_key(key, k)) < overtaken:
            needs[NEED.status, at] = EMPTY


@inlined
def raise_need(desk, key, industry_key, j, c, arises):
    """Let a need arise at a customer, hidden at first."""
    rate = desk.firms[FIRM.needs_rate, j] * desk.p[P.needs_arising]
    if rate > 0.0 and uniform(arises, key) < rate:
        at = _empty_place(desk.needs, c)
        if at >= 0:
            size, own = scale(desk.firms[FIRM.employees, j]), need_key(key, at - c * NEEDS)
            _fill_need(desk, at, own, industry_key, size, VOICED, 1.0)


@inlined
def create_needs(desk, links, kind, source, tie_key, modules, industry_key, j, c):
    """Let managers of a customer's providers create needs with it that nobody had."""
    for slot in links:
        i = source[slot]
        likely = create(desk.p, desk.firms, desk.ties, slot, i, j) if kind[i] == PROVIDER else 0.0
        if likely > 0.0:
            drawn = uniform(stream(desk.seeds, CREATES, desk.tick), tie_key[slot])
            at = _empty_place(desk.needs, c)
            if drawn < likely and at >= 0:
                size, spread = scale(desk.firms[FIRM.employees, j]), creation_spread(desk.p)
                _fill_need(desk, at, tie_key[slot], industry_key, size, CREATED, spread)
                ready = modules[i, int(desk.needs[NEED.module, at])]
                note_worth(desk.needs, at, ready, desk.totals, j, TOTAL.listed)


@inlined
def _look(desk, job, unnoticed, undiscovered):
    """Multiply what one relationship leaves unnoticed into the chances of each hidden need."""
    p, needs = desk.p, desk.needs
    for k in range(NEEDS):
        at = job.c * NEEDS + k
        if needs[NEED.status, at] == HIDDEN:
            unnoticed[k] *= 1.0 - noticing(
                p[P.voice_rate],
                p[P.scan_rate],
                needs[NEED.stage, at],
                job.operations,
                job.development,
                p[P.scan_reach],
            )
            found = discover(p, desk.firms, desk.ties, job.slot, job.i, job.j, k)
            undiscovered[k] *= 1.0 - found
    # An assessment looks at one stage of the chain a month.
    work = meeting_work(1.0, job.development, p[P.meeting_hours])
    note_effort(desk, job.c, DEVELOPMENT, IDENTIFY, work)


@kernel
def notice_needs(desk, links, kind, source, key, j, c, unnoticed, undiscovered):
    """Let the teams of all a customer's relationships notice hidden needs.

    The last two arguments are room for NEEDS chances each.
    """
    desk = borrowed(desk)
    needs = desk.needs
    unnoticed[:], undiscovered[:] = 1.0, 1.0
    for slot in links:
        if kind[source[slot]] == PROVIDER:
            _look(desk, job_of(desk, slot, source[slot], j, c), unnoticed, undiscovered)
    notices = stream(desk.seeds, NOTICES, desk.tick)
    for k in range(NEEDS):
        at, chance = c * NEEDS + k, uniform(notices, need_key(key, k))
        if needs[NEED.status, at] == HIDDEN and chance < 1.0 - unnoticed[k] * undiscovered[k]:
            needs[NEED.status, at] = KNOWN
            found = chance < 1.0 - undiscovered[k]
            needs[NEED.origin, at] = DISCOVERED if found else VOICED
            desk.totals[TOTAL.noticed, j] += 1.0
            voiced = meeting_work(1.0, desk.p[P.operations_team], desk.p[P.meeting_hours])
            note_effort(desk, c, OPERATIONS, IDENTIFY, voiced)
