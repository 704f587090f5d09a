"""`ecosim parameters`, `outcomes`, `mechanisms` and `rules` list what the model is made of."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from ecosim.declarations.base import Register
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.outcomes import FIRM_OUTCOMES, OUTCOMES
from ecosim.declarations.parameters import PARAMETERS
from ecosim.rules.register import RULES

Call = Callable[..., Result]
REGISTERS = [
    (["parameters"], PARAMETERS),
    (["outcomes"], OUTCOMES),
    (["outcomes", "--of", "firm"], FIRM_OUTCOMES),
    (["mechanisms"], MECHANISMS),
]
FIELDS = {"name", "unit", "default", "low", "high", "description", "source"}


@pytest.mark.parametrize(("command", "register"), REGISTERS)
def test_a_list_as_json_has_every_declaration(
    ecosim: Call, command: list[str], register: Register
) -> None:
    entries = json.loads(ecosim(*command, "--json").stdout)

    assert [entry["name"] for entry in entries] == list(register.names)
    assert all(entry.keys() <= FIELDS for entry in entries)
    assert all({"name", "unit", "description", "source"} <= entry.keys() for entry in entries)


@pytest.mark.parametrize(("command", "register"), REGISTERS)
def test_a_list_has_one_line_for_each_where_it_is_no_terminal(
    ecosim: Call, command: list[str], register: Register
) -> None:
    lines = ecosim(*command).stdout.splitlines()

    for declaration in register:
        line = next(line for line in lines if line.split()[:1] == [declaration.name])
        assert declaration.description in line
        assert declaration.source in line


@pytest.mark.parametrize(("command", "register"), REGISTERS)
def test_quiet_lists_only_names(ecosim: Call, command: list[str], register: Register) -> None:
    assert ecosim(*command, "--quiet").stdout.split() == list(register.names)


def test_words_narrow_the_list(ecosim: Call) -> None:
    about = ecosim("parameters", "TRUST", "fading", "--json")

    assert [entry["name"] for entry in json.loads(about.stdout)] == ["trust_fade"]


def test_rules_are_listed_with_their_files(ecosim: Call) -> None:
    listed = ecosim("rules").stdout

    assert all(f"{card.name} " in listed and f"{card.module}.py" in listed for card in RULES)
    assert len(json.loads(ecosim("rules", "--json").stdout)) == len(RULES)
    assert ecosim("rules", "--quiet").stdout.split() == [card.name for card in RULES]


def test_the_card_of_a_rule_says_everything_about_it(ecosim: Call) -> None:
    card = next(card for card in RULES if card.name == "trust")
    shown = ecosim("rules", "trust").stdout

    for text in (card.summary, *card.equation.splitlines(), *card.example.splitlines()):
        assert text in shown
    for parameter in card.parameters:
        assert f"    {parameter.name} " in shown

    (entry,) = json.loads(ecosim("rules", "trust.trust", "--json").stdout)
    assert entry["name"] == "trust"
    assert len(entry["parameters"]) == len(card.parameters)
