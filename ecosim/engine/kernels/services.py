"""Stage: services are used, looked after, judged and paid for."""

import numpy as np

from ecosim.compiled import inlined, kernel, scratch
from ecosim.declarations.columns import EVENT, FIRM, NEED, TIE
from ecosim.engine.kernels.events import emit
from ecosim.engine.kernels.needs import HIDDEN, KNOWN, SERVED, clear_need
from ecosim.engine.kernels.operations import throughput
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, stream, uniform
from ecosim.engine.world import CHAIN, CUSTOMER, NEEDS
from ecosim.rules.contracts import contract_form, exploited
from ecosim.rules.delivery import service_running_cost
from ecosim.rules.expectation import crept_expectation, falls_short, own_patience, promised
from ecosim.rules.monitoring import degraded, noticed, repaired, upsell_chance
from ecosim.rules.needs import site_value
from ecosim.rules.potential import value_factor
from ecosim.rules.pricing import asked_price, outcome_price, paid_price, perceived_value
from ecosim.rules.resonance import increasing_returns
from ecosim.rules.services import (
    in_use,
    practised_adoption,
    throughput_credit,
    use_factor,
    value_in_use,
)
from ecosim.rules.wear import saved_wear

DEGRADATION, PATIENCE = int(Purpose.DEGRADATION), int(Purpose.PATIENCE)
UPSELL = int(Purpose.UPSELL)
OUTCOME_BASED = 2.0
FIRST_WRITTEN, LAST_WRITTEN = TIE.in_use, TIE.wear_saved


@inlined
def relationship_factor(p, ties, slot, information):
    """Return how far a relationship lets a working service bear fruit."""
    returns = increasing_returns(ties[TIE.resonance, slot], p[P.returns_effect])
    return use_factor(information, value_factor(ties[TIE.potential, slot]), returns)


@inlined
def _number_served(needs, first):
    """Return how many of a customer's needs are served."""
    count = 0
    for need in range(first, first + NEEDS):
        count += 1 if needs[NEED.status, need] == SERVED else 0
    return count


@inlined
def _wipe(links, ties):
    """Clear what this month's services will write to a customer's relationships."""
    for slot in links:
        ties[TIE.realized, slot] = 0.0
        ties[TIE.service_fee, slot] = 0.0
        ties[TIE.value_in_use, slot] = 0.0
        for column in range(FIRST_WRITTEN, LAST_WRITTEN + 1):
            ties[column, slot] = 0.0


@inlined
def _put_to_use(p, needs, need_tie, first, ties, information, use, relief):
    """Write how much of each service's promise is realized, and the relief at each stage."""
    relief[:] = 0.0
    for k in range(NEEDS):
        need, use[k] = first + k, 0.0
        if needs[NEED.status, need] == SERVED:
            factor = relationship_factor(p, ties, need_tie[need], information)
            use[k] = in_use(needs[NEED.adoption, need], needs[NEED.performance, need], factor)
            stage = int(needs[NEED.stage, need])
            relief[stage] += needs[NEED.relief, need] * use[k]


@inlined
def _credit_stages(capacity, relief, credit):
    """Write what each stage is owed of the gain in throughput, for each unit of relief there.

    Returns the gain against before.
    """
    for stage in range(CHAIN):
        credit[stage] = capacity[stage] + relief[stage]
    reached, gain = throughput(credit), 0.0
    for stage in range(CHAIN):
        credit[stage] = 0.0
        if relief[stage] > 0.0:
            others = capacity[stage - 1], capacity[stage - 2], capacity[stage - 3]
            owed = throughput_credit(capacity[stage], *others, reached)
            credit[stage] = owed / relief[stage]
            gain += owed
    return gain


@inlined
def _add_to_relationship(p, needs, need, ties, slot, put, worth, excess):
    """Add one service to what its relationship brings, costs and asks this month."""
    tailored = needs[NEED.tailored, need]
    size = needs[NEED.effort, need] * (1.0 + p[P.feature_effort] * needs[NEED.features, need])
    running = service_running_cost(size, p[P.person_month_cost], p[P.running_share])
    asked = asked_price(
        needs[NEED.built, need], p[P.customer_funding], running * (1.0 + excess),
        p[P.amortization], p[P.markup],
    )  # fmt: skip
    ties[TIE.in_use, slot] += 1.0
    ties[TIE.realized, slot] += worth
    ties[TIE.running, slot] += running
    ties[TIE.tailored_running, slot] += running * tailored
    ties[TIE.service_asked, slot] += asked
    if needs[NEED.age, need] == 0.0:
        ties[TIE.expectation, slot] += promised(needs[NEED.estimate, need], put, p[P.promise])
    if needs[NEED.stage, need] == 0.0:
        steered = needs[NEED.adoption, need] * needs[NEED.performance, need]
        care = ties[TIE.wear_saved, slot]
        ties[TIE.wear_saved, slot] = care + (1.0 - care) * steered


