"""After the last month: outcomes of the ecosystem and of every firm."""

import math

import numpy as np

from ecosim.compiled import borrowed, entry, inlined, kernel
from ecosim.declarations.columns import FIRM, SERIES, places
from ecosim.declarations.outcomes import FIRM_OUTCOMES, OUTCOMES
from ecosim.engine.kernels.summary import YEAR, ratio, summarize
from ecosim.engine.world import PROVIDER, STAGES, TEAMS, TOTAL

OUT, OF_FIRM = places("OUT", OUTCOMES), places("OF_FIRM", FIRM_OUTCOMES)
OUTCOME_COUNT, FIRM_OUTCOME_COUNT = len(OUTCOMES), len(FIRM_OUTCOMES)


def _pairs(found, rows, *same, **other):
    """Return places of outcomes, and where they are taken from: the same name or another."""
    named = {name: getattr(rows, name) for name in same} | other
    return np.array([(getattr(found, name), row) for name, row in named.items()])


LAST_YEAR = _pairs(
    OUT, SERIES,
    "consonance", "resonance", "trust", "governance", "phase", "maturity", "involvement",
    "coverage", "foreign_share", "markets_served", "service_share", "services_in_use",
    "value_in_use", "co_production", "outreach", "mandate", "projects",
    "service_orientation", "datatization", "digitization", "partner_variety", "decision_latency",
    "load_factor", "carrier_price", "resale",
)  # fmt: skip
WHOLE_RUN = _pairs(
    OUT, SERIES,
    "viability", "inside_share", "profit",
    "negotiation", "offer_lag", "late_share", "wrong_share", "tracking_share",
)  # fmt: skip
EACH_MONTH = _pairs(
    OF_FIRM, TOTAL,
    "viability", "profit", "revenue", "partner_sales", "coverage", "support", "revenue_service",
    inside_share=TOTAL.inside, revenue_foreign=TOTAL.foreign,
)  # fmt: skip
ALL_MONTHS = _pairs(
    OF_FIRM, TOTAL, "customers_lost",
    opportunities_discovered=TOTAL.discovered, opportunities_created=TOTAL.created,
)  # fmt: skip
IN_THE_END = _pairs(
    OF_FIRM, FIRM,
    "markets_served", "maturity", "involvement", "cash", "service_orientation", "datatization",
    "digitization", "openness", "coupling", "platform_month", "partner_variety",
    survival=FIRM.alive,
)  # fmt: skip
EFFORT = np.array(
    [
        getattr(OUT, f"effort_{team}_{stage}")
        for team in ("steering", "development", "operations")
        for stage in ("identify", "prioritize", "develop", "implement", "evaluate")
    ]
)


@inlined
def _firms_and_relationships(found, sums, of_providers, provider_years, out):
    """Write outcomes of firms, of their relationships and of what providers became."""
    out[OUT.survival] = found.survival
    out[OUT.provider_survival] = found.provider_survival
    out[OUT.variety_attenuation] = found.attenuation
    out[OUT.coevolution] = found.coevolution
    out[OUT.partner_borne_share] = ratio(sums[TOTAL.partner_sales], sums[TOTAL.foreign])
    out[OUT.first_entry] = found.first_entry
    growth = ratio(found.last[SERIES.revenue], found.first_revenue)
    out[OUT.revenue_growth] = growth - 1.0
    out[OUT.platform_month] = found.platform_month
    out[OUT.new_partners] = ratio(of_providers[TOTAL.new_partners], provider_years)
    out[OUT.customers_lost] = ratio(of_providers[TOTAL.customers_lost], provider_years)
    out[OUT.parting_rate] = ratio(sums[TOTAL.parted], found.lived / YEAR)


@inlined
def _services(of_providers, cancelled, out):
    """Write outcomes of services; ``cancelled`` are those of all firms."""
    paid, asked = of_providers[TOTAL.revenue_service], of_providers[TOTAL.service_asked]
    delivery, meetings = of_providers[TOTAL.delivery], of_providers[TOTAL.cost_meetings]
    out[OUT.service_churn] = ratio(YEAR * cancelled, of_providers[TOTAL.services])
    out[OUT.price_gap] = ratio(asked - paid, asked)
    out[OUT.delivery_overrun] = ratio(delivery, of_providers[TOTAL.forecast_delivery])
    out[OUT.lost_wear_share] = ratio(of_providers[TOTAL.lost_wear], of_providers[TOTAL.home])
    out[OUT.service_margin] = ratio(paid - delivery - meetings, paid)


@inlined
def _variation(number, worth, squared):
    """Return the coefficient of variation of worth, from sums over so many."""
    if number == 0.0 or worth == 0.0:
        return math.nan
    mean = worth / number
    return math.sqrt(max(0.0, squared / number - mean * mean)) / mean


