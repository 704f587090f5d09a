"""Customers' needs: they arise hidden, are noticed, and are overtaken by change."""

import numpy as np

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import FIRM, NEED
from ecosim.engine.kernels.opportunities import create, creation_spread, discover, note_worth
from ecosim.engine.kernels.teamwork import (
    DEVELOPMENT,
    IDENTIFY,
    OPERATIONS,
    joint_commitment,
    note_effort,
    taking_part,
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
NONE, HIDDEN, KNOWN, CHOSEN, SERVED = range(5)
VOICED, DISCOVERED, CREATED = range(3)
COMMON_MODULES = 3  # digital functions that an industry's customers ask for most
LARGEST_SAVING = 0.05  # share of turnover


@inlined
def need_key(key, place):
    """Return the key of a customer's need for draws about it."""
    return key + np.uint64(place + 1)


@inlined
def clear_need(needs, need_tie, at):
    """Leave a place for a need empty."""
    for column in range(len(NEED)):
        needs[column, at] = 0.0
    need_tie[at] = -1


@inlined
def _drawn_module(seeds, tick, key, industry_key, overlap):
    """Return the digital function a need asks for: often one common in the customer's industry."""
    draw = stream(seeds, ATTRIBUTE + 4, tick)
    which = uniform(stream(seeds, ATTRIBUTE + 5, tick), key)
    if uniform(draw, key) < overlap:
        common = np.uint64(int(which * COMMON_MODULES))
        which = uniform(stream(seeds, ATTRIBUTE + 5, 0), industry_key + common)
    return float(int(which * MODULES))


@kernel
def _fill_need(p, needs, need_tie, seeds, tick, key, industry_key, at, size, origin, spread):
    """Write a new need; ``size`` is the customer's scale, ``spread`` a factor on that of values."""
    clear_need(needs, need_tie, at)
    draw = stream(seeds, ATTRIBUTE, tick)
    needs[NEED.stage, at] = float(int(uniform(draw, key) * CHAIN))
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
def _empty_place(needs, base):
    """Return an empty place for a need of the customer, or −1."""
    for at in range(base, base + NEEDS):
        if needs[NEED.status, at] == NONE:
            return at
    return -1


@inlined
def _is_lost(source, target, slot, j):
    """Tell whether the relationship in which customer ``j`` had a need met is over."""
    return source[slot] < 0 or target[slot] != j


@kernel
def renew_needs(p, firms, needs, need_tie, source, target, seeds, tick, key, industry_key, j, c):
    """Let a customer's needs age, be lost or overtaken, and one arise; return their number."""
    base, count = c * NEEDS, 0
    overtaken = vanishing(p[P.need_vanishing], firms[FIRM.upheaval, j], p[P.upheaval_effect])
    vanishes = stream(seeds, VANISHES, tick)
    for at in range(base, base + NEEDS):
        status = needs[NEED.status, at]
        if status == NONE:
            continue
        needs[NEED.age, at] += 1.0
        count += 1
        if status >= CHOSEN:
            if _is_lost(source, target, need_tie[at], j):
                needs[NEED.status, at] = HIDDEN if status == CHOSEN else NONE
                need_tie[at] = -1
        elif uniform(vanishes, need_key(key, at - base)) < overtaken:
            needs[NEED.status, at] = NONE
    rate = firms[FIRM.needs_rate, j] * p[P.needs_arising]
    if rate > 0.0 and uniform(stream(seeds, ARISES, tick), key) < rate:
        at = _empty_place(needs, base)
        if at >= 0:
            size = scale(firms[FIRM.employees, j])
            _fill_need(
                p, needs, need_tie, seeds, tick, need_key(key, at - base), industry_key, at, size,
                VOICED, 1.0,
            )  # fmt: skip
            count += 1
    return count


@kernel
def _look_by_tie(p, firms, ties, needs, effort, slot, i, j, c, unnoticed, undiscovered):
    """Multiply what one relationship leaves unnoticed into the chances of each hidden need."""
    committed = joint_commitment(p, firms, ties, slot, i, j)
    operations = taking_part(p, p[P.operations_team], committed)
    development = taking_part(p, p[P.development_team], committed)
    for k in range(NEEDS):
        if needs[NEED.status, c * NEEDS + k] == HIDDEN:
            unnoticed[k] *= 1.0 - noticing(
                p[P.voice_rate],
                p[P.scan_rate],
                needs[NEED.stage, c * NEEDS + k],
                operations,
                development,
                p[P.scan_reach],
            )
            undiscovered[k] *= 1.0 - discover(p, firms, ties, slot, i, j, k)
    work = meeting_work(1.0, development, p[P.meeting_hours])  # one stage of the chain a month
    note_effort(effort, c, DEVELOPMENT, IDENTIFY, work)


@kernel
def notice_needs(
    p, firms, ties, kind, needs, totals, effort, links, source, seeds, tick, key, j, c, chances
):  # fmt: skip
    """Let the teams of all a customer's relationships notice hidden needs."""
    base, hidden = c * NEEDS, 0
    unnoticed, undiscovered = chances[0], chances[1]
    for k in range(NEEDS):
        unnoticed[k], undiscovered[k] = 1.0, 1.0
        hidden += 1 if needs[NEED.status, base + k] == HIDDEN else 0
    if hidden == 0:
        return
    for slot in links:
        i = source[slot]
        if kind[i] == PROVIDER:
            _look_by_tie(p, firms, ties, needs, effort, slot, i, j, c, unnoticed, undiscovered)
    notices = stream(seeds, NOTICES, tick)
    for k in range(NEEDS):
        chance = uniform(notices, need_key(key, k))
        if needs[NEED.status, base + k] != HIDDEN:
            continue
        if chance < 1.0 - unnoticed[k] * undiscovered[k]:
            needs[NEED.status, base + k] = KNOWN
            found = chance < 1.0 - undiscovered[k]
            needs[NEED.origin, base + k] = DISCOVERED if found else VOICED
            totals[TOTAL.noticed, j] += 1.0
            work = meeting_work(1.0, p[P.operations_team], p[P.meeting_hours])
            note_effort(effort, c, OPERATIONS, IDENTIFY, work)


@kernel
def create_needs(
    p, firms, ties, kind, needs, need_tie, links, source, tie_key, modules, totals, seeds, tick,
    industry_key, j, c,
):  # fmt: skip
    """Let managers of a customer's providers create needs with it that nobody had."""
    creates = stream(seeds, CREATES, tick)
    for slot in links:
        i = source[slot]
        if kind[i] != PROVIDER:
            continue
        likely = create(p, firms, ties, slot, i, j)
        if likely > 0.0 and uniform(creates, tie_key[slot]) < likely:
            at = _empty_place(needs, c * NEEDS)
            if at >= 0:
                size = scale(firms[FIRM.employees, j])
                spread = creation_spread(p)
                _fill_need(
                    p, needs, need_tie, seeds, tick, tie_key[slot], industry_key, at, size,
                    CREATED, spread,
                )  # fmt: skip
                ready = modules[i, int(needs[NEED.module, at])]
                note_worth(needs, at, ready, totals, j, TOTAL.listed)
