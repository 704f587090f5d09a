"""The customer's operation: a chain of stages that is as fast as its slowest."""

from ecosim.compiled import inlined
from ecosim.declarations.columns import FIRM, NEED
from ecosim.engine.kernels.needs import SERVED
from ecosim.engine.settings import P
from ecosim.engine.world import CHAIN, NEEDS
from ecosim.rules.needs import believed_gain, site_value


@inlined
def note_capacity(operation, needs, c, capacity):
    """Write the capacity of each stage of a customer's chain with the services it uses."""
    for stage in range(CHAIN):
        capacity[stage] = operation[c, stage]
    for at in range(c * NEEDS, (c + 1) * NEEDS):
        if needs[NEED.status, at] == SERVED:
            used = needs[NEED.adoption, at] * needs[NEED.performance, at]
            capacity[int(needs[NEED.stage, at])] += used * needs[NEED.relief, at]


@inlined
def throughput(capacity):
    """Return the throughput of a chain: its tightest stage."""
    least = capacity[0]
    for stage in range(1, CHAIN):
        least = min(least, capacity[stage])
    return least


@inlined
def site_gain(capacity, needs, at):
    """Return what relief by one need, fully used, adds to the throughput of the whole chain."""
    before, stage = throughput(capacity), int(needs[NEED.stage, at])
    kept = capacity[stage]
    capacity[stage] = kept + needs[NEED.relief, at]
    after = throughput(capacity)
    capacity[stage] = kept
    return after - before


@inlined
def true_value(p, firms, capacity, needs, at, j):
    """Return what a need is worth to its customer, in MSEK per month."""
    gain = site_gain(capacity, needs, at)
    return site_value(needs[NEED.saving, at], gain, firms[FIRM.turnover, j], p[P.contribution])


@inlined
def visible_value(p, firms, capacity, needs, at, j, development):
    """Return what a need is worth as far as the development team looked beyond one stage."""
    gain = believed_gain(
        site_gain(capacity, needs, at), needs[NEED.relief, at], p[P.scan_reach] * development
    )
    return site_value(needs[NEED.saving, at], gain, firms[FIRM.turnover, j], p[P.contribution])
