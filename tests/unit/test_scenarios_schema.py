"""What a scenario file may say, and what is said when it says something else."""

from __future__ import annotations

import tomllib
from typing import Any

import numpy as np
import pytest

from ecosim.declarations.fields import FIELDS, Distribution
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError
from ecosim.scenarios import load_scenario

ONE_FIRM = '[[firm]]\nid = "A"\nkind = "provider"\n'


def _load(text: str) -> Scenario:
    return load_scenario(tomllib.loads(text))


def _refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        _load(text)
    return str(caught.value)


def test_an_empty_table_gives_every_default() -> None:
    scenario = _load(ONE_FIRM)
    assert scenario.parameters == {p.name: p.default for p in PARAMETERS}
    assert scenario.mechanisms == {m.name: m.default for m in MECHANISMS}
    assert (scenario.ticks, scenario.seed, scenario.network.generator) == (
        120,
        42,
        "role-constrained",
    )


@pytest.mark.parametrize("declared", PARAMETERS, ids=lambda declared: declared.name)
def test_every_parameter_has_its_declared_range(declared: Any) -> None:
    for bound in (declared.low, declared.high):
        text = f"{ONE_FIRM}[parameters]\n{declared.name} = {float(bound)!r}"
        assert _load(text).parameters[declared.name] == bound
    above = _refused(f"{ONE_FIRM}[parameters]\n{declared.name} = {float(declared.high) + 1.0!r}")
    assert f"parameters.{declared.name}: " in above
    assert f"is above {declared.high:g}" in above


@pytest.mark.parametrize("name", FIELDS.names)
def test_every_field_of_a_firm_can_be_given_by_its_dotted_name(name: str) -> None:
    low, high = FIELDS[name].low, FIELDS[name].high
    firm = _load(f"{ONE_FIRM}{name} = {float(high or 0)!r}").firms[0]
    assert firm.fields == {name: high}
    assert f"firm.A.{name}: " in _refused(f"{ONE_FIRM}{name} = {float(low or 0) - 1.0!r}")


@pytest.mark.parametrize("name", MECHANISMS.names)
def test_every_mechanism_can_be_switched_off_quoted_or_not(name: str) -> None:
    for written in (name, f'"{name}"'):
        mechanisms = _load(f"{ONE_FIRM}[mechanisms]\n{written} = false").mechanisms
        assert [m for m, on in mechanisms.items() if not on] == [name]


def test_a_mechanism_and_its_part_can_be_set_together() -> None:
    text = f'{ONE_FIRM}[mechanisms]\nrelationships = true\n"relationships.assets" = false'
    assert _load(text).mechanisms["relationships.assets"] is False


def test_a_name_given_quoted_and_nested_is_refused() -> None:
    text = f'{ONE_FIRM}capability.product = 0.5\n"capability.product" = 0.6'
    assert "firm.A: capability.product is given twice" in _refused(text)


def test_strategies_of_a_firm_are_read() -> None:
    text = 'strategy.internationalization = "scaling"\npolicy.partner_selection = "random"'
    firm = _load(ONE_FIRM + text).firms[0]
    assert (firm.internationalization, firm.partner_selection) == ("scaling", "random")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("50", Distribution("fixed", 50.0)),
        ("{ low = 20, high = 80 }", Distribution("uniform", 20.0, 80.0)),
        ("{ median = 50, spread = 0.6 }", Distribution("lognormal", 50.0, 0.6)),
    ],
)
def test_a_field_of_generated_firms_is_a_number_or_a_distribution(
    written: str, meant: Distribution
) -> None:
    scenario = _load(f"[population]\nprovider = {{ count = 2, employees = {written} }}")
    assert scenario.groups[0].fields == {"employees": meant}


def test_several_groups_of_one_kind_keep_their_order() -> None:
    text = (
        '[[population.partner]]\ncount = 2\nrole = "distributor"\n[[population.partner]]\ncount=1'
    )
    assert [(g.count, g.role) for g in _load(text).groups] == [(2, "distributor"), (1, None)]


def test_a_market_of_ones_own_joins_the_shipped_ones() -> None:
    text = ONE_FIRM + 'market = "XX"\n[[market]]\ncode = "XX"\nname = "Elsewhere"\n'
    scenario = _load(text + "gdp = 10\npopulation = 1\ndistances = { SE = 0.2 }")
    codes = scenario.markets.codes
    assert scenario.markets.distance[codes.index("XX"), codes.index("SE")] == 0.2


def test_markets_can_be_limited() -> None:
    text = f'[scenario]\nmarkets = ["FI", "SE"]\n{ONE_FIRM}market = "FI"'
    assert _load(text).markets.codes == ("FI", "SE")


