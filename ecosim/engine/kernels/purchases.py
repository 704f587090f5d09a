"""Stage 4a: customers divide their budgets among providers, and buy."""

from ecosim.compiled import inlined, kernel, part
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.settings import P
from ecosim.engine.world import CUSTOMER, PROVIDER
from ecosim.rules.potential import value_factor
from ecosim.rules.purchasing import attraction, shifted_share
from ecosim.rules.resonance import increasing_returns
from ecosim.rules.wear import worn_trade


@inlined
def _attraction(ties, slot, quality, returns_effect, aversion):
    """Return what draws a customer to the provider of one relationship."""
    return attraction(
        quality,
        value_factor(ties[TIE.potential, slot]),
        increasing_returns(ties[TIE.resonance, slot], returns_effect),
        ties[TIE.share, slot],
        aversion,
    )


@part
def _average_attraction(world, i):
    """Return the mean attraction over a customer's budget, purchases elsewhere included."""
    p, ties, firms = world.settings, world.ties, world.firms
    total, spent = 0.0, 0.0
    start = world.link_start[i]
    for link in range(start, start + world.degree[i]):
        slot = world.links[link]
        share, j = ties[TIE.share, slot], world.source[slot]
        if world.kind[j] == PROVIDER:
            drawn = _attraction(
                ties, slot, firms[FIRM.quality, j], p[P.returns_effect], p[P.dependence_aversion]
            )
            total += share * drawn
            spent += share
    return total + max(0.0, 1.0 - spent) * p[P.elsewhere_attraction]


@kernel
def buy(world, tick, low, high):
    """Let customers shift their budgets among providers, and buy."""
    p, ties, firms = world.settings, world.ties, world.firms
    for i in range(low, high):
        if world.kind[i] != CUSTOMER or firms[FIRM.alive, i] == 0.0:
            continue
        average, served, spent = _average_attraction(world, i), 0.0, 0.0
        budget = firms[FIRM.budget, i] * (1.0 - firms[FIRM.demand_gap, i])
        start = world.link_start[i]
        for link in range(start, start + world.degree[i]):
            slot = world.links[link]
            j = world.source[slot]
            if world.kind[j] != PROVIDER:
                continue
            quality = firms[FIRM.quality, j]
            drawn = _attraction(ties, slot, quality, p[P.returns_effect], p[P.dependence_aversion])
            share = shifted_share(ties[TIE.share, slot], drawn, average, p[P.share_pace])
            share = min(share, 1.0 - spent)
            ties[TIE.share, slot] = share
            trade = budget * share * quality * (1.0 - firms[FIRM.friction, j])
            ties[TIE.trade, slot] = worn_trade(
                trade, firms[FIRM.spare_part_share, j], ties[TIE.wear_saved, slot]
            )
            served += share * quality
            spent += share
        elsewhere = (1.0 - spent) * p[P.elsewhere_attraction]
        firms[FIRM.served, i] = min(1.0, served + elsewhere)
        firms[FIRM.paid_elsewhere, i] = budget * (1.0 - spent)
