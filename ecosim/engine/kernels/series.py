"""Stage 8: what is recorded of the whole ecosystem each month."""

from ecosim.compiled import kernel
from ecosim.declarations.columns import FIRM, SERIES, TIE
from ecosim.engine.world import COUNTER, CUSTOMER, LOGISTICS, PROVIDER

TOP = COUNTER.top


@kernel
def _over_relationships(ties, source, top, row):
    """Write means over active relationships.

    Sums are kept out of memory while they grow, here as below.
    """
    count, projects, consonance, resonance, trust = 0.0, 0.0, 0.0, 0.0, 0.0
    complementarity, governance, phase = 0.0, 0.0, 0.0
    for slot in range(top):
        if source[slot] >= 0:
            count += 1.0
            projects += 1.0 if ties[TIE.project, slot] > 0.0 else 0.0
            consonance += ties[TIE.consonance, slot]
            resonance += ties[TIE.resonance, slot]
            trust += ties[TIE.trust, slot]
            complementarity += ties[TIE.complementarity, slot]
            governance += ties[TIE.governance, slot]
            phase += ties[TIE.phase, slot]
    row[SERIES.relationships], row[SERIES.projects] = count, projects
    count = max(1.0, count)
    row[SERIES.consonance], row[SERIES.resonance] = consonance / count, resonance / count
    row[SERIES.trust], row[SERIES.complementarity] = trust / count, complementarity / count
    row[SERIES.governance], row[SERIES.phase] = governance / count, phase / count


@kernel
def _over_services(firms, kind, ties, source, top, row):
    """Write what is in use, paid for and judged of services."""
    customers, relationships, value, sales = 0.0, 0.0, 0.0, 0.0
    for i in range(len(kind)):
        if kind[i] == CUSTOMER and firms[FIRM.alive, i] > 0.0:
            customers += 1.0
            row[SERIES.services_in_use] += firms[FIRM.services_in_use, i]
        elif kind[i] == PROVIDER and firms[FIRM.alive, i] > 0.0:
            row[SERIES.service_revenue] += firms[FIRM.revenue_service, i]
            sales += firms[FIRM.revenue_product, i] + firms[FIRM.revenue_foreign, i]
    row[SERIES.services_in_use] /= max(1.0, customers)
    if row[SERIES.services_in_use] == 0.0:
        return
    sales = max(1e-9, sales + row[SERIES.service_revenue])
    row[SERIES.service_share] = row[SERIES.service_revenue] / sales
    for slot in range(top):
        if source[slot] >= 0 and ties[TIE.in_use, slot] > 0.0:
            relationships += 1.0
            value += ties[TIE.value_in_use, slot]
    row[SERIES.value_in_use] = value / max(1.0, relationships)


@kernel
def _over_firms(firms, row):
    """Write sums and means over firms."""
    cash, outside, alive, viability = 0.0, 0.0, 0.0, 0.0
    inside, revenue, profit = 0.0, 0.0, 0.0
    for i in range(firms.shape[1]):
        cash += firms[FIRM.cash, i]
        outside += firms[FIRM.paid_outside, i]
        if firms[FIRM.alive, i] == 0.0:
            continue
        own = firms[FIRM.profit, i] + firms[FIRM.cost, i]
        alive += 1.0
        viability += own * firms[FIRM.viability, i]
        inside += firms[FIRM.inside, i]
        revenue += own
        profit += firms[FIRM.profit, i]
    row[SERIES.cash], row[SERIES.outside_cash], row[SERIES.firms_alive] = cash, outside, alive
    row[SERIES.revenue], row[SERIES.profit] = revenue, profit
    row[SERIES.viability] = viability / max(1e-9, revenue)
    row[SERIES.inside_share] = inside / max(1.0, alive)


