"""Early products: created opportunities are tried with the customer before they are built."""

from ecosim.compiled import inlined, kernel
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
def try_early_products(
    p, firms, ties, kind, needs, need_tie, capacity, totals, links, source, seeds, tick, key, j, c,
    log,
):  # fmt: skip
    """Try a customer's created opportunities; drop what does not pay, and begin with the rest."""
    counters, events, details = log
    likely = _likely_trial(p, ties, kind, links, source)
    trial = stream(seeds, EARLY_PRODUCT, tick)
    for k in range(NEEDS):
        at = c * NEEDS + k
        if not _waits(needs, at) or uniform(trial, need_key(key, k)) >= likely:
            continue
        needs[NEED.tried, at] = 1.0
        if _is_worth_building(p, firms, capacity, needs, at, j):
            needs[NEED.effort, at] = left_to_build(needs[NEED.effort, at], p[P.early_product_share])
            continue
        age = needs[NEED.age, at]
        emit(counters, events, details, tick, EVENT.early_product_dropped, -1, j, age)
        note_dropped(needs, at, totals, j)
        clear_need(needs, need_tie, at)
