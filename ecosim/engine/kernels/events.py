"""Writing down what happens."""

from ecosim.compiled import inlined
from ecosim.engine.world import COUNTER

COUNT = COUNTER.events


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
