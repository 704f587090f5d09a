"""Stage: firms change what they are: carriers their loads, providers their place and boundaries."""

from ecosim.compiled import inlined, kernel, scratch
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.kernels.carriers import decide_tracking, drive
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, stream, uniform
from ecosim.engine.world import CUSTOMER, LOGISTICS, PARTNER, PROVIDER, SKILLS
from ecosim.rules.accounts import scale
from ecosim.rules.co_monitoring import monitoring_insight
from ecosim.rules.journeys import (
    journey_budget,
    negotiation_cost,
    opened_boundaries,
    reconfiguration_share,
)
from ecosim.rules.maturity import grown_activity, investment_effort
from ecosim.rules.orientation import (
    built_skill,
    carried_over,
    data_use,
    joint_ideas,
    service_orientation,
)
from ecosim.rules.taste import decision_latency, offer_lag, offer_pace
from ecosim.rules.triggers import urgency

TRACKING = int(Purpose.TRACKING)
CONNECTIVITY, ANALYTICS, INTELLIGENCE = 2, 3, 4
YEAR, PLATFORM = 12, 0.5


@inlined
def _leading(capability, j):
    """Return the place of a firm's strongest capability."""
    best = 0
    for q in range(1, SKILLS):
        best = q if capability[j, q] > capability[j, best] else best
    return best


@inlined
def _look_around(p, links, ties, firms, kind, capability, source, target, i, kinds):
    """Return what a provider's relationships are to it, and mark what its partners are best at.

    Means over all of them: sharing; over customers: sharing, failures and shift of taste; sums over
    partners: commitment and cost of negotiation.
    """
    size = scale(firms[FIRM.employees, i])
    sharing, customers, shared, failures, shift = 0.0, 0.0, 0.0, 0.0, 0.0
    commitment, negotiation = 0.0, 0.0
    for slot in links:
        j = source[slot] + target[slot] - i
        belief, habit = ties[TIE.trust, slot], ties[TIE.routines, slot]
        sharing += habit * belief
        if kind[j] == CUSTOMER:
            customers += 1.0
            shared += habit * belief
            failures += max(ties[TIE.failure, slot], ties[TIE.missed, slot])
            shift += firms[FIRM.taste_shift, j]
        elif kind[j] == PARTNER:
            commitment += belief * ties[TIE.consonance, slot]
            negotiation += negotiation_cost(p[P.negotiation], size, belief, habit)
            kinds[_leading(capability, j)] = 1.0
    sharing, many = sharing / max(1.0, float(len(links))), max(1.0, customers)
    return sharing, shared / many, failures / many, shift / many, commitment, negotiation


@inlined
def _grow(firms, i, column, effort, help_, rate, fade):
    """Let one of a firm's columns grow by what was spent on it."""
    firms[column, i] = grown_activity(firms[column, i], effort, help_, rate, fade)


@inlined
def _build(capability, requirement, i, q, effort, rate):
    """Let one of a firm's skills grow by what was spent on it."""
    capability[i, q] = built_skill(capability[i, q], requirement[i, q], effort, rate)


@kernel
def _change(p, firms, capability, requirement, i, sharing, commitment):
    """Let what a provider paid this month change it: by tools, and by joint solutions."""
    size = scale(firms[FIRM.employees, i])
    tools = investment_effort(firms[FIRM.investment_tools, i], size, p[P.activity_cost])
    joint = investment_effort(firms[FIRM.investment_joint, i], size, p[P.activity_cost])
    use = data_use(sharing, firms[FIRM.coupling, i], capability[i, ANALYTICS])
    _grow(firms, i, FIRM.coupling, tools, 1.0, p[P.tool_rate], 0.0)
    _grow(firms, i, FIRM.datatization, tools, use, p[P.datatization_rate], p[P.journey_fade])
    ideas, rate = joint_ideas(commitment), p[P.co_development_rate]
    _grow(firms, i, FIRM.digitization, joint, ideas, rate, 0.0)
    _build(capability, requirement, i, CONNECTIVITY, tools, p[P.tool_rate])
    _build(capability, requirement, i, ANALYTICS, joint, p[P.tool_rate])
    _build(capability, requirement, i, INTELLIGENCE, joint, p[P.tool_rate])
    firms[FIRM.openness, i] = opened_boundaries(
        firms[FIRM.openness, i], max(tools, joint), firms[FIRM.interaction, i], p[P.opening_pace]
    )
    firms[FIRM.service_orientation, i] = service_orientation(
        firms[FIRM.service_orientation, i],
        firms[FIRM.datatization, i],
        firms[FIRM.digitization, i],
        p[P.orientation_pace],
    )
    firms[FIRM.reaching_out, i] = joint


