"""The month: the order of stages, and the two doors through which Python enters compiled code."""

from enum import IntEnum

from ecosim.compiled import borrowed, entry, inlined
from ecosim.engine.kernels.accounts import close_books
from ecosim.engine.kernels.buffer import profile_firms
from ecosim.engine.kernels.environment import absorb, disturb, strike_dated_shocks
from ecosim.engine.kernels.journeys import reorient
from ecosim.engine.kernels.learning import adopt, learn
from ecosim.engine.kernels.managers import manage
from ecosim.engine.kernels.markets import choose_market, move_in_markets
from ecosim.engine.kernels.organizing import organize
from ecosim.engine.kernels.partners import agree, choose_partner, part_ways, search
from ecosim.engine.kernels.projects import co_create
from ecosim.engine.kernels.purchases import buy
from ecosim.engine.kernels.relationships import update_relationships
from ecosim.engine.kernels.sales import sell
from ecosim.engine.kernels.series import record
from ecosim.engine.kernels.services import serve
from ecosim.engine.kernels.shipments import plan_shipments
from ecosim.engine.kernels.strategy import decide_investment, develop
from ecosim.engine.kernels.viability import assess, close_down, renew_information
from ecosim.engine.world import COUNTER, LANES

TOP, EVENTS = COUNTER.top, COUNTER.events


class Stage(IntEnum):
    """The stages of a month, in their order. See ``run_months`` for what each is."""

    DISTURB = 0
    STRIKE = 1
    ABSORB = 2
    RELATE = 3
    LEARN = 4
    ADOPT = 5
    MANAGE = 6
    ORGANIZE = 7
    CO_CREATE = 8
    SHIP = 9
    SERVE = 10
    BUY = 11
    SELL = 12
    CLOSE_BOOKS = 13
    DEVELOP = 14
    REORIENT = 15
    DECIDE_INVESTMENT = 16
    CHOOSE_MARKET = 17
    MOVE_IN_MARKETS = 18
    SEARCH = 19
    CHOOSE_PARTNER = 20
    AGREE = 21
    RENEW_INFORMATION = 22
    ASSESS = 23
    CLOSE_DOWN = 24
    PART = 25
    RECORD = 26


RECORDING = int(Stage.RECORD)
# Stages in which each firm acts for itself; the others treat the whole ecosystem at once.
BY_FIRM = frozenset(
    {
        Stage.DISTURB, Stage.ABSORB, Stage.LEARN, Stage.ADOPT, Stage.MANAGE, Stage.ORGANIZE,
        Stage.CO_CREATE, Stage.SHIP, Stage.SERVE, Stage.BUY, Stage.SELL, Stage.CLOSE_BOOKS,
        Stage.DEVELOP, Stage.REORIENT, Stage.DECIDE_INVESTMENT, Stage.CHOOSE_MARKET,
        Stage.SEARCH, Stage.CHOOSE_PARTNER, Stage.RENEW_INFORMATION, Stage.ASSESS,
    }
)  # fmt: skip


@inlined
def occupied(top):
    """Return how many slots hold all relationships, in whole groups of ``LANES``."""
    return (top + LANES - 1) // LANES * LANES


@inlined
def _is_full(world):
    """Tell whether the buffer of events, which has room for two months, may not hold another."""
    return 2 * world.counters[EVENTS] > len(world.events)


@entry
def run_months(  # noqa: C901, PLR0915 - a plain list of stages
    world, first, last, first_stage, last_stage, low, high
):
    """Run stages of months ``first`` to ``last`` for firms ``low`` to ``high``.

    Stages that treat the whole ecosystem ignore the range of firms. Returns the next month to
    run: earlier than ``last + 1`` when the buffer of events may not hold another month, so that
    the caller can empty it and go on.

    Raises
    ------
    ValueError
        for a whole month after the end of the run, which has no place to record it
    """
    if last > len(world.series) and last_stage == RECORDING:
        raise ValueError("the run ends before that month")
    world = borrowed(world)
    for tick in range(first, last + 1):
        if _is_full(world):
            return tick
        for stage in range(first_stage, last_stage + 1):
            if stage == 0:
                disturb(world, tick, low, high)
            elif stage == 1:
                strike_dated_shocks(world, tick)
            elif stage == 2:
                absorb(world, tick, low, high)
            elif stage == 3:
                profile_firms(world, 0, len(world.kind))
                update_relationships(world, tick, 0, occupied(world.counters[TOP]))
            elif stage == 4:
                learn(world, tick, low, high)
            elif stage == 5:
                adopt(world, low, high)
            elif stage == 6:
                manage(world, tick, low, high)
            elif stage == 7:
                organize(world, tick, low, high)
            elif stage == 8:
                co_create(world, tick, low, high)
            elif stage == 9:
                plan_shipments(world, tick, low, high)
            elif stage == 10:
                serve(world, tick, low, high)
            elif stage == 11:
                buy(world, tick, low, high)
            elif stage == 12:
                sell(world, tick, low, high)
            elif stage == 13:
                close_books(world, tick, low, high)
            elif stage == 14:
                develop(world, tick, low, high)
            elif stage == 15:
                reorient(world, tick, low, high)
            elif stage == 16:
                decide_investment(world, tick, low, high)
            elif stage == 17:
                choose_market(world, tick, low, high)
            elif stage == 18:
                move_in_markets(world, tick)
            elif stage == 19:
                search(world, tick, low, high)
            elif stage == 20:
                choose_partner(world, tick, low, high)
            elif stage == 21:
                agree(world, tick)
            elif stage == 22:
                renew_information(world, tick, low, high)
            elif stage == 23:
                assess(world, tick, low, high)
            elif stage == 24:
                close_down(world, tick)
            elif stage == 25:
                part_ways(world, tick)
            else:
                record(world, tick)
    return last + 1
