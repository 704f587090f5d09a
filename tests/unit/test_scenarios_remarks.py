"""Comments of a scenario file travel with it as sources and reasons of its settings."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

import ecosim
from ecosim.declarations.rebuilt import scenario_from_dict
from ecosim.reporting.assumptions import assumptions
from ecosim.reporting.document import Table
from ecosim.scenarios.remarks import remarks_in

FILE = '''\
# Two mills, after the
# annual reports.
#
# All else is invented.

## Not for readers of reports.

# the usual horizon
[scenario]
title = "a # in a text"   # a title
description = """
# in a text
x = 1 # as well "quoted" """   # after a long text
ticks = 12                ## stays inside
# seed = 3

[[firm]]                  # [IN] Table 2
id = "A.b"
kind = "provider"
capability.analytics = 0.5   # measured
markets = [
    "FI",                 # an office
    "DE",                 # an agent
]

[population.customer]
count = 2                 # both mills

[[population.partner]]
count = 1
# the second kind
[[population.partner]]
count = 2

[parameters]
trust_gain = 0.1          # our guess
'''
REMARKS = {
    "": "Two mills, after the annual reports.\nAll else is invented.",
    "scenario": "the usual horizon",
    "scenario.title": "a title",
    "scenario.description": "after a long text",
    "firm.A.b": "[IN] Table 2",
    "firm.A.b.capability.analytics": "measured",
    "firm.A.b.markets": "an office an agent",
    "population.customer.count": "both mills",
    "population.partner.2": "the second kind",
    "parameters.trust_gain": "our guess",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mills.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_comment_belongs_to_its_setting(end: str) -> None:
    assert remarks_in(FILE.replace("\n", end), tomllib.loads(FILE)) == REMARKS


def test_they_change_no_digest_and_come_back_from_provenance(file: Path) -> None:
    scenario = ecosim.load_scenario(file)
    assert scenario.remarks == REMARKS
    assert scenario.digest == ecosim.load_scenario(tomllib.loads(FILE)).digest
    assert scenario_from_dict(json.loads(json.dumps(scenario.as_dict()))).remarks == REMARKS


@pytest.mark.parametrize(
    ("setting", "gone"),
    [
        ({"parameters.trust_gain": 0.2}, {"parameters.trust_gain"}),
        ({"parameters": {"trust_gain": 0.2}}, {"parameters.trust_gain"}),
        ({"firm.A.b.employees": 7}, {"firm.A.b"}),
        ({"population.partner.2.count": 5}, {"population.partner.2"}),
    ],
)
def test_a_setting_that_is_changed_loses_what_was_said_of_it(
    file: Path, setting: dict[str, object], gone: set[str]
) -> None:
    scenario = ecosim.load_scenario(file, overrides=setting)
    assert REMARKS.keys() - scenario.remarks.keys() == gone


def test_a_parameter_that_an_experiment_changes_loses_it_too(file: Path) -> None:
    changed = ecosim.load_scenario(file).with_settings({"parameters.trust_gain": 0.2})
    assert REMARKS.keys() - changed.remarks.keys() == {"parameters.trust_gain"}


def test_a_report_quotes_them_beside_the_values(file: Path) -> None:
    blocks = assumptions(ecosim.load_scenario(file)).blocks
    tables = {block.name: block.rows for block in blocks if isinstance(block, Table)}

    assert ("the whole scenario", "All else is invented.") in tables["Reasons"]
    assert ("parameters.trust gain", "our guess") in tables["Reasons"]
    assert ("A.b", "kind", "provider", "", "[IN] Table 2") in tables["Given values"]
    assert ("A.b", "analytics", 0.5, "", "measured") in tables["Given values"]
    assert ("A.b", "markets", "FI, DE", "", "an office an agent") in tables["Given values"]


def test_the_library_says_where_the_figures_of_its_choice_come_from() -> None:
    remarks = ecosim.load_scenario("partner-selection").remarks
    assert "inventions of this project" in remarks[""]
    assert remarks["firm.D.employees"] == "[IN] Table 2"
    assert remarks["firm.Norrsikt Technology.capability.connectivity"].startswith("sensors")


def test_a_new_scenario_says_nothing_yet(tmp_path: Path) -> None:
    from ecosim.scenarios.template import write_template

    assert ecosim.load_scenario(write_template(tmp_path / "new.toml")).remarks == {}
