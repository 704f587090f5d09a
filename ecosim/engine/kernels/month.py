"""The month: the order of stages, and the two doors through which Python enters compiled code."""

from enum import IntEnum

from ecosim.compiled import borrowed, entry, inlined, part
from ecosim.engine.kernels.accounts import close_books
from ecosim.engine.kernels.environment import absorb, disturb, strike_dated_shocks
from ecosim.engine.kernels.events import most_events
from ecosim.engine.kernels.learning import adopt, learn
from ecosim.engine.kernels.markets import choose_market, move_in_markets
from ecosim.engine.kernels.partners import agree, choose_partner, part_ways, search
from ecosim.engine.kernels.purchases import buy
from ecosim.engine.kernels.relationships import profile_firms, update_relationships
from ecosim.engine.kernels.sales import sell
from ecosim.engine.kernels.series import record
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
    BUY = 6
    SELL = 7
    CLOSE_BOOKS = 8
    DEVELOP = 9
    DECIDE_INVESTMENT = 10
    CHOOSE_MARKET = 11
    MOVE_IN_MARKETS = 12
    SEARCH = 13
    CHOOSE_PARTNER = 14
    AGREE = 15
    RENEW_INFORMATION = 16
    ASSESS = 17
    CLOSE_DOWN = 18
    PART = 19
    RECORD = 20


# Stages in which each firm acts for itself; the others treat the whole ecosystem at once.
BY_FIRM = frozenset(
    {
        Stage.DISTURB, Stage.ABSORB, Stage.LEARN, Stage.ADOPT, Stage.BUY, Stage.SELL,
        Stage.CLOSE_BOOKS, Stage.DEVELOP, Stage.DECIDE_INVESTMENT, Stage.CHOOSE_MARKET,
        Stage.SEARCH, Stage.CHOOSE_PARTNER, Stage.RENEW_INFORMATION, Stage.ASSESS,
    }
)  # fmt: skip


@inlined
def occupied(top):
    """Return how many slots hold all relationships, in whole groups of ``LANES``."""
    return (top + LANES - 1) // LANES * LANES


@part
def _is_full(world):
    """Tell whether the buffer of events may not hold another month."""
    most = most_events(
        len(world.kind), world.kind_start[1], len(world.source), len(world.shocks),
        len(world.market_key),
    )  # fmt: skip
    return len(world.events) > 0 and len(world.events) - world.counters[EVENTS] < most


@entry
def run_months(  # noqa: C901, PLR0915 - a plain list of stages
    world, first, last, first_stage, last_stage, low, high
):
    """Run stages of months ``first`` to ``last`` for firms ``low`` to ``high``.

    Stages that treat the whole ecosystem ignore the range of firms. Returns the next month to
    run: earlier than ``last + 1`` when the buffer of events may not hold another month, so that
    the caller can empty it and go on.
    """
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
                buy(world, tick, low, high)
            elif stage == 7:
                sell(world, tick, low, high)
            elif stage == 8:
                close_books(world, tick, low, high)
            elif stage == 9:
                develop(world, tick, low, high)
            elif stage == 10:
                decide_investment(world, tick, low, high)
            elif stage == 11:
                choose_market(world, tick, low, high)
            elif stage == 12:
                move_in_markets(world, tick)
            elif stage == 13:
                search(world, tick, low, high)
            elif stage == 14:
                choose_partner(world, tick, low, high)
            elif stage == 15:
                agree(world, tick)
            elif stage == 16:
                renew_information(world, tick, low, high)
            elif stage == 17:
                assess(world, tick, low, high)
            elif stage == 18:
                close_down(world, tick)
            elif stage == 19:
                part_ways(world, tick)
            else:
                record(world, tick)
    return last + 1
