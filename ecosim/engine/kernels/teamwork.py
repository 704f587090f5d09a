"""Joint work of a provider and a customer: what it touches, and how far teams take part."""

from typing import NamedTuple

from ecosim.compiled import inlined
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.kernels.events import emit
from ecosim.engine.settings import P
from ecosim.engine.world import STAGES, Floats, Integers, Keys
from ecosim.rules.joint_investment import willingness
from ecosim.rules.teams import commitment, participation

STEERING, DEVELOPMENT, OPERATIONS = range(3)
IDENTIFY, PRIORITIZE, DEVELOP, IMPLEMENT, EVALUATE = range(1, STAGES + 1)


class Desk(NamedTuple):
    """The arrays that joint work reads and writes, and the month."""

    p: Floats
    firms: Floats
    ties: Floats
    needs: Floats
    need_tie: Integers
    capacity: Floats  # of each stage of the present customer's operation
    totals: Floats
    effort: Floats
    seeds: Keys
    counters: Integers
    events: Integers
    details: Floats
    tick: int


class Job(NamedTuple):
    """One relationship's joint work: where it stands, and how far each team takes part."""

    slot: int
    i: int  # provider
    j: int  # customer
    c: int  # the customer's row
    steering: float
    development: float
    operations: float


@inlined
def side_commitment(p, firms, ties, slot, firm, stake):
    """Return how far one firm commits itself to joint work in a relationship."""
    willing = willingness(
        firms[FIRM.openness, firm], ties[TIE.trust, slot], firms[FIRM.liquidity, firm]
    )
    return commitment(willing, stake, p[P.stake_effect])


@inlined
def joint_commitment(p, firms, ties, slot, i, j):
    """Return the commitment of the less committed of provider ``i`` and customer ``j``."""
    funds = p[P.customer_funding]
    own = side_commitment(p, firms, ties, slot, i, 1.0 - funds)
    return min(own, side_commitment(p, firms, ties, slot, j, funds))


@inlined
def job_of(desk, slot, i, j, c):
    """Return the joint work of one relationship, with the teams it can count on."""
    p = desk.p
    committed = joint_commitment(p, desk.firms, desk.ties, slot, i, j)
    half = p[P.participation_half]
    return Job(
        slot, i, j, c,
        participation(p[P.steering_team], committed, half),
        participation(p[P.development_team], committed, half),
        participation(p[P.operations_team], committed, half),
    )  # fmt: skip


@inlined
def note_effort(desk, c, team, stage, work):
    """Add person-months of a team in a stage to what customer row ``c`` has seen; return them."""
    desk.effort[c, team * STAGES + stage - 1] += work
    return work


@inlined
def add_to(desk, row, job, amount):
    """Add to one of the customer's totals."""
    desk.totals[row, job.j] += amount


@inlined
def tell(desk, job, kind, detail):
    """Write down what happened between provider and customer."""
    emit(desk.counters, desk.events, desk.details, desk.tick, kind, job.i, job.j, detail)


@inlined
def charge(desk, job, work):
    """Let both sides pay for joint work, in person-months, by their shares of the funds."""
    cost = work * desk.p[P.person_month_cost]
    own = cost * desk.p[P.customer_funding]
    desk.firms[FIRM.cost_development, job.j] += own
    desk.ties[TIE.development_cost, job.slot] += cost - own
    desk.ties[TIE.invested, job.slot] += cost
    return cost
