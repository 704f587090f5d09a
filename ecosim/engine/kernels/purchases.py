"""Stage 4a: customers divide their budgets among providers, and buy."""

import numpy as np

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.kernels.sales import most_relationships
from ecosim.engine.settings import P
from ecosim.engine.world import CUSTOMER, PROVIDER
from ecosim.rules.deliveries import patience, taken_over
from ecosim.rules.potential import value_factor
from ecosim.rules.purchasing import attraction, shifted_share
from ecosim.rules.resonance import increasing_returns
from ecosim.rules.taste import offer_fit
from ecosim.rules.wear import worn_trade

QUALITY, ATTRACTION = range(2)  # what a customer notes of an offer


@inlined
def _worth(firms, j, lag_effect):
    """Return how good a provider's offer is to customers: its quality, as far as it meets taste."""
    return firms[FIRM.quality, j] * offer_fit(firms[FIRM.offer_lag, j], lag_effect)


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


@inlined
def _review(p, firms, ties, kind, source, links, offers):
    """Return the mean attraction over a customer's budget, purchases elsewhere included.

    The second result is the factor by which purchases grow that take over what is withdrawn.
    Writes each provider's quality, and what draws the customer to it, to ``offers``.
    """
    total, spent, kept = 0.0, 0.0, 0.0
    for n in range(len(links)):
        slot = links[n]
        share, j = ties[TIE.share, slot], source[slot]
        if kind[j] == PROVIDER:
            quality = _worth(firms, j, p[P.lag_effect])
            drawn = _attraction(ties, slot, quality, p[P.returns_effect], p[P.dependence_aversion])
            offers[n, QUALITY], offers[n, ATTRACTION] = quality, drawn
            total += share * drawn
            spent += share
            kept += share * patience(ties[TIE.missed, slot], p[P.impatience])
    elsewhere = max(0.0, 1.0 - spent)
    average = total + elsewhere * p[P.elsewhere_attraction]
    return average, taken_over(spent - kept, kept, elsewhere)


@kernel
def buy(world, tick, low, high):
    """Let customers shift their budgets among providers, and buy."""
    p, ties, firms, kind, source = (
        world.settings, world.ties, world.firms, world.kind, world.source
    )  # fmt: skip
    all_links, link_start, degree = world.links, world.link_start, world.degree
    offers = np.empty((most_relationships(degree, low, high), 2))
    for i in range(low, high):
        if kind[i] != CUSTOMER or firms[FIRM.alive, i] == 0.0:
            continue
        links = all_links[link_start[i] : link_start[i] + degree[i]]
        average, growth = _review(p, firms, ties, kind, source, links, offers)
        served, spent = 0.0, 0.0
        budget = firms[FIRM.budget, i] * (1.0 - firms[FIRM.demand_gap, i])
        for n in range(len(links)):
            slot = links[n]
            j = source[slot]
            if kind[j] != PROVIDER:
                continue
            quality, drawn = offers[n, QUALITY], offers[n, ATTRACTION]
            share = shifted_share(ties[TIE.share, slot], drawn, average, p[P.share_pace])
            share *= growth * patience(ties[TIE.missed, slot], p[P.impatience])
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
