"""Stage 8c: solutions are built against changing requirements, brought into use, or given up."""

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import EVENT, FIRM, NEED, TIE
from ecosim.engine.kernels.events import emit
from ecosim.engine.kernels.needs import CHOSEN, SERVED
from ecosim.engine.kernels.operations import true_value
from ecosim.engine.kernels.opportunities import note_in_use
from ecosim.engine.kernels.organizing import IMPLEMENTING, PRIORITIZING
from ecosim.engine.kernels.priorities import (
    close_project,
    give_needs_up,
    passes,
    true_return,
)
from ecosim.engine.kernels.teamwork import (
    DEVELOP,
    DEVELOPMENT,
    IMPLEMENT,
    OPERATIONS,
    STEERING,
    note_effort,
)
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, stream, uniform
from ecosim.engine.world import NEEDS, TOTAL
from ecosim.rules.estimation import revised_estimate
from ecosim.rules.implementation import (
    adoption_gain,
    integration,
    readiness_to_change,
    setback,
)
from ecosim.rules.projects import (
    misfit_after,
    needless_features,
    practised,
    requirement_change,
    rethinks,
    rework,
    work_done,
)
from ecosim.rules.teams import meeting_work, training_work

CHANGE = int(Purpose.CHANGE)
PROCESS_KNOWLEDGE = 1


@inlined
def charge(p, firms, ties, totals, slot, j, work):
    """Let both sides pay for joint work by their shares of the funds."""
    cost = work * p[P.person_month_cost]
    own = cost * p[P.customer_funding]
    firms[FIRM.cost_development, j] += own
    ties[TIE.development_cost, slot] += cost - own
    ties[TIE.invested, slot] += cost
    totals[TOTAL.invested, j] += cost


@kernel
def end_in_vain(p, firms, ties, needs, need_tie, totals, slot, i, j, c):
    """Give a project up: its needs are lost, and what was spent sets the relationship back."""
    size = max(1e-9, min(firms[FIRM.turnover, i], firms[FIRM.turnover, j]))
    hit = setback(ties[TIE.invested, slot], size, p[P.setback_effect])
    ties[TIE.setback, slot] = max(ties[TIE.setback, slot], hit)
    give_needs_up(needs, need_tie, totals, slot, j, c)
    close_project(ties, slot)


@inlined
def _build(p, firms, ties, totals, slot, i, j, development):
    """Build for a month and return the work done; needless features take their part."""
    skill = practised(firms[FIRM.practice, i], p[P.experience_half])
    done = work_done(
        ties[TIE.attention, slot], firms[FIRM.quality, i], development, skill, p[P.practice_effect]
    )
    bloat = 1.0 + p[P.feature_effort] * ties[TIE.features, slot]
    whole = max(1e-9, ties[TIE.work, slot] * bloat)
    done = min(done, whole * (1.0 - ties[TIE.progress, slot]))
    ties[TIE.progress, slot] = min(1.0, ties[TIE.progress, slot] + done / whole)
    totals[TOTAL.built_work, j] += done
    totals[TOTAL.wasted_work, j] += done * (1.0 - 1.0 / bloat)
    return done


@inlined
def _learn_by_feedback(p, firms, ties, needs, need_tie, capacity, slot, j, c, learned):
    """Let what was seen in use correct the estimates of a project's needs."""
    expected = 0.0
    for at in range(c * NEEDS, (c + 1) * NEEDS):
        if needs[NEED.status, at] == CHOSEN and need_tie[at] == slot:
            value = true_value(p, firms, capacity, needs, at, j)
            needs[NEED.estimate, at] = revised_estimate(needs[NEED.estimate, at], value, learned)
            expected += needs[NEED.estimate, at]
    ties[TIE.expected, slot] = expected


@inlined
def _review(p, ties, slot, change, reviewed):
    """Let requirements drift from the work, and a review put part of it right."""
    drifted = misfit_after(ties[TIE.misfit, slot], change, 0.0)
    ties[TIE.misfit, slot] = misfit_after(ties[TIE.misfit, slot], change, reviewed)
    corrected = drifted - ties[TIE.misfit, slot]
    ties[TIE.progress, slot] -= rework(corrected, ties[TIE.progress, slot], p[P.rework])


@inlined
def _send_back(ties, slot, change):
    """Send a project back to its priorities: the strongest change is taken up as a new aim."""
    ties[TIE.project, slot] = PRIORITIZING
    ties[TIE.progress, slot] *= 1.0 - change
    ties[TIE.misfit, slot] = 0.0
    ties[TIE.stage_months, slot] = 0.0


@inlined
def _note_building(p, effort, c, done, reviewed, steering):
    """Note a month of building by the three teams and return their work together."""
    work = note_effort(effort, c, DEVELOPMENT, DEVELOP, done)
    work += note_effort(effort, c, OPERATIONS, DEVELOP, p[P.trial_share] * done * reviewed)
    hours = meeting_work(1.0, steering, p[P.meeting_hours])
    return work + note_effort(effort, c, STEERING, DEVELOP, hours)


