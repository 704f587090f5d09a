"""Stage 8d: the customer's people take what was built into use, or it is given up."""

from ecosim.compiled import borrowed, inlined, kernel
from ecosim.declarations.columns import EVENT, FIRM, NEED, TIE
from ecosim.engine.kernels.needs import CHOSEN, SERVED
from ecosim.engine.kernels.opportunities import note_in_use
from ecosim.engine.kernels.portfolio import close_project, end_in_vain, true_return
from ecosim.engine.kernels.teamwork import (
    DEVELOPMENT,
    IMPLEMENT,
    OPERATIONS,
    STEERING,
    add_to,
    charge,
    note_effort,
    tell,
)
from ecosim.engine.settings import P
from ecosim.engine.world import NEEDS, TOTAL
from ecosim.rules.implementation import adoption_gain, integration, readiness_to_change
from ecosim.rules.modules import designed_fit
from ecosim.rules.projects import practised
from ecosim.rules.teams import meeting_work, training_work

SUPPORT_MATTERS = 2.0  # daily contact and improvement: twice what a meeting takes


@inlined
def _gained_use(desk, job, knowledge, adoption):
    """Return how much more the customer's people use of what was built."""
    p, ties, slot = desk.p, desk.ties, job.slot
    skill = practised(desk.firms[FIRM.practice, job.j], p[P.experience_half])
    joined = integration(
        ties[TIE.data_access, slot],
        p[P.integration_threshold],
        p[P.integration_width],
        p[P.integration_need],
    )
    return adoption_gain(
        adoption,
        job.operations,
        readiness_to_change(knowledge, ties[TIE.routines, slot], skill),
        joined,
        ties[TIE.misfit, slot],
        p[P.adoption_rate],
    )


@inlined
def _adopt(desk, job, knowledge):
    """Let a month of use grow; all needs of a project are adopted together.

    Return what was gained, and adoption so far.
    """
    needs, adoption, gained = desk.needs, 0.0, 0.0
    for at in range(job.c * NEEDS, (job.c + 1) * NEEDS):
        if needs[NEED.status, at] == CHOSEN and desk.need_tie[at] == job.slot:
            gained = _gained_use(desk, job, knowledge, needs[NEED.adoption, at])
            needs[NEED.adoption, at] += gained
            adoption = needs[NEED.adoption, at]
    return gained, adoption


@inlined
def _pay(desk, job, gained):
    """Note and charge a month of implementing by the three teams."""
    p, hours = desk.p, desk.p[P.meeting_hours]
    training = training_work(gained, desk.firms[FIRM.employees, job.j], p[P.training_rate])
    training += meeting_work(1.0, job.operations, hours)
    support = meeting_work(SUPPORT_MATTERS, job.development, hours)
    work = note_effort(desk, job.c, OPERATIONS, IMPLEMENT, training)
    work += note_effort(desk, job.c, DEVELOPMENT, IMPLEMENT, support)
    work += note_effort(desk, job.c, STEERING, IMPLEMENT, meeting_work(1.0, job.steering, hours))
    add_to(desk, TOTAL.invested, job, charge(desk, job, work))


@inlined
def _begin_services(desk, job, scope, spent):
    """Turn a project's needs into services in use."""
    needs, ties, slot = desk.needs, desk.ties, job.slot
    for at in range(job.c * NEEDS, (job.c + 1) * NEEDS):
        if needs[NEED.status, at] == CHOSEN and desk.need_tie[at] == slot:
            add_to(desk, TOTAL.months_to_service, job, needs[NEED.age, at])
            note_in_use(needs, at, desk.totals, job.j)
            needs[NEED.status, at] = SERVED
            needs[NEED.age, at] = 0.0
            design = designed_fit(needs[NEED.tailored, at], desk.p[P.standard_misfit])
            needs[NEED.design, at] = design
            needs[NEED.performance, at] = design * (1.0 - ties[TIE.misfit, slot])
            needs[NEED.features, at] = ties[TIE.features, slot] / scope
            needs[NEED.built, at] = spent / scope


@inlined
def _release(desk, job):
    """Turn a project into services in use; both sides have learned by each need."""
    scope, spent = desk.ties[TIE.scope, job.slot], desk.ties[TIE.invested, job.slot]
    learned = desk.p[P.need_learning] * scope
    worth = true_return(desk, job, spent)
    add_to(desk, TOTAL.released, job, 1.0)
    add_to(desk, TOTAL.released_needs, job, scope)
    add_to(desk, TOTAL.released_worthy, job, 1.0 if worth >= 1.0 else 0.0)
    add_to(desk, TOTAL.released_return, job, worth)
    add_to(desk, TOTAL.moves, job, 1.0)
    tell(desk, job, EVENT.service_released, scope)
    _begin_services(desk, job, scope, spent)
    desk.ties[TIE.experience, job.slot] += learned
    desk.firms[FIRM.practice, job.j] += learned
    close_project(desk.ties, job.slot)


@kernel
def implement_solution(desk, job, knowledge):
    """Bring a solution into use for a month: in the end it is a service, or it is given up."""
    desk = borrowed(desk)
    ties, slot = desk.ties, job.slot
    gained, adoption = _adopt(desk, job, knowledge)
    _pay(desk, job, gained)
    if adoption >= desk.p[P.implementation_goal]:
        _release(desk, job)
    elif ties[TIE.stage_months, slot] >= desk.p[P.implementation_patience]:
        add_to(desk, TOTAL.failed, job, 1.0)
        tell(desk, job, EVENT.implementation_failed, ties[TIE.invested, slot])
        end_in_vain(desk, job)