@inlined
def _look_after(p, needs, need, ties, slot, chance):
    """Let a month pass over a service: people learn, something may go wrong, some is repaired."""
    performance, access = needs[NEED.performance, need], ties[TIE.data_access, slot]
    if chance < p[P.degradation_rate]:
        performance = degraded(performance, p[P.degradation_size])
    seen = noticed(p[P.meeting_rate], access, ties[TIE.routines, slot])
    better = repaired(performance, needs[NEED.design, need], seen, p[P.repair_pace])
    work = p[P.repair_cost] * (better - performance) * needs[NEED.effort, need]
    ties[TIE.running, slot] += work * p[P.person_month_cost]
    needs[NEED.performance, need] = better
    needs[NEED.adoption, need] = practised_adoption(
        needs[NEED.adoption, need], ties[TIE.routines, slot], p[P.adoption_pace]
    )


@inlined
def _judge(p, ties, slot, turnover):
    """Hold services against what was expected of them; return what they are worth in use."""
    realized, expectation = ties[TIE.realized, slot], ties[TIE.expectation, slot]
    short = falls_short(realized, expectation, p[P.kpi_share])
    ties[TIE.months_below, slot] = ties[TIE.months_below, slot] + 1.0 if short else 0.0
    worth = value_in_use(realized, expectation, turnover, p[P.value_yardstick])
    ties[TIE.value_in_use, slot] = worth
    ties[TIE.expectation, slot] = crept_expectation(
        expectation, realized, p[P.aspiration], p[P.expectation_pace]
    )
    return worth


@inlined
def _pay(p, ties, slot, maturity, expectation):
    """Write what a customer pays a provider for services, and what it takes advantage of."""
    realized, form = ties[TIE.realized, slot], contract_form(maturity, ties[TIE.phase, slot])
    fee = outcome_price(realized, p[P.outcome_share])
    if form < OUTCOME_BASED:
        seen = perceived_value(realized, expectation, p[P.shortfall_weight])
        asked = ties[TIE.service_asked, slot]
        fee = paid_price(asked, seen, p[P.price_share], p[P.price_resistance])
    ties[TIE.contract, slot] = form
    ties[TIE.service_fee, slot] = fee
    ties[TIE.exploited, slot] = exploited(
        fee, form, ties[TIE.trust, slot], ties[TIE.consonance, slot],
        ties[TIE.governance, slot], p[P.opportunism_rate],
    )  # fmt: skip


@kernel
def _cancel_worst(p, needs, need_tie, first, worth, ties, slot):
    """End the service of a relationship that is worth least to the customer; the need is lost."""
    worst = -1
    for k in range(NEEDS):
        here = needs[NEED.status, first + k] == SERVED and need_tie[first + k] == slot
        if here and (worst < 0 or worth[k] < worth[worst]):
            worst = k
    clear_need(needs, need_tie, first + worst)
    ties[TIE.expectation, slot] *= 1.0 - 1.0 / ties[TIE.in_use, slot]
    ties[TIE.months_below, slot] = 0.0
    ties[TIE.setback, slot] = max(ties[TIE.setback, slot], p[P.cancellation_setback])


@kernel
def _bring_up_need(needs, first):
    """Let a customer's people speak of a need that was hidden."""
    for need in range(first, first + NEEDS):
        if needs[NEED.status, need] == HIDDEN:
            needs[NEED.status, need] = KNOWN
            needs[NEED.origin, need] = 0.0
            return


