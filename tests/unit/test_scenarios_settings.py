"""Settings by dotted name, from Python and from the command line."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from ecosim.errors import InputError
from ecosim.scenarios import load_scenario, parse_setting

TABLES = tomllib.loads("""
[[firm]]
id = "A"
kind = "provider"
capability.product = 0.5
[[firm]]
id = "A.B"
kind = "partner"
[population]
provider = { count = 3, employees = 10 }
[[population.partner]]
count = 1
[[population.partner]]
count = 2
[mechanisms]
relationships.assets = false
""")


def _counts(scenario: Any, kind: str) -> int | None:
    """Return the number of firms in the last group of a kind."""
    return next((g.count for g in reversed(scenario.groups) if g.kind == kind), None)


def _settings(scenario: Any) -> dict[str, Any]:
    return {
        "scenario.ticks": scenario.ticks,
        "parameters.trust_gain": scenario.parameters["trust_gain"],
        "mechanisms.relationships": scenario.mechanisms["relationships"],
        "mechanisms.relationships.assets": scenario.mechanisms["relationships.assets"],
        "population.provider.count": _counts(scenario, "provider"),
        "population.partner.2.count": _counts(scenario, "partner"),
        "population.customer.count": _counts(scenario, "customer"),
        "network.mean_degree": scenario.network.mean_degree,
        "network.generator": scenario.network.generator,
        "network.options.p": scenario.network.options.get("p"),
        "network.layers.provider-partner": scenario.network.layers["provider-partner"],
        "policy.partner_selection": scenario.partner_selection,
        "strategy.internationalization": scenario.internationalization,
        "strategy.innovation": scenario.innovation,
        "teams.operations": scenario.parameters["operations_team"],
        "firm.A.employees": scenario.firms[0].fields.get("employees"),
        "firm.A.capability.product": scenario.firms[0].fields.get("capability.product"),
        "firm.A.strategy.internationalization": scenario.firms[0].internationalization,
        "firm.A.strategy.innovation": scenario.firms[0].innovation,
        "firm.A.B.employees": scenario.firms[1].fields.get("employees"),
        "comparison": scenario.comparison and scenario.comparison.candidates,
    }


NEW = {
    "scenario.ticks": 12,
    "parameters.trust_gain": 0.1,
    "mechanisms.relationships": False,
    "mechanisms.relationships.assets": True,
    "population.provider.count": 7,
    "population.partner.2.count": 9,
    "population.customer.count": 4,
    "network.mean_degree": 3.0,
    "network.generator": "none",
    "network.layers.provider-partner": 0.5,
    "policy.partner_selection": "random",
    "strategy.internationalization": "none",
    "strategy.innovation": "big-bang",
    "teams.operations": 0.25,
    "firm.A.employees": 12.0,
    "firm.A.capability.product": 0.9,
    "firm.A.strategy.internationalization": "scaling",
    "firm.A.strategy.innovation": "stage-gate",
    "firm.A.B.employees": 3.0,
}


@pytest.mark.parametrize("key", NEW)
def test_a_setting_changes_what_it_names_and_nothing_else(key: str) -> None:
    before, after = (
        _settings(load_scenario(TABLES)),
        _settings(load_scenario(TABLES, {key: NEW[key]})),
    )
    assert after == before | {key: NEW[key]}


def test_a_team_is_the_parameter_of_the_same_meaning_in_a_file_and_in_python() -> None:
    for key in ("teams.steering", "parameters.steering_team"):
        loaded = load_scenario(TABLES, {key: 0.5})
        changed = load_scenario(TABLES).with_settings({key: 0.5})
        assert loaded.parameters["steering_team"] == changed.parameters["steering_team"] == 0.5


def test_a_way_to_run_projects_is_one_of_three() -> None:
    with pytest.raises(InputError, match="micro-service"):
        load_scenario(TABLES, {"strategy.innovation": "waterfall"})
    with pytest.raises(InputError, match="micro-service"):
        load_scenario(TABLES).with_settings({"strategy.innovation": "waterfall"})


def test_all_settings_work_together() -> None:
    assert _settings(load_scenario(TABLES, NEW)).items() >= NEW.items()


def test_an_option_of_the_generator_is_set_together_with_it() -> None:
    settings = {"network.generator": "erdos-renyi", "network.options.p": 0.2}
    assert load_scenario(TABLES, settings).network.options == {"p": 0.2}


@pytest.mark.parametrize(
    "nested",
    [
        {"parameters": {"trust_gain": 0.1}},
        {"firm": {"A": {"employees": 12, "capability": {"product": 0.9}}}},
        {"firm.A": {"employees": 12}},
        {"population": {"provider": {"count": 7}}},
        {"mechanisms": {"relationships": {"routines": False}}},
    ],
)
def test_tables_may_be_nested_and_change_only_what_they_name(nested: dict[str, Any]) -> None:
    scenario = load_scenario(TABLES, nested)
    assert scenario.groups[0].fields
    assert scenario.mechanisms["relationships.assets"] is False
    assert scenario.as_dict() != load_scenario(TABLES).as_dict()


def test_a_whole_list_may_be_replaced() -> None:
    shock = {"month": 3, "kind": "demand", "size": 0.2}
    assert len(load_scenario(TABLES, {"shock": [shock]}).shocks) == 1


def test_the_focal_firm_and_the_candidates_can_be_set() -> None:
    settings = {"comparison.focal": "A", "comparison.candidates": ["A.B", "partner-1"]}
    assert _settings(load_scenario(TABLES, settings))["comparison"] == ("A.B", "partner-1")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("trust_gain", 0.1, "there is no such name; did you mean 'parameters.trust_gain'?"),
        ("ticks", 3, "did you mean 'scenario.ticks'?"),
        ("parameter.trust_gain", 0.1, "did you mean 'parameters.trust_gain'?"),
        ("parameters.trust_gian", 0.1, "parameters.trust_gian: there is no such key; did you mean"),
        ("parameters.trust_gain", 7, "parameters.trust_gain: 7 is above 0.5"),
        ("mechanisms.manager", False, "mechanisms.manager: there is no such key"),
        ("firm.Z.employees", 3, "there is no named firm 'Z'"),
        ("firm.A", 3, "firm.A.employees, for one, is a complete name"),
        ("firm.A.employes", 3, "firm.A.employes: there is no such key; did you mean 'employees'?"),
        ("population.partner.count", 3, "there are 2 groups; name one of them by its number"),
        ("population.partner.3.count", 3, "there are 2 groups"),
        (
            "population.provder.count",
            3,
            "population.provder: there is no such key; did you mean 'p",
        ),
        ("shock.1.size", 0.3, "a shock cannot be changed by name"),
        ("scenario", 5, "scenario: 5 is not a table"),
        ("network.layers", 5, "network.layers: 5 is not a table"),
    ],
)
def test_a_wrong_setting_is_explained(key: str, value: Any, said: str) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario(TABLES, {key: value})
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("scenario.ticks=12", ("scenario.ticks", 12)),
        ("a = 1.5", ("a", 1.5)),
        ("a=true", ("a", True)),
        ("a=viable", ("a", "viable")),
        ("a=SE", ("a", "SE")),
        ("a=Hallmek Machinery", ("a", "Hallmek Machinery")),
        ('a="12"', ("a", "12")),
        ("a=['x', 'y']", ("a", ["x", "y"])),
        ("a={ low = 1, high = 2 }", ("a", {"low": 1, "high": 2})),
        ("a=b=c", ("a", "b=c")),
        ("a=1\nb=2", ("a", "1\nb=2")),
    ],
)
def test_a_setting_of_the_command_line_is_read_as_toml_or_as_a_bare_word(
    text: str, meant: tuple[str, Any]
) -> None:
    assert parse_setting(text) == meant


@pytest.mark.parametrize("text", ["", "a", "=1", "a=", "a=[1", 'a="x', "a={", "a=" + "x" * 20_000])
def test_a_malformed_setting_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"^setting '"):
        parse_setting(text)
