"""Joint projects as such: what they are still worth, how they move from stage to stage and end."""

from ecosim.compiled import borrowed, inlined, kernel
from ecosim.declarations.columns import FIRM, NEED, TIE
from ecosim.engine.kernels.needs import CHOSEN, clear_need
from ecosim.engine.kernels.operations import true_value
from ecosim.engine.kernels.opportunities import note_dropped
from ecosim.engine.kernels.teamwork import add_to
from ecosim.engine.settings import P
from ecosim.engine.world import NEEDS, TOTAL
from ecosim.rules.estimation import expected_return, goes_ahead
from ecosim.rules.implementation import setback


@inlined
def return_to_come(desk, job):
    """Return what a project is expected to bring against what it still costs."""
    p, ties, slot = desk.p, desk.ties, job.slot
    left = ties[TIE.work, slot] * (1.0 - ties[TIE.progress, slot])
    cost = max(1e-9, left * p[P.person_month_cost])
    return expected_return(ties[TIE.expected, slot], p[P.horizon], cost)


@inlined
def passes(desk, job):
    """Tell whether steering lets a project go on."""
    return goes_ahead(return_to_come(desk, job), desk.p[P.gate_strictness], job.steering)


@inlined
def true_return(desk, job, cost):
    """Return what the needs of a project are really worth over the horizon against a cost."""
    p, value = desk.p, 0.0
    for at in range(job.c * NEEDS, (job.c + 1) * NEEDS):
        if desk.needs[NEED.status, at] == CHOSEN and desk.need_tie[at] == job.slot:
            value += true_value(p, desk.firms, desk.capacity, desk.needs, at, job.j)
    return expected_return(value, p[P.horizon], max(1e-9, cost))


@inlined
def enter(desk, job, stage):
    """Let a project begin another stage."""
    desk.ties[TIE.project, job.slot] = stage
    desk.ties[TIE.stage_months, job.slot] = 0.0
    add_to(desk, TOTAL.moves, job, 1.0)


@inlined
def close_project(ties, slot):
    """Leave a relationship without a project."""
    for column in range(TIE.project, TIE.expected + 1):
        ties[column, slot] = 0.0
    ties[TIE.attention, slot] = 0.0
    ties[TIE.work, slot] = 0.0
    ties[TIE.features, slot] = 0.0
    ties[TIE.stage_months, slot] = 0.0


@kernel
def end_in_vain(desk, job):
    """Give a project up: its needs are lost, and what was spent sets the relationship back."""
    desk = borrowed(desk)
    p, firms, ties, slot = desk.p, desk.firms, desk.ties, job.slot
    size = max(1e-9, min(firms[FIRM.turnover, job.i], firms[FIRM.turnover, job.j]))
    hit = setback(ties[TIE.invested, slot], size, p[P.setback_effect])
    ties[TIE.setback, slot] = max(ties[TIE.setback, slot], hit)
    for at in range(job.c * NEEDS, (job.c + 1) * NEEDS):
        if desk.needs[NEED.status, at] == CHOSEN and desk.need_tie[at] == slot:
            note_dropped(desk.needs, at, desk.totals, job.j)
            clear_need(desk.needs, desk.need_tie, at)
    add_to(desk, TOTAL.moves, job, 1.0)
    close_project(ties, slot)