@kernel
def _monitor(p, firms, i, sharing):
    """Let a provider find opportunities in performance data, and make services of them."""
    insight = monitoring_insight(firms[FIRM.datatization, i], sharing, p[P.co_monitoring])
    firms[FIRM.monitoring_insight, i] = insight
    _grow(firms, i, FIRM.services, insight, 1.0, p[P.insight_effect], 0.0)


@kernel
def _follow_taste(p, firms, capability, i, shift):
    """Let a provider's offer lag behind its customers' taste, and catch up."""
    seen = firms[FIRM.datatization, i]
    analysis = p[P.central_analytics] * capability[i, ANALYTICS]
    latency = decision_latency(seen, analysis, p[P.decision_months], p[P.data_complexity])
    pace = offer_pace(seen, latency, p[P.offer_pace], p[P.platform_insight])
    firms[FIRM.decision_latency, i] = latency
    firms[FIRM.offer_lag, i] = offer_lag(firms[FIRM.offer_lag, i], shift, pace)


@kernel
def _plan_change(p, firms, i, failures):
    """Write how urgent change has become, and what a provider spends on it next month."""
    pressing = urgency(
        firms[FIRM.urgency, i], failures, p[P.inefficiency_trigger], p[P.urgency_fade]
    )
    firms[FIRM.urgency, i] = pressing
    new = reconfiguration_share(firms[FIRM.openness, i], firms[FIRM.service_orientation, i])
    revenue = firms[FIRM.revenue_product, i] + firms[FIRM.revenue_foreign, i]
    able = firms[FIRM.liquidity, i]
    firms[FIRM.investment_tools, i] = journey_budget(
        p[P.adaptation_share], 1.0 - new, revenue, pressing, able
    )
    firms[FIRM.investment_joint, i] = journey_budget(
        p[P.reconfiguration_share], new, revenue, pressing, able
    )


@inlined
def _note_platform(firms, i, tick):
    """Write down the month in which a provider first has half of what is possible."""
    reached = max(firms[FIRM.datatization, i], firms[FIRM.digitization, i]) >= PLATFORM
    if reached and firms[FIRM.platform_month, i] == 0.0:
        firms[FIRM.platform_month, i] = tick


@kernel
def _carry_over(share, links, ties, firms, modules, kind, target, i):
    """Leave a provider, and what it built with others, only a share of the past year's work.

    What two providers built together is left alone: the other one may be reading it.
    """
    for column in (FIRM.datatization, FIRM.digitization):
        firms[column, i] = carried_over(firms[column, i], share)
    for m in range(modules.shape[1]):
        modules[i, m] = carried_over(modules[i, m], share)
    for slot in links:
        if kind[target[slot]] != PROVIDER:
            for column in (TIE.assets, TIE.routines):
                ties[column, slot] = carried_over(ties[column, slot], share)


@kernel
def reorient(world, tick, low, high):
    """Let carriers review loads and tracking, and providers change as far as it is urgent."""
    p, firms, ties, kind = world.settings, world.firms, world.ties, world.kind
    capability, requirement, modules = world.capability, world.requirement, world.modules
    source, target, firm_key = world.source, world.target, world.firm_key
    all_links, link_start, degree = world.links, world.link_start, world.degree
    counters, events, details = world.counters, world.events, world.event_detail
    key, kinds = stream(world.seeds, TRACKING, tick), scratch(SKILLS)
    forgetful = p[P.carry_over] < 1.0 and tick % YEAR == 0
    for i in range(low, high):
        if firms[FIRM.alive, i] == 0.0:
            continue
        links = all_links[link_start[i] : link_start[i] + degree[i]]
        if kind[i] == LOGISTICS:
            drive(p, links, ties, firms, i)
            chance = uniform(key, firm_key[i])
            decide_tracking(p, firms, chance, counters, events, details, tick, i)
        elif kind[i] == PROVIDER:
            kinds[:] = 0.0
            sharing, shared, failures, shift, commitment, negotiation = _look_around(
                p, links, ties, firms, kind, capability, source, target, i, kinds
            )
            _change(p, firms, capability, requirement, i, sharing, commitment)
            _monitor(p, firms, i, shared)
            _follow_taste(p, firms, capability, i, shift)
            _plan_change(p, firms, i, failures)
            firms[FIRM.cost_negotiation, i] = negotiation
            firms[FIRM.partner_variety, i] = kinds.sum()
            _note_platform(firms, i, tick)
            if forgetful:
                _carry_over(p[P.carry_over], links, ties, firms, modules, kind, target, i)
