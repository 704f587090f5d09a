"""Early products: created opportunities are tried with the customer before they are built."""

from ecosim.compiled import borrowed, inlined, kernel
from ecosim.declarations.columns import EVENT, NEED, TIE
from ecosim.engine.kernels.events import emit
from ecosim.engine.kernels.needs import CREATED, KNOWN, clear_need, need_key
from ecosim.engine.kernels.operations import true_value
from ecosim.engine.kernels.opportunities import note_dropped
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, stream, uniform
from ecosim.engine.world import NEEDS, PROVIDER
from ecosim.rules.early_product import left_to_build, trial_pull
from ecosim.rules.estimation import expected_return
from ecosim.rules.manager_support import monthly_chance

EARLY_PRODUCT = int(Purpose.EARLY_PRODUCT)


@inlined
def _likely_trial(p, ties, kind, links, source):
    """Return the chance that some provider tries an early product with a customer this month."""
    pull = 0.0
    for slot in links:
        if kind[source[slot]] == PROVIDER:
            pull += trial_pull(
                ties[TIE.making, slot], ties[TIE.co_production, slot], p[P.early_product_rate]
            )
    return monthly_chance(pull)


@inlined
def _waits(needs, at):
    """Tell whether a created opportunity has not been tried yet."""
    created = needs[NEED.status, at] == KNOWN and needs[NEED.origin, at] == CREATED
    return created and needs[NEED.tried, at] == 0.0


@inlined
def _is_worth_building(p, firms, capacity, needs, at, j):
    """Tell whether a trial shows that an opportunity pays; a trial shows what it is worth."""
    value = true_value(p, firms, capacity, needs, at, j)
    cost = max(1e-9, needs[NEED.effort, at] * p[P.person_month_cost])
    return expected_return(value, p[P.horizon], cost) >= p[P.early_product_hurdle]


@kernel
def _try(desk, at, j):
    """Try one created opportunity: drop it where it does not pay, begin with it where it does."""
    desk = borrowed(desk)
    p, needs = desk.p, desk.needs
    needs[NEED.tried, at] = 1.0
    if _is_worth_building(p, desk.firms, desk.capacity, needs, at, j):
        needs[NEED.effort, at] = left_to_build(needs[NEED.effort, at], p[P.early_product_share])
        return
    emit(
        desk.counters, desk.events, desk.details,
        desk.tick, EVENT.early_product_dropped, -1, j, needs[NEED.age, at],
    )  # fmt: skip
    note_dropped(needs, at, desk.totals, j)
    clear_need(needs, desk.need_tie, at)


@inlined
def try_early_products(desk, links, kind, source, key, j, c):
    """Try a customer's created opportunities with it before they are built."""
    for k in range(NEEDS):
        if _waits(desk.needs, c * NEEDS + k):
            likely = _likely_trial(desk.p, desk.ties, kind, links, source)
            trial = stream(desk.seeds, EARLY_PRODUCT, desk.tick)
            if uniform(trial, need_key(key, k)) < likely:
                _try(desk, c * NEEDS + k, j)
