"""Incidents: problems that somebody answers, or nobody, and customers who lose patience."""

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import EVENT, TIE
from ecosim.engine.kernels.events import emit
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, bell, stream, uniform
from ecosim.engine.world import TOTAL
from ecosim.rules.incidents import answer_chance, incident_chance, tolerated_incidents

INCIDENT, ANSWER, TEMPER = int(Purpose.INCIDENT), int(Purpose.ANSWER), int(Purpose.TEMPER)


@inlined
def _arises(p, ties, slot, services, incident, key):
    """Tell whether a customer has an incident this month, in delivery or in a service."""
    if ties[TIE.failure, slot] > 0.0:
        return True
    return services > 0.0 and uniform(incident, key) < incident_chance(services, p[P.incident_rate])


@inlined
def _loses_patience(p, ties, slot, temper, key):
    """Tell whether a customer has waited in vain too often; customers differ in temper."""
    own = max(0.0, p[P.incident_patience] + p[P.incident_patience_spread] * bell(temper, key))
    return ties[TIE.unanswered, slot] >= tolerated_incidents(own, ties[TIE.trust, slot])


@inlined
def incident_streams(seeds, tick):
    """Return the streams that say what happens, who answers, and how patient a customer is."""
    return stream(seeds, INCIDENT, tick), stream(seeds, ANSWER, tick), stream(seeds, TEMPER, 0)


@kernel
def answer_incidents(p, streams, tick, i, links, target, keys, services, ties, totals, log):
    """Count a provider's unanswered incidents in a row; customers who lose patience buy no more.

    ``services`` holds services in use by link, −1 where there is no account.
    """
    counters, events, details = log
    incident, answer, temper = streams
    for n in range(len(links)):
        slot = links[n]
        key = keys[slot]
        if services[n] < 0.0 or not _arises(p, ties, slot, services[n], incident, key):
            continue
        if uniform(answer, key) < answer_chance(p[P.incident_response], ties[TIE.outreach, slot]):
            ties[TIE.unanswered, slot] = 0.0
            continue
        ties[TIE.unanswered, slot] += 1.0
        if _loses_patience(p, ties, slot, temper, key):
            ties[TIE.share, slot] = 0.0
            totals[TOTAL.written_off, i] += 1.0
            in_a_row = ties[TIE.unanswered, slot]
            emit(counters, events, details, tick, EVENT.written_off, i, target[slot], in_a_row)