@kernel
def _over_providers(firms, kind, row):
    """Write means over providers in business."""
    count, home, foreign = 0.0, 0.0, 0.0
    for i in range(len(kind)):
        if kind[i] == PROVIDER and firms[FIRM.alive, i] > 0.0:
            count += 1.0
            row[SERIES.maturity] += firms[FIRM.maturity, i]
            row[SERIES.involvement] += firms[FIRM.involvement, i]
            row[SERIES.coverage] += firms[FIRM.coverage, i]
            row[SERIES.markets_served] += firms[FIRM.markets_served, i]
            row[SERIES.mandate] += firms[FIRM.mandate, i]
            row[SERIES.manager_free_time] += firms[FIRM.manager_free_time, i]
            home += firms[FIRM.revenue_product, i]
            foreign += firms[FIRM.revenue_foreign, i]
    count = max(1.0, count)
    row[SERIES.maturity] /= count
    row[SERIES.involvement] /= count
    row[SERIES.coverage] /= count
    row[SERIES.markets_served] /= count
    row[SERIES.mandate] /= count
    row[SERIES.manager_free_time] /= count
    row[SERIES.foreign_share] = foreign / max(1e-9, home + foreign)


@kernel
def _over_accounts(ties, source, target, kind, top, row):
    """Write means over relationships of providers with customers."""
    count, co_production, outreach = 0.0, 0.0, 0.0
    for slot in range(top):
        if source[slot] >= 0 and kind[target[slot]] == CUSTOMER and kind[source[slot]] == PROVIDER:
            count += 1.0
            co_production += ties[TIE.co_production, slot]
            outreach += ties[TIE.outreach, slot]
    row[SERIES.co_production] = co_production / max(1.0, count)
    row[SERIES.outreach] = outreach / max(1.0, count)


@kernel
def _over_changes(firms, kind, row):
    """Write means over providers in business of what they are and how they deliver."""
    count = 0.0
    for i in range(len(kind)):
        if kind[i] == PROVIDER and firms[FIRM.alive, i] > 0.0:
            count += 1.0
            row[SERIES.service_orientation] += firms[FIRM.service_orientation, i]
            row[SERIES.datatization] += firms[FIRM.datatization, i]
            row[SERIES.digitization] += firms[FIRM.digitization, i]
            row[SERIES.offer_lag] += firms[FIRM.offer_lag, i]
            row[SERIES.decision_latency] += firms[FIRM.decision_latency, i]
            row[SERIES.late_share] += firms[FIRM.late_share, i]
            row[SERIES.wrong_share] += firms[FIRM.wrong_share, i]
            row[SERIES.negotiation] += firms[FIRM.cost_negotiation, i]
            row[SERIES.partner_variety] += firms[FIRM.partner_variety, i]
    for column in range(SERIES.service_orientation, SERIES.partner_variety + 1):
        row[column] /= max(1.0, count)


@kernel
def _over_carriers(firms, kind, row):
    """Write means over carriers in business, and what they earn by offering tracking."""
    count = 0.0
    for i in range(len(kind)):
        if kind[i] == LOGISTICS and firms[FIRM.alive, i] > 0.0:
            count += 1.0
            row[SERIES.load_factor] += firms[FIRM.load_factor, i]
            row[SERIES.carrier_price] += firms[FIRM.price, i] * (1.0 + firms[FIRM.surcharge, i])
            row[SERIES.tracking_share] += 1.0 if firms[FIRM.tracking, i] > 0.0 else 0.0
            row[SERIES.resale] += firms[FIRM.revenue_resale, i]
    for column in range(SERIES.load_factor, SERIES.tracking_share + 1):
        row[column] /= max(1.0, count)


@kernel
def record(world, tick):
    """Write this month's row of the ecosystem's series."""
    row = world.series[tick - 1]
    row[:] = 0.0
    _over_relationships(world.ties, world.source, world.counters[TOP], row)
    _over_accounts(world.ties, world.source, world.target, world.kind, world.counters[TOP], row)
    _over_firms(world.firms, row)
    _over_providers(world.firms, world.kind, row)
    _over_services(world.firms, world.kind, world.ties, world.source, world.counters[TOP], row)
    _over_changes(world.firms, world.kind, row)
    _over_carriers(world.firms, world.kind, row)
