"""Stage 6a: providers invest in maturity and involvement."""

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import FIRM
from ecosim.engine.settings import P
from ecosim.engine.world import PROVIDER
from ecosim.rules.accounts import scale
from ecosim.rules.maturity import (
    grown_activity,
    investment_effort,
    investment_plan,
    mutual_help,
    partner_help,
    phase_position,
    resources,
    strain,
)


@kernel
def decide_investment(world, tick, low, high):
    """Write what each provider means to invest next month in maturity and in involvement."""
    p, firms = world.settings, world.firms
    for i in range(low, high):
        firms[FIRM.investment_maturity, i] = 0.0
        firms[FIRM.investment_involvement, i] = 0.0
        if world.kind[i] != PROVIDER or firms[FIRM.alive, i] == 0.0:
            continue
        revenue = firms[FIRM.revenue_product, i] + firms[FIRM.revenue_foreign, i]
        budget = p[P.innovation_share] * revenue * firms[FIRM.liquidity, i]
        carries_both = 2.0 * budget <= resources(firms[FIRM.cash, i], firms[FIRM.profit, i])
        first, second = investment_plan(
            world.strategy[i], carries_both, firms[FIRM.maturity, i], firms[FIRM.involvement, i]
        )
        firms[FIRM.investment_maturity, i] = first * budget
        firms[FIRM.investment_involvement, i] = second * budget


@inlined
def _grow(firms, i, column, effort, help_, rate, fade):
    """Let one enabling activity grow."""
    firms[column, i] = grown_activity(firms[column, i], effort, help_, rate, fade)


@kernel
def develop(world, tick, low, high):
    """Let investment build the enabling activities, and so maturity and involvement."""
    p, firms = world.settings, world.firms
    rate, fade = p[P.activity_rate], p[P.activity_fade]
    for i in range(low, high):
        if world.kind[i] != PROVIDER or firms[FIRM.alive, i] == 0.0:
            continue
        inward, outward = firms[FIRM.investment_maturity, i], firms[FIRM.investment_involvement, i]
        able = resources(firms[FIRM.cash, i], firms[FIRM.profit, i])
        efficiency = strain(inward + outward, able, p[P.strain_effect])
        size = scale(firms[FIRM.employees, i])
        effort = efficiency * investment_effort(inward, size, p[P.activity_cost])
        help_ = mutual_help(p[P.mutual_help_base], firms[FIRM.involvement, i])
        _grow(firms, i, FIRM.readiness, effort, help_, rate, fade)
        _grow(firms, i, FIRM.services, effort, help_, rate, fade)
        _grow(firms, i, FIRM.modularity, effort, help_, rate, fade)
        effort = efficiency * investment_effort(outward, size, p[P.activity_cost])
        help_ = mutual_help(p[P.mutual_help_base], firms[FIRM.maturity, i])
        formal = help_ * partner_help(firms[FIRM.alliance_routines, i])
        joint = help_ * partner_help(firms[FIRM.alliance_trust, i])
        _grow(firms, i, FIRM.knowledge, effort, help_, rate, fade)
        _grow(firms, i, FIRM.formalization, effort, formal, rate, fade)
        _grow(firms, i, FIRM.joint_sphere, effort, joint, rate, fade)
        firms[FIRM.maturity, i] = phase_position(
            firms[FIRM.readiness, i], firms[FIRM.services, i], firms[FIRM.modularity, i]
        )
        firms[FIRM.involvement, i] = phase_position(
            firms[FIRM.knowledge, i], firms[FIRM.formalization, i], firms[FIRM.joint_sphere, i]
        )
