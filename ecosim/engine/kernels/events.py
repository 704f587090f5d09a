"""Writing down what happens."""

from ecosim.compiled import inlined
from ecosim.engine.world import COUNTER

COUNT = COUNTER.events


@inlined
def most_events(firms, providers, slots, shocks, markets):
    """Return a bound on the events of one month.

    Each dated shock may hit every firm, and every provider leave every market; ten events for each
    firm and twelve for each relationship are more than any month can bring.
    """
    return (10 + shocks) * firms + 12 * slots + providers * markets


@inlined
def emit(counters, events, details, tick, kind, subject, object_, detail):
    """Append one event, unless the buffer is full or events are not kept."""
    count = counters[COUNT]
    if count < len(events):
        events[count, 0] = tick
        events[count, 1] = kind
        events[count, 2] = subject
        events[count, 3] = object_
        details[count] = detail
        counters[COUNT] = count + 1
