"""Before the first month: relationships, customers' budgets, and where every firm starts."""

import math

import numpy as np

from ecosim.compiled import borrowed, entry, inlined, kernel, part
from ecosim.declarations.columns import FIRM, FIRM_COLUMNS, TIE
from ecosim.declarations.fields import CAPABILITIES, FIELDS
from ecosim.engine.kernels.firms import FIELD, place
from ecosim.engine.kernels.network import form
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, stream, uniform
from ecosim.engine.world import CHAIN, CUSTOMER, DOMAINS, PROVIDER, SKILLS
from ecosim.rules.accounts import delivered_quality, liquidity, volume
from ecosim.rules.effective_capability import capability_coverage
from ecosim.rules.maturity import phase_position

START, OPERATION = int(Purpose.START), int(Purpose.OPERATION)
# Fields that are columns of the same name; cash is drawn in months of turnover.
_SAME_NAME = [name for name in FIELDS.names if name in FIRM_COLUMNS and name != "cash"]
DRAWN = np.array([getattr(FIELD, name) for name in _SAME_NAME])
WRITTEN = np.array([getattr(FIRM, name) for name in _SAME_NAME])
CAPABILITY = np.array([getattr(FIELD, f"capability_{name}") for name in CAPABILITIES])
REQUIREMENT = np.array([getattr(FIELD, f"requirement_{name}") for name in CAPABILITIES])


@kernel
def _write_drawn(world, drawn):
    """Write what was drawn for every firm, [field, n]."""
    for k in range(len(DRAWN)):
        world.firms[WRITTEN[k]] = drawn[DRAWN[k]]
    for i in range(len(world.kind)):
        for domain in range(DOMAINS):
            world.information[i, domain] = drawn[FIELD.information, i]
        for q in range(SKILLS):
            world.capability[i, q] = drawn[CAPABILITY[q], i]
            world.requirement[i, q] = drawn[REQUIREMENT[q], i]


@inlined
def _grown(world, streams, slot):
    """Let a relationship have existed for up to three years."""
    ties, key = world.ties, world.tie_key[slot]
    age = math.floor(36.0 * uniform(streams[0], key))
    phase = 1.0 if age >= 6.0 else 0.0
    stock = 0.25 * phase * uniform(streams[3], key)
    ties[TIE.age, slot], ties[TIE.phase, slot] = age, phase
    ties[TIE.trust, slot] = 0.25 + 0.35 * uniform(streams[1], key)
    ties[TIE.resonance, slot] = 0.05 + 0.2 * uniform(streams[2], key)
    ties[TIE.assets, slot], ties[TIE.routines, slot] = stock, stock


@kernel
def _form_all(world, edges, named, named_ties):
    """Begin the relationships generated, then those that the scenario lists, as it says."""
    streams = np.empty(4, np.uint64)
    for k in range(4):
        streams[k] = stream(world.seeds, START + k, 0)
    for edge in range(len(edges)):
        _grown(world, streams, form(world, edges[edge, 0], edges[edge, 1], 0.0))
    for k in range(len(named)):
        slot = form(world, named[k, 0], named[k, 1], 0.0)
        _grown(world, streams, slot)
        for column in range(named_ties.shape[1]):
            said = named_ties[k, column]
            if not math.isnan(said) and column != TIE.share:
                world.ties[column, slot] = said


@kernel
def _set_given_shares(world, named_ties, first):
    """Write the budget shares that a scenario gives; the slots it named begin at ``first``."""
    for k in range(len(named_ties)):
        if not math.isnan(named_ties[k, TIE.share]):
            world.ties[TIE.share, first + k] = named_ties[k, TIE.share]


@part
def _own_quality(world, i):
    """Write a firm's coverage and quality by its own capability alone."""
    firms = world.firms
    coverage = 0.0
    for q in range(SKILLS):
        world.effective[i, q] = world.capability[i, q]
        coverage += capability_coverage(world.capability[i, q], world.requirement[i, q])
    firms[FIRM.coverage, i] = coverage / SKILLS
    firms[FIRM.quality, i] = delivered_quality(coverage / SKILLS, firms[FIRM.coupling, i], 0.0)


@part
def _spread_sales(world, i):
    """Divide a provider's sales over its customers by their size; add them to their budgets."""
    total = 0.0
    start = world.link_start[i]
    for link in range(start, start + world.degree[i]):
        j = world.target[world.links[link]]
        if world.kind[j] == CUSTOMER:
            total += world.firms[FIRM.turnover, j]
    for link in range(start, start + world.degree[i]):
        slot = world.links[link]
        j = world.target[slot]
        if world.kind[j] == CUSTOMER:
            weight = world.firms[FIRM.turnover, j] / total
            demand = weight * world.firms[FIRM.turnover, i] / max(0.1, world.firms[FIRM.quality, i])
            world.ties[TIE.share, slot] = demand
            world.firms[FIRM.budget, j] += demand


