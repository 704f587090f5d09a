"""Stage 8b: teams estimate what needs are worth, rank them, plan the work, and pass it or not."""

from ecosim.compiled import borrowed, inlined, kernel
from ecosim.declarations.columns import EVENT, NEED, TIE
from ecosim.engine.kernels.needs import CHOSEN, KNOWN, need_key
from ecosim.engine.kernels.operations import visible_value
from ecosim.engine.kernels.organizing import COLLECTING, DEVELOPING
from ecosim.engine.kernels.portfolio import end_in_vain, enter, passes, return_to_come, true_return
from ecosim.engine.kernels.teamwork import (
    DEVELOPMENT,
    OPERATIONS,
    PRIORITIZE,
    STEERING,
    add_to,
    charge,
    note_effort,
    tell,
)
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, bell, stream
from ecosim.engine.world import NEEDS, TOTAL
from ecosim.rules.estimation import (
    estimated_value,
    expected_return,
    judgement,
    novelty,
    priority,
)
from ecosim.rules.modules import reusable_share, unfamiliar_work
from ecosim.rules.projects import practised, project_work
from ecosim.rules.teams import meeting_work

ESTIMATE = int(Purpose.ESTIMATE)
REVIEWED = 3.0  # use requirements, changes of routines, the estimate of value


@inlined
def _judgement(desk, job):
    """Return how well the teams of a relationship can judge what a need is worth."""
    p, ties, slot = desk.p, desk.ties, job.slot
    together = (job.steering + job.development + job.operations) / 3.0
    known = practised(ties[TIE.experience, slot], p[P.experience_half])
    return judgement(together, ties[TIE.consonance, slot], known, ties[TIE.data_access, slot])


@inlined
def _work_for(desk, library, trade, at):
    """Return the work for one need in a trade so well known, and what reuse saves of it.

    Both in person-months.
    """
    p, needs = desk.p, desk.needs
    effort, tailored = needs[NEED.effort, at], needs[NEED.tailored, at]
    additional = unfamiliar_work(tailored, trade, p[P.unfamiliar_effect])
    saved = reusable_share(library[int(needs[NEED.module, at])], tailored, p[P.module_reuse])
    return effort * (1.0 + additional), effort * saved


@inlined
def _estimate(desk, job, key):
    """Write what the teams believe every known need of the customer is worth."""
    p, needs, hours = desk.p, desk.needs, desk.p[P.meeting_hours]
    known, draw = _judgement(desk, job), stream(desk.seeds, ESTIMATE, desk.tick)
    for k in range(NEEDS):
        at = job.c * NEEDS + k
        if needs[NEED.status, at] != KNOWN:
            continue
        seen = visible_value(p, desk.firms, desk.capacity, needs, at, job.j, job.development)
        chance = bell(draw, need_key(key, k))
        needs[NEED.estimate, at] = estimated_value(
            seen, known, chance, p[P.optimism], p[P.estimate_spread]
        )
        note_effort(desk, job.c, STEERING, PRIORITIZE, meeting_work(1.0, job.steering, hours))
        reviewed = meeting_work(REVIEWED, job.operations, hours)
        note_effort(desk, job.c, OPERATIONS, PRIORITIZE, reviewed)


@inlined
def _rank(desk, job, library, trade, at):
    """Return the rank of a known need in the joint list."""
    p, needs = desk.p, desk.needs
    work, saved = _work_for(desk, library, trade, at)
    cost = max(1e-9, (work - saved) * p[P.person_month_cost])
    gain = expected_return(needs[NEED.estimate, at], p[P.horizon], cost)
    new = novelty(library[int(needs[NEED.module, at])], needs[NEED.tailored, at])
    return priority(gain, new, job.steering)


@inlined
def _choose(desk, job, library, trade, wanted):
    """Take the known needs that rank first into the project; return how many."""
    taken = 0
    while taken < wanted:
        best, chosen = -1.0, -1
        for at in range(job.c * NEEDS, (job.c + 1) * NEEDS):
            if desk.needs[NEED.status, at] == KNOWN:
                rank = _rank(desk, job, library, trade, at)
                if rank > best:
                    best, chosen = rank, at
        if chosen < 0:
            break
        desk.needs[NEED.status, chosen] = CHOSEN
        desk.need_tie[chosen] = job.slot
        taken += 1
    return taken


@inlined
def _plan(desk, job, library, trade):
    """Write the value a project promises, and the work that is left of it after reuse."""
    p, ties, needs = desk.p, desk.ties, desk.needs
    expected, total, saved = 0.0, 0.0, 0.0
    for at in range(job.c * NEEDS, (job.c + 1) * NEEDS):
        if needs[NEED.status, at] == CHOSEN and desk.need_tie[at] == job.slot:
            expected += needs[NEED.estimate, at]
            work, reused = _work_for(desk, library, trade, at)
            total, saved = total + work, saved + reused
    left = total - saved
    ties[TIE.expected, job.slot] = expected
    ties[TIE.work, job.slot] = project_work(left, ties[TIE.scope, job.slot], p[P.complexity])
    add_to(desk, TOTAL.planned_work, job, total)
    add_to(desk, TOTAL.saved_work, job, saved)
    concept = note_effort(
        desk, job.c, DEVELOPMENT, PRIORITIZE, p[P.concept_share] * left * job.development
    )
    add_to(desk, TOTAL.invested, job, charge(desk, job, concept))


@inlined
def _decide(desk, job):
    """Let steering pass a project or stop it."""
    gain = return_to_come(desk, job)
    if passes(desk, job):
        enter(desk, job, DEVELOPING)
        add_to(desk, TOTAL.approved, job, 1.0)
        tell(desk, job, EVENT.gate_passed, gain)
        return
    cost = desk.ties[TIE.work, job.slot] * desk.p[P.person_month_cost]
    worthy = true_return(desk, job, cost) >= 1.0
    add_to(desk, TOTAL.stopped, job, 1.0)
    add_to(desk, TOTAL.stopped_worthy, job, 1.0 if worthy else 0.0)
    tell(desk, job, EVENT.gate_stopped, gain)
    end_in_vain(desk, job)


@kernel
def prioritize(desk, job, library, trade, key, wanted):
    """Choose what a new project is to do; then decide whether it goes ahead.

    ``trade`` says how well the provider knows the customer's trade, 0..1. A project that was sent
    back keeps its needs and is judged anew.
    """
    desk = borrowed(desk)
    if desk.ties[TIE.scope, job.slot] == 0.0:
        _estimate(desk, job, key)
        taken = _choose(desk, job, library, trade, wanted)
        if taken == 0:
            desk.ties[TIE.project, job.slot] = COLLECTING
            return
        desk.ties[TIE.scope, job.slot] = taken
        _plan(desk, job, library, trade)
    _decide(desk, job)
