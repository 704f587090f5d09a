"""Every rule is documented in full, and the register reads it as written."""

import re
from importlib import import_module

import pytest

from ecosim.rules.register import RULES, RuleCard, RuleParameter

HEADINGS = (
    '"Complementary digitalization capabilities"',
    '"Relation-specific digital assets"',
    '"Digitally enabled knowledge-sharing routines"',
    '"Partnership governance"',
    "introduction",
)
PLACES = {key: re.compile(r"§\d(\.\d)*|appendix") for key in ("AC", "DS", "EM", "IN")}
PLACES["RT"] = re.compile("|".join(HEADINGS))
RANGE = re.compile(r"\d\.\.[\d]|above 0|at least \d|any number|true or false")

every_rule = pytest.mark.parametrize("card", RULES, ids=lambda card: f"{card.module}.{card.name}")


def by_name(name: str) -> RuleCard:
    return next(card for card in RULES if card.name == name)


@every_rule
def test_a_rule_says_in_words_what_it_returns(card: RuleCard) -> None:
    assert card.summary.startswith(("Return ", "Tell ", "Hold ", "Map ", "Raise "))
    assert card.summary.endswith(".")


@every_rule
def test_a_rule_shows_its_equation(card: RuleCard) -> None:
    assert re.search(r"[=<>·]", card.equation)


@every_rule
def test_a_rule_explains_each_argument_with_its_range(card: RuleCard) -> None:
    arguments = re.findall(r"(\w+): ", card.signature)

    assert [parameter.name for parameter in card.parameters] == arguments
    for parameter in card.parameters:
        assert RANGE.search(parameter.meaning), f"{parameter.name} states no range"


@every_rule
def test_a_rule_names_a_place_in_a_source_or_a_reason_of_ours(card: RuleCard) -> None:
    keys = re.findall(r"\[(\w+)\] ", card.source)

    assert keys or re.search(r"Ours: \w.{9,}", card.source)
    for key in keys:
        after = card.source.split(f"[{key}] ", 1)[1]
        assert PLACES[key].match(after), f"[{key}] without a section: {after}"


@every_rule
def test_a_rule_has_a_worked_example_with_its_result(card: RuleCard) -> None:
    call, result = card.example.split("\n")

    assert card.name in call
    assert result


def test_the_register_names_every_rule_once_in_order() -> None:
    names = [(card.module, card.name) for card in RULES]

    assert names == sorted(names)
    assert len({name for _, name in names}) == len(names) > 80


def test_the_register_holds_functions_that_exist_under_their_name() -> None:
    for card in RULES:
        assert callable(getattr(import_module(f"ecosim.rules.{card.module}"), card.name))


def test_a_card_cannot_be_changed() -> None:
    assert isinstance(RULES, tuple)
    with pytest.raises(AttributeError):
        RULES[0].source = "elsewhere"  # type: ignore[misc]


def test_a_card_becomes_a_row_of_a_table() -> None:
    row = by_name("knowledge_bonus").as_dict()

    assert list(row) == ["name", "description", "source", "equation", "module"]
    assert row["equation"] == "factor = 1 + b·overlap"
    assert row["module"] == "coopetition"
    assert row["source"].startswith("[IN] §4.2.2, ")


def test_a_card_keeps_the_lines_of_a_long_equation() -> None:
    first, second = by_name("trust").equation.split("\n")

    assert first.startswith("τ′ = clip(τ + g")
    assert second.lstrip().startswith("− h·τ")


def test_a_card_shows_the_types_of_arguments_and_result() -> None:
    assert by_name("support").signature == "support(total: float) -> float"
    assert by_name("investment_plan").signature.endswith("-> tuple[float, float]")


@pytest.mark.parametrize(
    ("meaning", "bounds"),
    [
        ("τ, 0..1", (0.0, 1.0)),
        ("smallest of the margins, −1..1", (-1.0, 1.0)),
        ("step, 0..0.25", (0.0, 0.25)),
        ("MSEK, above 0", (0.0, None)),
        ("n, at least 1", (1.0, None)),
        ("MSEK, any number", (None, None)),
    ],
)
def test_bounds_are_read_from_the_meaning(
    meaning: str, bounds: tuple[float | None, float | None]
) -> None:
    assert RuleParameter("x", meaning).bounds == bounds
