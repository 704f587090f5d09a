"""Stage 5: every firm closes its books for the month."""

import numpy as np

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.kernels.delivery import deliver_services
from ecosim.engine.kernels.settling import settle
from ecosim.engine.settings import P
from ecosim.engine.world import CUSTOMER, PROVIDER
from ecosim.rules.accounts import own_business, scale
from ecosim.rules.governance import monitoring_cost
from ecosim.rules.support import upkeep


@inlined
def _add_up_relationships(p, ties, firms, kind, links, i):
    """Write a firm's income and outlays over its relationships."""
    trade, fees, cost, development = 0.0, 0.0, 0.0, 0.0
    size = scale(firms[FIRM.employees, i])
    for slot in links:
        trade += ties[TIE.trade, slot]
        fees += ties[TIE.fee, slot]
        development += ties[TIE.development_cost, slot]
        cost += upkeep(p[P.upkeep], size)
        cost += monitoring_cost(ties[TIE.governance, slot], p[P.monitoring], size)
    provides, buys = kind[i] == PROVIDER, kind[i] == CUSTOMER
    firms[FIRM.revenue_product, i] = trade if provides else 0.0
    firms[FIRM.paid_home, i] = trade if buys else 0.0
    firms[FIRM.paid_partners, i] = fees if provides else 0.0
    firms[FIRM.revenue_partner, i] = 0.0 if provides else fees
    firms[FIRM.cost_relationships, i] = cost
    if provides:
        firms[FIRM.cost_development, i] = development


@kernel
def close_books(world, tick, low, high):
    """Let every firm earn, pay, adjust its staff and know its liquidity."""
    p, firms, ties, kind = world.settings, world.firms, world.ties, world.kind
    all_links, link_start, degree = world.links, world.link_start, world.degree
    quality = np.ones(len(kind))
    for i in range(low, high):
        if firms[FIRM.alive, i] == 0.0:
            continue
        links = all_links[link_start[i] : link_start[i] + degree[i]]
        _add_up_relationships(p, ties, firms, kind, links, i)
        if kind[i] == PROVIDER:
            deliver_services(p, links, ties, firms, i)
            quality[i] = firms[FIRM.quality, i]
        else:
            firms[FIRM.revenue_other, i] = own_business(
                firms[FIRM.turnover, i], firms[FIRM.demand_gap, i], firms[FIRM.served, i]
            )
    settle(p, firms, quality, low, high)
