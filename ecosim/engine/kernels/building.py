"""Stage 8c: solutions are built against changing requirements."""

from ecosim.compiled import borrowed, inlined, kernel
from ecosim.declarations.columns import EVENT, FIRM, NEED, TIE
from ecosim.engine.kernels.needs import CHOSEN
from ecosim.engine.kernels.operations import true_value
from ecosim.engine.kernels.organizing import IMPLEMENTING, PRIORITIZING
from ecosim.engine.kernels.portfolio import end_in_vain, enter, passes
from ecosim.engine.kernels.teamwork import (
    DEVELOP,
    DEVELOPMENT,
    OPERATIONS,
    STEERING,
    add_to,
    charge,
    note_effort,
    tell,
)
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, stream, uniform
from ecosim.engine.world import NEEDS, TOTAL
from ecosim.rules.estimation import revised_estimate
from ecosim.rules.projects import (
    misfit_after,
    needless_features,
    practised,
    requirement_change,
    rethinks,
    rework,
    work_done,
)
from ecosim.rules.teams import meeting_work

CHANGE = int(Purpose.CHANGE)


@inlined
def _change(desk, job, key):
    """Return how much of what is being built this month's change overtakes."""
    p = desk.p
    chance = uniform(stream(desk.seeds, CHANGE, desk.tick), key)
    upheaval = desk.firms[FIRM.upheaval, job.j]
    return requirement_change(p[P.requirement_volatility], upheaval, p[P.upheaval_effect], chance)


@inlined
def _review(desk, job, change, reviewed):
    """Let requirements drift from the work, and a review put part of it right."""
    p, ties, slot = desk.p, desk.ties, job.slot
    drifted = misfit_after(ties[TIE.misfit, slot], change, 0.0)
    ties[TIE.misfit, slot] = misfit_after(ties[TIE.misfit, slot], change, reviewed)
    corrected = drifted - ties[TIE.misfit, slot]
    ties[TIE.progress, slot] -= rework(corrected, ties[TIE.progress, slot], p[P.rework])


@inlined
def _learn_by_feedback(desk, job, learned):
    """Let what was seen in use correct the estimates of a project's needs."""
    needs, expected = desk.needs, 0.0
    for at in range(job.c * NEEDS, (job.c + 1) * NEEDS):
        if needs[NEED.status, at] == CHOSEN and desk.need_tie[at] == job.slot:
            value = true_value(desk.p, desk.firms, desk.capacity, needs, at, job.j)
            needs[NEED.estimate, at] = revised_estimate(needs[NEED.estimate, at], value, learned)
            expected += needs[NEED.estimate, at]
    desk.ties[TIE.expected, job.slot] = expected


@inlined
def _take_in_features(desk, job):
    """Let features that nobody needs get into the project."""
    p = desk.p
    desk.ties[TIE.features, job.slot] += needless_features(
        p[P.feature_rate], job.development, job.operations, p[P.feature_review], job.steering
    )


@inlined
def _build(desk, job):
    """Build for a month and return the work done; needless features take their part."""
    p, firms, ties, slot = desk.p, desk.firms, desk.ties, job.slot
    skill = practised(firms[FIRM.practice, job.i], p[P.experience_half])
    done = work_done(
        ties[TIE.attention, slot],
        firms[FIRM.quality, job.i],
        job.development,
        skill,
        p[P.practice_effect],
    )
    bloat = 1.0 + p[P.feature_effort] * ties[TIE.features, slot]
    whole = max(1e-9, ties[TIE.work, slot] * bloat)
    done = min(done, whole * (1.0 - ties[TIE.progress, slot]))
    ties[TIE.progress, slot] = min(1.0, ties[TIE.progress, slot] + done / whole)
    add_to(desk, TOTAL.built_work, job, done)
    add_to(desk, TOTAL.wasted_work, job, done * (1.0 - 1.0 / bloat))
    return done


@inlined
def _pay(desk, job, done, reviewed):
    """Note and charge a month of building by the three teams."""
    p = desk.p
    work = note_effort(desk, job.c, DEVELOPMENT, DEVELOP, done)
    work += note_effort(desk, job.c, OPERATIONS, DEVELOP, p[P.trial_share] * done * reviewed)
    hours = meeting_work(1.0, job.steering, p[P.meeting_hours])
    work += note_effort(desk, job.c, STEERING, DEVELOP, hours)
    add_to(desk, TOTAL.invested, job, charge(desk, job, work))


@inlined
def _send_back(desk, job, change):
    """Send a project back to its priorities: a strong change is taken up as a new aim."""
    enter(desk, job, PRIORITIZING)
    desk.ties[TIE.progress, job.slot] *= 1.0 - change
    desk.ties[TIE.misfit, job.slot] = 0.0
    add_to(desk, TOTAL.sent_back, job, 1.0)
    tell(desk, job, EVENT.sent_back, change)


@kernel
def develop_solution(desk, job, key, sprints):
    """Build for a month; a sprint begins with a review, which may send the project back."""
    desk = borrowed(desk)
    ties, slot = desk.ties, job.slot
    reviewed = desk.p[P.sprint_review] * min(job.operations, job.development) if sprints else 0.0
    change = _change(desk, job, key)
    _review(desk, job, change, reviewed)
    if reviewed > 0.0:
        _learn_by_feedback(desk, job, desk.p[P.estimate_learning] * reviewed)
    _take_in_features(desk, job)
    _pay(desk, job, _build(desk, job), reviewed)
    if ties[TIE.progress, slot] >= 1.0:
        enter(desk, job, IMPLEMENTING)
    elif rethinks(change, reviewed, desk.p[P.rethink_threshold]):
        _send_back(desk, job, change)
    elif reviewed > 0.0 and not passes(desk, job):
        add_to(desk, TOTAL.dropped, job, 1.0)
        tell(desk, job, EVENT.project_dropped, ties[TIE.invested, slot])
        end_in_vain(desk, job)
