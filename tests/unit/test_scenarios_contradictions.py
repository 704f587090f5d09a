"""Scenarios whose parts are each right and do not fit together."""

from __future__ import annotations

import tomllib

import pytest

from ecosim.errors import InputError
from ecosim.scenarios import load_scenario

FIRMS = """
[[firm]]
id = "A"
kind = "provider"
industry = "mining"
[[firm]]
id = "B"
kind = "partner"
[population]
customer = { count = 17, industries = ["mining"] }
partner = { count = 2 }
"""


def _edge(source: str, target: str, columns: str = "") -> str:
    return f'[[relationship]]\nsource = "{source}"\ntarget = "{target}"\n{columns}\n'


def test_relationships_may_name_generated_firms_and_are_turned_to_the_provider() -> None:
    scenario = load_scenario(tomllib.loads(FIRMS + _edge("customer-17", "A", "share = 0.4")))
    [edge] = scenario.relationships
    assert (edge.source, edge.target, edge.columns) == ("A", "customer-17", {"share": 0.4})


def test_a_comparison_may_name_generated_firms() -> None:
    text = FIRMS + '[comparison]\nfocal = "A"\ncandidates = ["B", "partner-2"]'
    comparison = load_scenario(tomllib.loads(text)).comparison
    assert comparison is not None
    assert comparison.candidates == ("B", "partner-2")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_edge("A", "Z"), "number 1 (A to Z), target: there is no firm 'Z'"),
        (
            _edge("A", "customer-18"),
            "there is no firm 'customer-18'; the last one is 'customer-17'",
        ),
        (_edge("A", "customer-017"), "there is no firm 'customer-017'"),
        (_edge("A", "A"), "'A' cannot be related to itself"),
        (
            _edge("A", "B") + _edge("B", "A"),
            "the same two firms as relationship, number 1 (A to B)",
        ),
        (_edge("B", "customer-1"), "partner and customer cannot be related; possible are provider"),
        (_edge("customer-1", "customer-2"), "customer and customer cannot be related"),
        (_edge("A", "B", "share = 0.1"), "share: only between provider and customer"),
        ('[[firm]]\nid = "A"\nkind = "customer"', "firm.A.id: 2 firms have this id; and 1 more"),
        ('[[firm]]\nid = "partner-2"\nkind = "partner"', "a generated firm of the population has"),
        (
            '[[firm]]\nid = "C"\nkind = "partner"\nmarket = "XE"',
            "firm.C.market: market 'XE': no suc",
        ),
        (
            '[[firm]]\nid = "C"\nkind = "partner"\nmarket = "SE"\nmarkets = ["SE"]',
            "firm.C.markets: 'SE' is the home market",
        ),
        (
            '[[firm]]\nid = "C"\nkind = "partner"\nmarkets = ["FI", "FI"]',
            "firm.C.markets: 'FI' is named 2 times",
        ),
        ('[[firm]]\nid = "C"\nkind = "partner"\nvalues = [0, 0, 0, 0]', "not all four numbers can"),
        (
            "[population.logistics]\ncount = 1\nmarkets = ['ZZ']",
            "population.logistics.markets: mark",
        ),
        (
            "[population.logistics]\ncount = 1\npresence = 99.0",
            "population.logistics.presence: 99.0",
        ),
        ("[population.logistics]\ncount = 4_999_999", "at most 5000000 are possible"),
        ("[[shock]]\nmonth = 121\nkind = 'demand'\nsize = 0.1", "121 is after the last month, 120"),
        ("[[shock]]\nmonth = 1\nkind = 'demand'\nsize = 0.1\nindustry = 'minin'", "mean 'mining'?"),
        ("[[shock]]\nmonth = 1\nkind = 'demand'\nsize = 0.1\nfirm = 'Z'", "no firm 'Z'"),
        (
            "[[shock]]\nmonth = 1\nkind = 'demand'\nsize = 0.1\nmarket = 'ZZ'",
            "number 1, market: mar",
        ),
        ("[comparison]\nfocal = 'Z'\ncandidates = ['B']", "comparison.focal: there is no firm 'Z'"),
        (
            "[comparison]\nfocal = 'A'\ncandidates = ['Z']",
            "comparison.candidates: there is no firm",
        ),
        ("[comparison]\nfocal = 'A'\ncandidates = ['A']", "'A' is the focal firm itself"),
        ("[comparison]\nfocal = 'A'\ncandidates = ['B', 'B']", "'B' is named 2 times"),
        ("[comparison]\nfocal = 'A'\ncandidates = []", "0 values; at least 1 needed"),
        (
            "[comparison]\nfocal = 'B'\ncandidates = ['customer-1']",
            "'customer-1', customer, and 'B', partner, cannot be related",
        ),
        (
            _edge("A", "B") + "[comparison]\nfocal = 'A'\ncandidates = ['B']",
            "'B' is related to 'A' from the start",
        ),
        ("[network]\noptions = { m = 3 }", "the generator 'role-constrained' has no options"),
        (
            "[network]\ngenerator = 'barabasi-albert'\noptions = { k = 3 }",
            "network.options.k: 'k' is none of m",
        ),
        (
            "[network]\ngenerator = 'barabasi-albert'\noptions = { m = 21 }",
            "is not below 21, the number of firms to connect",
        ),
        ("[network]\ngenerator = 'random-regular'\noptions = { d = 3 }", "must be even"),
        (
            "[network]\ngenerator = 'watts-strogatz'\noptions = { k = 2.5 }",
            "2.5 is not a whole number",
        ),
        (
            "[network.layers]\nprovider-customer = 0\nprovider-partner = 0\n"
            "provider-logistics = 0\nprovider-provider = 0",
            "network.layers: not all weights can be 0",
        ),
    ],
)
def test_a_contradiction_is_explained(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario(tomllib.loads(FIRMS + text))
    assert said in str(caught.value)


def test_a_customer_cannot_spend_more_than_its_budget() -> None:
    text = FIRMS + '[[firm]]\nid = "C"\nkind = "provider"\n'
    text += _edge("A", "customer-1", "share = 0.7") + _edge("C", "customer-1", "share = 0.4")
    with pytest.raises(InputError, match=r"'customer-1' spends 1\.1 of its budget"):
        load_scenario(tomllib.loads(text))


def test_firms_that_take_no_part_in_the_network_do_not_count_for_its_options() -> None:
    text = FIRMS.replace('kind = "partner"', 'kind = "partner"\nties = 0')
    text += "[network]\ngenerator = 'random-regular'\noptions = { d = 3 }"
    assert load_scenario(tomllib.loads(text)).network.options == {"d": 3.0}


def test_a_named_firm_without_a_home_is_at_home_where_generated_ones_are() -> None:
    with pytest.raises(InputError, match=r"firm\.A\.market: market 'SE': no such market"):
        load_scenario({"scenario": {"markets": ["FI"]}, "firm": [{"id": "A", "kind": "provider"}]})


def test_a_scenario_without_any_firm_is_refused() -> None:
    with pytest.raises(InputError, match="there is no firm at all"):
        load_scenario({"population": {"provider": {"count": 0}}})
