"""After the last month: what outcomes are made of, in one pass over the world."""

import math
from typing import NamedTuple

import numpy as np

from ecosim.compiled import borrowed, entry, inlined, kernel
from ecosim.declarations.columns import FIRM, NEED, SERIES, TIE
from ecosim.engine.kernels.needs import SERVED
from ecosim.engine.settings import P
from ecosim.engine.world import CHAIN, COUNTER, CUSTOMER, MODULES, NEEDS, PROVIDER, TOTAL, Floats

YEAR, TOP = 12, COUNTER.top
FEWEST = 3  # providers among which a correlation means anything


class Summary(NamedTuple):
    """What outcomes are made of; NaN for a mean of nothing."""

    last: Floats  # ecosystem's series, means over the last year
    whole: Floats  # and over all months
    totals: Floats  # sums over all firms, see TOTAL
    of_providers: Floats  # and over providers
    effort: Floats  # [TEAMS * STAGES] person-months, summed over customers
    first_revenue: float  # mean over the first year
    lived: float  # months that relationships lasted, all together
    survival: float
    provider_survival: float
    provider_age: float  # months, summed
    customer_age: float
    first_entry: float
    platform_month: float
    module_stock: float
    practice: float
    coevolution: float
    attenuation: float
    data_access: float
    realized: float  # what services bring in a month, in MSEK
    realizable: float  # what they would, fully used and faultless


@inlined
def ratio(part, whole):
    """Return a part over a whole, or a sum over a number; NaN of nothing."""
    return part / whole if whole > 0.0 else math.nan


@kernel
def _means(series, first, out):
    """Write the mean of each series from a row on."""
    out[:] = 0.0
    for month in range(first, len(series)):
        for k in range(len(out)):
            out[k] += series[month, k]
    out /= len(series) - first


@kernel
def _sums(totals, kind, out, of_providers):
    """Write sums of totals over all firms, and over providers."""
    for row in range(len(totals)):
        every, provided = 0.0, 0.0
        for i in range(len(kind)):
            every += totals[row, i]
            provided += totals[row, i] if kind[i] == PROVIDER else 0.0
        out[row], of_providers[row] = every, provided


@inlined
def _mean_of(column, chosen):
    """Return the mean of a column over the firms chosen."""
    total, count = 0.0, 0.0
    for i in range(len(column)):
        total += column[i] if chosen[i] else 0.0
        count += chosen[i]
    return ratio(total, count)


@kernel
def _correlation(one, other, chosen):
    """Return the correlation of two columns over the firms chosen; NaN if it means nothing."""
    mean_one, mean_other = _mean_of(one, chosen), _mean_of(other, chosen)
    count, both, spread, other_spread = 0.0, 0.0, 0.0, 0.0
    same, other_same = True, True
    first = -1
    for i in range(len(one)):
        if chosen[i]:
            first = i if first < 0 else first
            same &= one[i] == one[first]
            other_same &= other[i] == other[first]
            count += 1.0
            both += (one[i] - mean_one) * (other[i] - mean_other)
            spread += (one[i] - mean_one) ** 2
            other_spread += (other[i] - mean_other) ** 2
    if count < FEWEST or same or other_same:
        return math.nan
    return min(1.0, max(-1.0, both / math.sqrt(spread * other_spread)))


@inlined
def _spread(total, squared, months):
    """Return the sum over firms of the standard deviation over months."""
    spread = 0.0
    for i in range(len(total)):
        mean = total[i] / months
        spread += math.sqrt(max(0.0, squared[i] / months - mean * mean))
    return spread


@kernel
def _attenuation(totals, months):
    """Return the standard deviations of firms' results over those of their disturbances."""
    result = _spread(totals[TOTAL.result], totals[TOTAL.result_squared], months)
    hit = _spread(totals[TOTAL.disturbance], totals[TOTAL.disturbance_squared], months)
    return result / hit if hit > 0.0 else math.nan


@kernel
def _modules_ready(modules, chosen):
    """Return how far the firms chosen have digital functions ready, on average."""
    total, count = 0.0, 0.0
    for i in range(len(modules)):
        if chosen[i]:
            count += MODULES
            for m in range(MODULES):
                total += modules[i, m]
    return ratio(total, count)


@kernel
def _over_customers(world):
    """Return mean access to customers' data, and what services bring in all."""
    ties, source, target, kind = world.ties, world.source, world.target, world.kind
    access, realized, count = 0.0, 0.0, 0.0
    for slot in range(world.counters[TOP]):
        if source[slot] >= 0 and kind[target[slot]] == CUSTOMER:
            count += 1.0
            access += ties[TIE.data_access, slot]
            realized += ties[TIE.realized, slot]
    return ratio(access, count), realized


@kernel
def _realizable(world):
    """Return what services in use would bring in a month, fully used and faultless."""
    needs, operation, customer, total = world.needs, world.operation, world.customer, 0.0
    stages = np.empty(CHAIN)
    for i in range(len(customer)):
        c = customer[i]
        if c < 0:
            continue
        stages[:], saving = operation[c], 0.0
        for at in range(c * NEEDS, (c + 1) * NEEDS):
            if needs[NEED.status, at] == SERVED:
                stages[int(needs[NEED.stage, at])] += needs[NEED.relief, at]
                saving += needs[NEED.saving, at]
        gain = stages.min() - operation[c].min()
        worth = saving + world.settings[P.contribution] * gain
        total += world.firms[FIRM.turnover, i] * worth
    return total


@entry
def summarize(world):
    """Return the summary of a finished run."""
    world = borrowed(world)
    series, firms, kind, totals = world.series, world.firms, world.kind, world.totals
    alive, age, entered = firms[FIRM.alive], firms[FIRM.age], firms[FIRM.first_entry]
    reached, months = firms[FIRM.platform_month], len(series)
    last, whole = np.empty(series.shape[1]), np.empty(series.shape[1])
    _means(series, max(0, months - YEAR), last)
    _means(series, 0, whole)
    every, of_providers = np.empty(len(totals)), np.empty(len(totals))
    _sums(totals, kind, every, of_providers)
    providers = kind == PROVIDER
    active = providers & (alive > 0.0)
    access, realized = _over_customers(world)
    return Summary(
        last,
        whole,
        every,
        of_providers,
        world.effort.sum(axis=0),
        series[:YEAR, SERIES.revenue].mean(),
        whole[SERIES.relationships] * months,
        alive.mean(),
        _mean_of(alive, providers),
        age[providers].sum(),
        age[kind == CUSTOMER].sum(),
        _mean_of(entered, entered > 0.0),
        _mean_of(reached, providers & (reached > 0.0)),
        _modules_ready(world.modules, active),
        _mean_of(firms[FIRM.practice], active),
        _correlation(firms[FIRM.maturity], firms[FIRM.involvement], active),
        _attenuation(totals, months),
        access,
        realized,
        _realizable(world),
    )
