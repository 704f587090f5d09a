"""What is right in each table of a scenario and wrong between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from ecosim.declarations.fields import Distribution
from ecosim.declarations.scenario import Scenario
from ecosim.scenarios.comparison_checks import comparison_problems
from ecosim.scenarios.firm_checks import USUAL, firm_problems, market_problem
from ecosim.scenarios.firm_ids import FirmIds
from ecosim.scenarios.messages import Problem, name_like, shown
from ecosim.scenarios.network_checks import network_problems
from ecosim.scenarios.relationship_checks import relationship_problems

__all__ = ["contradictions"]


def contradictions(
    scenario: Scenario, ids: FirmIds, relationship_place: Callable[[int], str]
) -> Iterator[Problem]:
    """Return everything that contradicts something else, in the order of the file.

    Parameters
    ----------
    scenario : the resolved scenario
    ids : its firms
    relationship_place : what messages call the relationship at a position
    """
    yield from firm_problems(scenario, ids)
    yield from relationship_problems(scenario.relationships, ids, relationship_place)
    yield from network_problems(scenario.network, _connected(scenario, ids))
    yield from _shock_problems(scenario, ids)
    if scenario.comparison is not None:
        yield from comparison_problems(scenario, scenario.comparison, ids)


def _connected(scenario: Scenario, ids: FirmIds) -> int:
    """Return the number of firms that a generator connects: all but those with ``ties`` 0."""
    firms = sum(firm.fields.get("ties") == 0.0 for firm in scenario.firms)
    groups = sum(
        g.count for g in scenario.groups if g.fields.get("ties") == Distribution("fixed", 0.0)
    )
    return ids.total - firms - groups


def _shock_problems(scenario: Scenario, ids: FirmIds) -> Iterator[Problem]:
    industries = {firm.industry or USUAL.industries[0] for firm in scenario.firms}
    industries.update(chain.from_iterable(g.industries for g in scenario.groups if g.count))
    for number, shock in enumerate(scenario.shocks, 1):
        where = f"shock, number {number}, "
        if shock.month > scenario.ticks:
            text = f"{shock.month} is after the last month, {scenario.ticks}"
            yield Problem(f"{where}month", text)
        if shock.industry is not None and shock.industry not in industries:
            hint = name_like(shock.industry, sorted(industries))
            yield Problem(
                f"{where}industry", f"no firm is in industry {shown(shock.industry)}{hint}"
            )
        yield from market_problem(scenario, shock.market, f"{where}market")
        if shock.firm is not None and ids.kind(shock.firm) is None:
            yield Problem(f"{where}firm", ids.missing(shock.firm))
