"""Opportunities as the customer's stage meets them: what managers found or made before it."""

from ecosim.compiled import inlined
from ecosim.declarations.columns import NEED, TIE
from ecosim.engine.settings import P
from ecosim.engine.world import TOTAL

CREATED = 2.0  # origin of a need


@inlined
def discover(p, firms, ties, slot, i, j, k):
    """Return 1 where account managers bring need ``k`` of a customer forward this month, else 0."""
    return 1.0 if ties[TIE.found, slot] == k + 1.0 else 0.0


@inlined
def create(p, firms, ties, slot, i, j):
    """Return 1 where development managers create an opportunity with a customer, else 0."""
    return ties[TIE.venture, slot]


@inlined
def creation_spread(p):
    """Return the spread of a created opportunity's value against that of other needs."""
    return p[P.created_spread]


@inlined
def note_worth(needs, at, ready, totals, i, row):
    """Add what an opportunity is like to the totals from ``row`` on: number, novelty, worth.

    ``ready`` is how far the provider has the digital function it asks for.
    """
    worth = needs[NEED.saving, at] + needs[NEED.relief, at]
    totals[row, i] += 1.0
    totals[row + 1, i] += 1.0 - ready
    totals[row + 2, i] += worth
    totals[row + 3, i] += worth * worth


@inlined
def note_dropped(needs, at, totals, j):
    """Add the age of a created opportunity that is given up to its customer's totals."""
    if needs[NEED.origin, at] == CREATED:
        totals[TOTAL.created_dropped, j] += 1.0
        totals[TOTAL.created_dropped_age, j] += needs[NEED.age, at]


@inlined
def note_in_use(needs, at, totals, j):
    """Add the age of a created opportunity that comes into use to its customer's totals."""
    if needs[NEED.origin, at] == CREATED:
        totals[TOTAL.created_in_use, j] += 1.0
        totals[TOTAL.created_in_use_age, j] += needs[NEED.age, at]
