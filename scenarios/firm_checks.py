"""What can be wrong with the firms of a scenario, taken together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ecosim.declarations.scenario import NOBODY, TOGETHER, FirmSpec, Group, Scenario
from ecosim.errors import InputError
from ecosim.scenarios.complaints import firm_label
from ecosim.scenarios.firm_ids import FirmIds
from ecosim.scenarios.messages import Problem, shown
from ecosim.scenarios.schema import MOST_FIRMS

__all__ = ["USUAL", "firm_problems", "market_problem"]

USUAL = Group("provider", 0)
"""Its industry and home market are those of a named firm that names none."""


def firm_problems(scenario: Scenario, ids: FirmIds) -> Iterator[Problem]:
    """Return what is wrong with numbers of firms, ids and home and foreign markets."""
    yield from _size_problems(ids)
    for place, group in enumerate(scenario.groups):
        yield from _group_problems(scenario, group, _group_label(scenario.groups, place))
    times = Counter(firm.id for firm in scenario.firms)
    for firm in scenario.firms:
        yield from _id_problems(firm, times[firm.id], ids)
        yield from _firm_problems(scenario, firm, firm_label(firm.id))


def _size_problems(ids: FirmIds) -> Iterator[Problem]:
    if ids.total == 0:
        yield Problem("population", "there is no firm at all; at least one is needed")
    if ids.total > MOST_FIRMS:
        yield Problem("population", f"{ids.total} firms in all; at most {MOST_FIRMS} are possible")


def _group_label(groups: Sequence[Group], place: int) -> str:
    kind = groups[place].kind
    number = sum(group.kind == kind for group in groups[: place + 1])
    several = sum(group.kind == kind for group in groups) > 1
    return f"population.{kind}, number {number}, " if several else f"population.{kind}."


def _group_problems(scenario: Scenario, group: Group, label: str) -> Iterator[Problem]:
    for code in group.markets:
        yield from market_problem(scenario, code, f"{label}markets")
    foreign = len(scenario.markets) - 1
    if group.presence > foreign:
        text = f"{shown(group.presence)} is above {foreign}, the number of foreign markets"
        yield Problem(f"{label}presence", text)


def market_problem(scenario: Scenario, code: str | None, where: str) -> Iterator[Problem]:
    """Return that a market does not exist, with the nearest one; None is no market."""
    if code is None or code in scenario.markets.codes:
        return
    try:
        scenario.markets.index(code[:80])
    except InputError as error:
        yield Problem(where, str(error))


def _id_problems(firm: FirmSpec, times: int, ids: FirmIds) -> Iterator[Problem]:
    where = f"{firm_label(firm.id)}.id"
    if firm.id in (NOBODY, TOGETHER):
        yield Problem(where, f"{shown(firm.id)} is what tables of results call something else")
    if times > 1:
        yield Problem(where, f"{times} firms have this id")
    if ids.generated_kind(firm.id):
        yield Problem(where, "a generated firm of the population has this id")


def _firm_problems(scenario: Scenario, firm: FirmSpec, where: str) -> Iterator[Problem]:
    home = firm.market or USUAL.markets[0]
    yield from market_problem(scenario, home, f"{where}.market")
    yield from _presence_problems(scenario, firm, f"{where}.markets")
    for name, identity in (("values", firm.values), ("schemes", firm.schemes)):
        if identity is not None and not any(identity):
            yield Problem(f"{where}.{name}", "not all four numbers can be 0")


def _presence_problems(scenario: Scenario, firm: FirmSpec, where: str) -> Iterator[Problem]:
    for code, times in Counter(firm.markets).items():
        yield from market_problem(scenario, code, where)
        if code == (firm.market or USUAL.markets[0]):
            yield Problem(where, f"{shown(code)} is the home market; only foreign ones belong here")
        if times > 1:
            yield Problem(where, f"{shown(code)} is named {times} times")