def test_numbers_from_numpy_are_numbers() -> None:
    tables = {
        "scenario": {"ticks": np.int64(12)},
        "population": {"customer": {"count": np.int8(2)}},
    }
    scenario = load_scenario(
        tables, {"parameters.trust_gain": np.float64(0.1), "mechanisms.learning": np.bool_(False)}
    )
    assert (scenario.ticks, scenario.groups[0].count) == (12, 2)
    assert (scenario.parameters["trust_gain"], scenario.mechanisms["learning"]) == (0.1, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ONE_FIRM + "employees = -3", "firm.A.employees: -3 is below 1"),
        (ONE_FIRM + 'employees = "5"', "firm.A.employees: '5' is text, not a number"),
        (ONE_FIRM + "employees = true", "firm.A.employees: true is not a number"),
        (ONE_FIRM + "turnover = nan", "firm.A.turnover: nan is not a finite number"),
        (ONE_FIRM + "turnover = inf", "firm.A.turnover: inf is not a finite number"),
        (ONE_FIRM + "turnover = 2020-01-01", "a date or time is not a number"),
        (ONE_FIRM + "employes = 3", "firm.A.employes: there is no such key; did you mean 'emp"),
        (ONE_FIRM + "capability.x = 3", "firm.A.capability.x: there is no such key"),
        (ONE_FIRM + "values = [1, 0]", "firm.A.values: 2 values; at least 4 needed"),
        (ONE_FIRM + 'markets = ["SE", 5]', "firm.A.markets, number 2: 5 is not text"),
        ('[[firm]]\nid = "A"', "firm.A.kind: it is missing"),
        (
            '[[firm]]\nid = "A"\nkind = "provder"',
            "'provder' is none of provider, customer, partner",
        ),
        ('[[firm]]\nid = ""\nkind = "partner"', "firm, number 1, id: it is empty"),
        ('[[firm]]\nid = " A"\nkind = "partner"', "' A' begins or ends with a space"),
        ('[[firm]]\nid = "A\\nB"\nkind = "partner"', "cannot be shown on one line"),
        (
            '[firm]\nid = "A"\nkind = "partner"',
            "firm: a table is not a list; write its name in dou",
        ),
        ("[scenario]\nticks = 0", "scenario.ticks: 0 is below 1"),
        ("[scenario]\nticks = 12.0", "scenario.ticks: 12.0 is not a whole number"),
        ("[scenario]\ntick = 3", "scenario.tick: there is no such key; did you mean 'ticks'?"),
        (
            "[populaton]\nprovider = 3",
            "populaton: there is no such key; did you mean 'population'?",
        ),
        ("[population]\nprovder = { count = 1 }", "did you mean 'provider'?"),
        ("[population]\nprovider = 3", "population.provider: 3 is not a list"),
        ("[population]\nprovider = { cout = 3 }", "population.provider.count: it is missing"),
        (
            "[population]\nprovider = { count = 1, margin = { low = 0.2, high = 0.1 } }",
            "population.provider.margin: high 0.1 is below 0.2",
        ),
        (
            "[population]\nprovider = { count = 1, margin = { min = 0.2 } }",
            "a number, {low, high} or {median, spread} is needed, not 'min'",
        ),
        (
            "[[population.partner]]\ncount = 1\n[[population.partner]]\ncount = 'x'",
            "number 2, count",
        ),
        ("[mechanisms]\nlearning = 1", "mechanisms.learning: 1 is not true or false"),
        ("[mechanisms]\nlerning = true", "there is no such key; did you mean 'learning'?"),
        ("[parameters]\ntrust_gian = 1", "did you mean 'trust_gain'?"),
        ("[policy]\npartner_selection = 'best'", "'best' is none of viable, random"),
        ("[network]\ngenerator = 'barabasi'", "did you mean 'barabasi-albert'?"),
        ("[network]\nlayers = { a-b = 1 }", "network.layers.a-b: 'a-b' is none of provider-cust"),
        ("[[shock]]\nmonth = 1\nkind = 'demand'\nsize = 2", "shock, number 1, size: 2 is above 1"),
        (
            "[[relationship]]\nsource = 'A'\ntarget = 'B'\ntrus = 1",
            "number 1 (A to B), trus: there",
        ),
        (
            "[[market]]\ncode = 'XX'\nname = 'X'\ngdp = -1\npopulation = 1",
            "market.XX.gdp: -1 is not above 0",
        ),
        (
            "[[market]]\ncode = 'X X'\nname = 'X'\ngdp = 1\npopulation = 1",
            "market 'X X', code: allowed are letters",
        ),
        ("[scenario]\nmarkets = ['ZZ']", "scenario.markets, market 'ZZ': no such market"),
    ],
)
def test_a_wrong_value_is_explained(text: str, said: str) -> None:
    assert said in _refused(text)


def test_the_message_says_how_many_more_problems_there_are() -> None:
    said = _refused(ONE_FIRM + "employees = 0\nturnover = -1\ncash = -1")
    assert said.endswith("firm.A.employees: 0 is below 1; and 2 more problems")