@part
def _make_large_enough(world, i):
    """Let a customer be large enough for what it buys; its productivity stays the same."""
    firms = world.firms
    least = firms[FIRM.budget, i] / world.settings[P.largest_budget]
    if least > firms[FIRM.turnover, i]:
        firms[FIRM.employees, i] *= least / firms[FIRM.turnover, i]
        firms[FIRM.turnover, i] = least


@part
def _calibrate_costs(world, i, margin):
    """Set the share of materials so that the first normal month earns the margin given."""
    p, firms = world.settings, world.firms
    turnover = firms[FIRM.turnover, i]
    wages = p[P.wage] * firms[FIRM.employees, i] / turnover
    rest = 1.0 - margin - wages - firms[FIRM.budget, i] / turnover
    firms[FIRM.material_share, i] = max(0.05, rest)


@part
def _start(world, i, margin, cash_months):
    """Write what follows from a firm's drawn fields: phases, costs, cash."""
    firms = world.firms
    firms[FIRM.alive, i] = 1.0
    firms[FIRM.information_mean, i] = world.information[i, 0]
    firms[FIRM.maturity, i] = phase_position(
        firms[FIRM.readiness, i], firms[FIRM.services, i], firms[FIRM.modularity, i]
    )
    firms[FIRM.involvement, i] = phase_position(
        firms[FIRM.knowledge, i], firms[FIRM.formalization, i], firms[FIRM.joint_sphere, i]
    )
    output = firms[FIRM.turnover, i]
    if world.kind[i] == PROVIDER:
        output = volume(output, firms[FIRM.quality, i])
    firms[FIRM.productivity, i] = output / firms[FIRM.employees, i]
    firms[FIRM.cash, i] = cash_months * firms[FIRM.turnover, i]
    firms[FIRM.cost, i] = firms[FIRM.turnover, i] * (1.0 - margin)
    firms[FIRM.liquidity, i] = liquidity(firms[FIRM.cash, i], firms[FIRM.cost, i])
    firms[FIRM.operating_result, i] = margin


@kernel
def _lay_out_operations(world, bottleneck):
    """Give every stage of a customer's operation its capacity; the tightest has none to spare."""
    for stage in range(CHAIN):
        spare = stream(world.seeds, OPERATION + stage, 0)
        for i in range(len(world.kind)):
            tight = stage == int(bottleneck[i])
            if world.customer[i] >= 0 and not tight:
                slack = world.settings[P.chain_slack] * uniform(spare, world.firm_key[i])
                world.operation[world.customer[i], stage] = 1.0 + slack


@kernel
def _prepare(world, margin, cash_months, bottleneck):
    """Divide providers' sales into customers' budgets, and write where every firm starts."""
    firms, p, count = world.firms, world.settings, len(world.kind)
    for i in range(count):
        world.values[i], world.schemes[i] = world.own_values[i], world.own_schemes[i]
        firms[FIRM.markets_served, i] = np.count_nonzero(world.months_in[i])
        _own_quality(world, i)
    for i in world.by_kind[: world.kind_start[PROVIDER + 1]]:
        _spread_sales(world, i)
    for i in range(count):
        firms[FIRM.budget, i] /= 1.0 - p[P.elsewhere_share]
        _make_large_enough(world, i)
        _calibrate_costs(world, i, margin[i])
        _start(world, i, margin[i], cash_months[i])
    for slot in range(len(world.source)):
        if world.source[slot] >= 0 and world.kind[world.target[slot]] == CUSTOMER:
            world.ties[TIE.share, slot] /= firms[FIRM.budget, world.target[slot]]
    _lay_out_operations(world, bottleneck)


@entry
def set_up(world, start, drawn, edges):
    """Fill an empty world with firms and relationships.

    Parameters
    ----------
    world : of the right size
    start : what all replicates of the scenario share
    drawn : [field, n] of ``draw_fields``
    edges : [edge, 2] relationships generated
    """
    world = borrowed(world)
    start = borrowed(start)
    _write_drawn(world, drawn)
    place(world, start)
    _form_all(world, edges, start.named, start.named_ties)
    _prepare(world, drawn[FIELD.margin], drawn[FIELD.cash], drawn[FIELD.bottleneck])
    _set_given_shares(world, start.named_ties, len(edges))