@inlined
def _managers(sums, years, out):
    """Write outcomes of what middle managers did in all providers' years in business."""
    discovered, listed = sums[TOTAL.discovered], sums[TOTAL.listed]
    solutions, taken_up, created = sums[TOTAL.solutions], sums[TOTAL.taken_up], sums[TOTAL.created]
    out[OUT.opportunities_discovered] = ratio(discovered, years)
    out[OUT.opportunities_created] = ratio(created, years)
    out[OUT.solution_share] = ratio(solutions, discovered)
    out[OUT.conversion_share] = ratio(taken_up, solutions)
    out[OUT.units_per_solution] = ratio(sums[TOTAL.units], taken_up)
    out[OUT.bricolage_share] = ratio(sums[TOTAL.made_do], created)
    out[OUT.manager_free_time] = ratio(sums[TOTAL.manager_free_time], sums[TOTAL.manager_time])
    out[OUT.written_off] = sums[TOTAL.written_off]
    out[OUT.discovered_novelty] = ratio(sums[TOTAL.discovered_novelty], discovered)
    out[OUT.created_novelty] = ratio(sums[TOTAL.listed_novelty], listed)
    worth, squared = sums[TOTAL.discovered_worth], sums[TOTAL.discovered_worth_squared]
    out[OUT.discovered_spread] = _variation(discovered, worth, squared)
    worth, squared = sums[TOTAL.listed_worth], sums[TOTAL.listed_worth_squared]
    out[OUT.created_spread] = _variation(listed, worth, squared)
    dropped, in_use = sums[TOTAL.created_dropped], sums[TOTAL.created_in_use]
    out[OUT.age_at_drop] = ratio(sums[TOTAL.created_dropped_age], dropped)
    out[OUT.time_to_market] = ratio(sums[TOTAL.created_in_use_age], in_use)


@inlined
def _cycle(found, sums, years, out):
    """Write outcomes of the co-creation cycle in all customers' years in business."""
    released, needs, work = sums[TOTAL.released], sums[TOTAL.released_needs], sums[TOTAL.built_work]
    built = sums[TOTAL.dropped] + sums[TOTAL.failed] + released
    ended = built + sums[TOTAL.stopped]
    out[OUT.completion_share] = ratio(released, built)
    out[OUT.stopped_at_gate_share] = ratio(sums[TOTAL.stopped], ended)
    out[OUT.dropped_in_development_share] = ratio(sums[TOTAL.dropped], ended)
    out[OUT.failed_in_implementation_share] = ratio(sums[TOTAL.failed], ended)
    out[OUT.false_rejection_share] = ratio(sums[TOTAL.stopped_worthy], sums[TOTAL.stopped])
    out[OUT.release_return] = ratio(sums[TOTAL.released_return], released)
    out[OUT.worthy_share] = ratio(sums[TOTAL.released_worthy], released)
    out[OUT.backward_share] = ratio(sums[TOTAL.sent_back], sums[TOTAL.moves])
    out[OUT.time_to_service] = ratio(sums[TOTAL.months_to_service], needs)
    out[OUT.reuse_share] = ratio(sums[TOTAL.saved_work], sums[TOTAL.planned_work])
    out[OUT.work_per_need] = ratio(work, needs)
    out[OUT.wasted_work_share] = ratio(sums[TOTAL.wasted_work], work)
    out[OUT.needs_noticed] = ratio(sums[TOTAL.noticed], years)
    out[OUT.releases] = ratio(needs, years)
    out[OUT.invested] = ratio(sums[TOTAL.invested], years)
    out[OUT.module_stock] = found.module_stock
    out[OUT.practice] = found.practice
    out[OUT.data_access] = found.data_access
    out[OUT.realized_value_share] = ratio(found.realized, found.realizable)


@inlined
def _effort_shares(effort, out):
    """Write the share of each team's work in each stage."""
    for team in range(TEAMS):
        whole = 0.0
        for n in range(team * STAGES, (team + 1) * STAGES):
            whole += effort[n]
        for n in range(team * STAGES, (team + 1) * STAGES):
            out[EFFORT[n]] = ratio(effort[n], whole)


@inlined
def _write(rows, parts, pairs, out):
    """Write rows as outcomes of firms, each divided into equal parts."""
    for n in range(len(pairs)):
        outcome, row = pairs[n]
        for i in range(out.shape[1]):
            out[outcome, i] = rows[row, i] / parts


@kernel
def _of_firms(firms, totals, months):
    """Return outcomes of every firm, [FIRM_OUTCOMES, n]."""
    out = np.full((FIRM_OUTCOME_COUNT, firms.shape[1]), math.nan)
    _write(totals, months, EACH_MONTH, out)
    _write(totals, 1.0, ALL_MONTHS, out)
    _write(firms, 1.0, IN_THE_END, out)
    for i in range(firms.shape[1]):
        delivery, meetings = totals[TOTAL.delivery, i], totals[TOTAL.cost_meetings, i]
        out[OF_FIRM.cost_service, i] = delivery / months + meetings / months
    return out


@entry
def find_outcomes(world):
    """Return outcomes of a finished run, [OUTCOMES], and of each firm, [FIRM_OUTCOMES, n].

    NaN stands where a run gives none: no entry abroad, or a share of nothing.
    """
    world = borrowed(world)
    found, out = summarize(world), np.full(OUTCOME_COUNT, math.nan)
    sums, of_providers, months = found.totals, found.of_providers, len(world.series)
    providers = world.kind_start[PROVIDER + 1] - world.kind_start[PROVIDER]
    for n in range(len(LAST_YEAR)):
        out[LAST_YEAR[n, 0]] = found.last[LAST_YEAR[n, 1]]
    for n in range(len(WHOLE_RUN)):
        out[WHOLE_RUN[n, 0]] = found.whole[WHOLE_RUN[n, 1]]
    out[OUT.relationships] = world.series[months - 1, SERIES.relationships]
    _firms_and_relationships(found, sums, of_providers, providers * months / YEAR, out)
    _services(of_providers, sums[TOTAL.cancelled], out)
    _managers(sums, found.provider_age / YEAR, out)
    _cycle(found, sums, found.customer_age / YEAR, out)
    _effort_shares(found.effort, out)
    return out, _of_firms(world.firms, world.totals, float(months))