@kernel
def develop_solution(
    p, firms, ties, needs, need_tie, capacity, totals, effort, seeds, tick, key, slot, i, j, c,
    sprints, teams, log,
):  # fmt: skip
    """Build for a month; a sprint begins with a review, which may send the project back."""
    steering, development, operations = teams
    counters, events, details = log
    reviewed = p[P.sprint_review] * min(operations, development) if sprints else 0.0
    chance = uniform(stream(seeds, CHANGE, tick), key)
    change = requirement_change(
        p[P.requirement_volatility], firms[FIRM.upheaval, j], p[P.upheaval_effect], chance
    )
    _review(p, ties, slot, change, reviewed)
    if reviewed > 0.0:
        learned = p[P.estimate_learning] * reviewed
        _learn_by_feedback(p, firms, ties, needs, need_tie, capacity, slot, j, c, learned)
    ties[TIE.features, slot] += needless_features(
        p[P.feature_rate], development, operations, p[P.feature_review], steering
    )
    done = _build(p, firms, ties, totals, slot, i, j, development)
    work = _note_building(p, effort, c, done, reviewed, steering)
    charge(p, firms, ties, totals, slot, j, work)
    if ties[TIE.progress, slot] >= 1.0:
        totals[TOTAL.moves, j] += 1.0
        ties[TIE.project, slot] = IMPLEMENTING
        ties[TIE.stage_months, slot] = 0.0
    elif rethinks(change, reviewed, p[P.rethink_threshold]):
        totals[TOTAL.moves, j] += 1.0
        totals[TOTAL.sent_back, j] += 1.0
        _send_back(ties, slot, change)
        emit(counters, events, details, tick, EVENT.sent_back, i, j, change)
    elif reviewed > 0.0 and not passes(p, ties, slot, steering):
        totals[TOTAL.moves, j] += 1.0
        totals[TOTAL.dropped, j] += 1.0
        emit(counters, events, details, tick, EVENT.project_dropped, i, j, ties[TIE.invested, slot])
        end_in_vain(p, firms, ties, needs, need_tie, totals, slot, i, j, c)


@kernel
def release(p, firms, ties, needs, need_tie, capacity, totals, slot, j, c):
    """Turn a project into services in use; both sides have learned by each need."""
    scope, spent = ties[TIE.scope, slot], ties[TIE.invested, slot]
    worth = true_return(p, firms, ties, needs, need_tie, capacity, slot, j, c, spent)
    for at in range(c * NEEDS, (c + 1) * NEEDS):
        if needs[NEED.status, at] == CHOSEN and need_tie[at] == slot:
            totals[TOTAL.months_to_service, j] += needs[NEED.age, at]
            note_in_use(needs, at, totals, j)
            needs[NEED.status, at] = SERVED
            needs[NEED.age, at] = 0.0
            needs[NEED.performance, at] = 1.0 - ties[TIE.misfit, slot]
            needs[NEED.features, at] = ties[TIE.features, slot] / scope
            needs[NEED.built, at] = spent / scope
    totals[TOTAL.released, j] += 1.0
    totals[TOTAL.released_needs, j] += scope
    totals[TOTAL.released_worthy, j] += 1.0 if worth >= 1.0 else 0.0
    totals[TOTAL.released_return, j] += worth
    ties[TIE.experience, slot] += p[P.need_learning] * scope
    firms[FIRM.practice, j] += p[P.need_learning] * scope
    close_project(ties, slot)


@inlined
def _gained_use(p, firms, ties, slot, j, knowledge, adoption, operations):
    """Return how much more the customer's people use of what was built."""
    skill = practised(firms[FIRM.practice, j], p[P.experience_half])
    able = readiness_to_change(knowledge, ties[TIE.routines, slot], skill)
    joined = integration(
        ties[TIE.data_access, slot],
        p[P.integration_threshold],
        p[P.integration_width],
        p[P.integration_need],
    )
    misfit = ties[TIE.misfit, slot]
    return adoption_gain(adoption, operations, able, joined, misfit, p[P.adoption_rate])


@inlined
def _note_use(needs, need_tie, slot, c, gained):
    """Write the adoption of a project's solution into its needs; they are adopted together."""
    adoption = 0.0
    for at in range(c * NEEDS, (c + 1) * NEEDS):
        if needs[NEED.status, at] == CHOSEN and need_tie[at] == slot:
            needs[NEED.adoption, at] += gained
            adoption = needs[NEED.adoption, at]
    return adoption


@inlined
def _note_implementing(p, firms, effort, j, c, gained, teams):
    """Note a month of implementing by the three teams and return their work together."""
    steering, development, operations = teams
    hours = p[P.meeting_hours]
    training = training_work(gained, firms[FIRM.employees, j], p[P.training_rate])
    training += meeting_work(1.0, operations, hours)
    work = note_effort(effort, c, OPERATIONS, IMPLEMENT, training)
    work += note_effort(effort, c, DEVELOPMENT, IMPLEMENT, meeting_work(2.0, development, hours))
    return work + note_effort(effort, c, STEERING, IMPLEMENT, meeting_work(1.0, steering, hours))


@kernel
def implement_solution(
    p, firms, ties, needs, need_tie, capacity, totals, effort, tick, slot, i, j, c, knowledge,
    teams, log,
):  # fmt: skip
    """Bring a solution into use for a month: in the end it is a service, or it is given up."""
    counters, events, details = log
    adoption = _note_use(needs, need_tie, slot, c, 0.0)
    gained = _gained_use(p, firms, ties, slot, j, knowledge, adoption, teams[2])
    adoption = _note_use(needs, need_tie, slot, c, gained)
    work = _note_implementing(p, firms, effort, j, c, gained, teams)
    charge(p, firms, ties, totals, slot, j, work)
    if adoption >= p[P.implementation_goal]:
        totals[TOTAL.moves, j] += 1.0
        emit(counters, events, details, tick, EVENT.service_released, i, j, ties[TIE.scope, slot])
        release(p, firms, ties, needs, need_tie, capacity, totals, slot, j, c)
    elif ties[TIE.stage_months, slot] >= p[P.implementation_patience]:
        totals[TOTAL.moves, j] += 1.0
        totals[TOTAL.failed, j] += 1.0
        spent = ties[TIE.invested, slot]
        emit(counters, events, details, tick, EVENT.implementation_failed, i, j, spent)
        end_in_vain(p, firms, ties, needs, need_tie, totals, slot, i, j, c)
