"""Stage 8b: teams estimate what needs are worth, rank them, and plan the work."""

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import NEED, TIE
from ecosim.engine.kernels.needs import CHOSEN, KNOWN, clear_need, need_key
from ecosim.engine.kernels.operations import true_value, visible_value
from ecosim.engine.kernels.opportunities import note_dropped
from ecosim.engine.kernels.teamwork import (
    DEVELOPMENT,
    OPERATIONS,
    PRIORITIZE,
    STEERING,
    note_effort,
)
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, bell, stream
from ecosim.engine.world import NEEDS
from ecosim.rules.estimation import (
    estimated_value,
    expected_return,
    goes_ahead,
    judgement,
    novelty,
    priority,
)
from ecosim.rules.modules import reusable_share
from ecosim.rules.projects import practised, project_work
from ecosim.rules.teams import meeting_work

ESTIMATE = int(Purpose.ESTIMATE)


@inlined
def joint_judgement(p, ties, slot, steering, development, operations):
    """Return how well the teams of a relationship can judge what a need is worth."""
    together = (steering + development + operations) / 3.0
    known = practised(ties[TIE.experience, slot], p[P.experience_half])
    return judgement(together, ties[TIE.consonance, slot], known, ties[TIE.data_access, slot])


@inlined
def work_from_nothing(p, needs, library, at):
    """Return what is left to build for one need after what can be used again, in person-months."""
    ready = library[int(needs[NEED.module, at])]
    saved = reusable_share(ready, needs[NEED.tailored, at], p[P.module_reuse])
    return needs[NEED.effort, at] * (1.0 - saved)


@inlined
def _return_of(p, needs, library, at, value):
    """Return what one need is expected to bring against the cost of meeting it alone."""
    cost = work_from_nothing(p, needs, library, at) * p[P.person_month_cost]
    return expected_return(value, p[P.horizon], max(1e-9, cost))


@kernel
def estimate_needs(
    p, firms, ties, needs, capacity, effort, seeds, tick, key, slot, j, c, status, teams
):  # fmt: skip
    """Write what the teams believe every need of one status in the customer's list is worth."""
    steering, development, operations = teams
    known = joint_judgement(p, ties, slot, steering, development, operations)
    draw = stream(seeds, ESTIMATE, tick)
    for k in range(NEEDS):
        at = c * NEEDS + k
        if needs[NEED.status, at] != status:
            continue
        seen = visible_value(p, firms, capacity, needs, at, j, development)
        chance = bell(draw, need_key(key, k))
        needs[NEED.estimate, at] = estimated_value(
            seen, known, chance, p[P.optimism], p[P.estimate_spread]
        )
        hours = p[P.meeting_hours]
        note_effort(effort, c, STEERING, PRIORITIZE, meeting_work(1.0, steering, hours))
        note_effort(effort, c, OPERATIONS, PRIORITIZE, meeting_work(1.0, operations, hours))


@inlined
def _best_known(p, needs, library, c, steering):
    """Return the place of the customer's known need that ranks first, or −1."""
    best, chosen = -1.0, -1
    for at in range(c * NEEDS, (c + 1) * NEEDS):
        if needs[NEED.status, at] == KNOWN:
            gain = _return_of(p, needs, library, at, needs[NEED.estimate, at])
            new = novelty(library[int(needs[NEED.module, at])], needs[NEED.tailored, at])
            rank = priority(gain, new, steering)
            if rank > best:
                best, chosen = rank, at
    return chosen


@kernel
def choose_needs(p, needs, need_tie, library, slot, c, wanted, steering):
    """Take the needs that rank first into a project; return how many."""
    taken = 0
    while taken < wanted:
        at = _best_known(p, needs, library, c, steering)
        if at < 0:
            break
        needs[NEED.status, at] = CHOSEN
        need_tie[at] = slot
        taken += 1
    return taken


@kernel
def plan_work(p, ties, needs, need_tie, library, totals, effort, slot, j, c, development):
    """Write the value a project promises, and the work that is left of it after reuse."""
    expected, total, left = 0.0, 0.0, 0.0
    for at in range(c * NEEDS, (c + 1) * NEEDS):
        if needs[NEED.status, at] == CHOSEN and need_tie[at] == slot:
            expected += needs[NEED.estimate, at]
            total += needs[NEED.effort, at]
            left += work_from_nothing(p, needs, library, at)
    ties[TIE.expected, slot] = expected
    ties[TIE.work, slot] = project_work(left, ties[TIE.scope, slot], p[P.complexity])
    work = p[P.concept_share] * left * development
    note_effort(effort, c, DEVELOPMENT, PRIORITIZE, work)
    return total - left


@inlined
def return_to_come(p, ties, slot):
    """Return what a project is expected to bring against what it still costs."""
    left = ties[TIE.work, slot] * (1.0 - ties[TIE.progress, slot])
    cost = max(1e-9, left * p[P.person_month_cost])
    return expected_return(ties[TIE.expected, slot], p[P.horizon], cost)


@kernel
def true_return(p, firms, ties, needs, need_tie, capacity, slot, j, c, cost):
    """Return what the needs of a project are really worth over the horizon against a cost."""
    value = 0.0
    for at in range(c * NEEDS, (c + 1) * NEEDS):
        if needs[NEED.status, at] == CHOSEN and need_tie[at] == slot:
            value += true_value(p, firms, capacity, needs, at, j)
    return expected_return(value, p[P.horizon], max(1e-9, cost))


@inlined
def passes(p, ties, slot, steering):
    """Tell whether steering lets a project go on."""
    return goes_ahead(return_to_come(p, ties, slot), p[P.gate_strictness], steering)


@kernel
def give_needs_up(needs, need_tie, totals, slot, j, c):
    """Lose the needs of a project that was stopped."""
    for at in range(c * NEEDS, (c + 1) * NEEDS):
        if needs[NEED.status, at] == CHOSEN and need_tie[at] == slot:
            note_dropped(needs, at, totals, j)
            clear_need(needs, need_tie, at)


@inlined
def close_project(ties, slot):
    """Leave a relationship without a project."""
    for column in range(TIE.project, TIE.expected + 1):
        ties[column, slot] = 0.0
    ties[TIE.attention, slot] = 0.0
    ties[TIE.work, slot] = 0.0
    ties[TIE.features, slot] = 0.0
    ties[TIE.stage_months, slot] = 0.0