@inlined
def _use_services(
    p, needs, need_tie, first, ties, source, firms, i, capacity, chances, me, use, relief, credit
):
    """Work out what a customer's services bring, and look after them; ``use`` ends as their worth.

    Returns the gain in throughput.
    """
    _put_to_use(p, needs, need_tie, first, ties, firms[FIRM.information_mean, i], use, relief)
    gain = _credit_stages(capacity, relief, credit)
    turnover = firms[FIRM.turnover, i] * (1.0 - firms[FIRM.demand_gap, i])
    for k in range(NEEDS):
        need = first + k
        if needs[NEED.status, need] == SERVED:
            slot, put = need_tie[need], use[k]
            owed = credit[int(needs[NEED.stage, need])] * needs[NEED.relief, need] * put
            saving = needs[NEED.saving, need] * put
            use[k] = site_value(saving, owed, turnover, p[P.contribution])
            excess = firms[FIRM.forecast_excess, source[slot]]
            _add_to_relationship(p, needs, need, ties, slot, put, use[k], excess)
            _look_after(p, needs, need, ties, slot, uniform(chances, me + np.uint64(k)))
    return gain


@inlined
def _settle_with_provider(p, ties, slot, maturity, turnover, gain):
    """Judge and pay the services of one provider; return what they are worth in use."""
    care, expectation = ties[TIE.wear_saved, slot], ties[TIE.expectation, slot]
    ties[TIE.wear_saved, slot] = saved_wear(care, gain, p[P.wear_relief], p[P.wear_link])
    _pay(p, ties, slot, maturity, expectation)
    return _judge(p, ties, slot, turnover)


@inlined
def _add_up(links, ties, firms, i, meeting_cost):
    """Write what a customer's services bring and cost it, over all its providers."""
    gain, fees, running, meetings = 0.0, 0.0, 0.0, 0.0
    for slot in links:
        gain += ties[TIE.realized, slot]
        fees += ties[TIE.service_fee, slot]
        running += ties[TIE.in_use, slot]
        meetings += meeting_cost if ties[TIE.in_use, slot] > 0.0 else 0.0
    firms[FIRM.service_gain, i] = gain
    firms[FIRM.paid_services, i] = fees
    firms[FIRM.services_in_use, i] = running
    firms[FIRM.cost_meetings, i] = meetings


@kernel
def serve(world, tick, low, high):
    """Let customers use, judge and pay for the services they have."""
    p, firms, ties, source = world.settings, world.firms, world.ties, world.source
    needs, need_tie, operation = world.needs, world.need_tie, world.operation
    all_links, link_start, degree = world.links, world.link_start, world.degree
    firm_key, tie_key, customer = world.firm_key, world.tie_key, world.customer
    chances, upsell = stream(world.seeds, DEGRADATION, tick), stream(world.seeds, UPSELL, tick)
    patience = stream(world.seeds, PATIENCE, 0)
    use, relief, credit = scratch(NEEDS), scratch(CHAIN), scratch(CHAIN)
    for i in range(low, high):
        if world.kind[i] != CUSTOMER or firms[FIRM.alive, i] == 0.0:
            continue
        first = customer[i] * NEEDS
        if _number_served(needs, first) == 0 and firms[FIRM.services_in_use, i] == 0.0:
            continue
        links = all_links[link_start[i] : link_start[i] + degree[i]]
        firms[FIRM.cancelled, i] = 0.0
        _wipe(links, ties)
        gain = _use_services(
            p, needs, need_tie, first, ties, source, firms, i, operation[customer[i]], chances,
            firm_key[i], use, relief, credit,
        )  # fmt: skip
        for slot in links:
            if ties[TIE.in_use, slot] == 0.0:
                ties[TIE.expectation, slot] = 0.0
                ties[TIE.months_below, slot] = 0.0
                continue
            maturity = firms[FIRM.maturity, source[slot]]
            worth = _settle_with_provider(
                p, ties, slot, maturity, firms[FIRM.turnover, i], gain
            )  # fmt: skip
            limit = own_patience(p[P.kpi_patience], uniform(patience, tie_key[slot]))
            below = ties[TIE.months_below, slot]
            if below > limit:
                _cancel_worst(p, needs, need_tie, first, use, ties, slot)
                firms[FIRM.cancelled, i] += 1.0
                emit(
                    world.counters, world.events, world.event_detail,
                    tick, EVENT.service_cancelled, i, source[slot], below,
                )  # fmt: skip
            elif uniform(upsell, tie_key[slot]) < upsell_chance(
                p[P.meeting_rate], worth, p[P.upsell_rate]
            ):
                _bring_up_need(needs, first)
        _add_up(links, ties, firms, i, p[P.meeting_cost] * p[P.meeting_rate])
