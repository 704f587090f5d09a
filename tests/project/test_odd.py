"""The description in the ODD protocol says everything that the code computes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ecosim import declarations
from ecosim.declarations.columns import NEED_COLUMNS
from ecosim.declarations.sources import SOURCES, keys_in
from ecosim.engine.kernels.month import Stage
from ecosim.engine.streams import Purpose
from ecosim.engine.world import World
from ecosim.protocol import framework_document, odd_document
from ecosim.protocol.registers import REGISTERS
from ecosim.protocol.schedule import stages
from ecosim.protocol.state import BOOKKEEPING, IN_REGISTERS, STATE
from ecosim.rules.register import RULES

DECLARED = Path(declarations.__file__).parent / "data"
HEADINGS = (
    "## 1. Purpose and patterns",
    "## 2. Entities, state variables, and scales",
    "## 3. Process overview and scheduling",
    "## 4. Design concepts",
    "## 5. Initialization",
    "## 6. Input data",
    "## 7. Submodels",
)
CONCEPTS = (
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction",
    "Sensing", "Interaction", "Stochasticity", "Collectives", "Observation",
)  # fmt: skip


@pytest.fixture(scope="module")
def text() -> str:
    return odd_document()


def test_the_seven_elements_stand_in_their_order(text: str) -> None:
    places = [text.index(heading) for heading in HEADINGS]
    assert places == sorted(places)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_design_concept_is_described(text: str, concept: str) -> None:
    assert f"**{concept}.**" in text


@pytest.mark.parametrize("title", REGISTERS)
def test_every_declared_quantity_is_listed(text: str, title: str) -> None:
    missing = [one.name for one in REGISTERS[title] if f"| `{one.name}` |" not in text]
    assert not missing


def test_every_register_that_is_declared_is_part_of_the_description() -> None:
    header = "name,unit,default,low,high,description,source"
    declared = {
        file.stem.replace("_", " ")
        for file in DECLARED.glob("*.csv")
        if file.read_text("utf-8").startswith(header)
    }
    assert declared == set(REGISTERS)


def test_every_array_of_the_state_is_described_or_known_to_be_bookkeeping(text: str) -> None:
    assert sorted([*STATE, *IN_REGISTERS, *BOOKKEEPING]) == sorted(World._fields)
    assert all(f"| `{name}` | {words[0]} | {words[1]} |" in text for name, words in STATE.items())


def test_needs_stand_in_a_table_of_their_own(text: str) -> None:
    needs = text.split("### Needs")[1].split("\n### ")[0]
    assert all(f"| `{one.name}` |" in needs for one in NEED_COLUMNS)


def test_every_rule_is_shown_once_with_its_equation_and_source(text: str) -> None:
    for card in RULES:
        shown = text.split(f"**{card.name}.** {card.summary}")
        assert len(shown) == 2, card.name
        assert card.equation in shown[1]
        assert f"*Source:* {card.source}" in shown[1]


@pytest.mark.parametrize("key", SOURCES)
def test_the_page_of_a_study_shows_every_rule_that_cites_it(key: str) -> None:
    page = framework_document(key)
    citing = [card for card in RULES if key in keys_in(card.source)]

    assert SOURCES[key].title in page
    assert all(f"**{card.name}.** {card.summary}" in page for card in citing)
    assert page.count("*Source:*") == len(citing)


def test_every_stage_says_what_happens_in_it() -> None:
    assert [card.stage for card in stages()] == list(Stage)
    assert all(card.summary.endswith(".") and card.modules for card in stages())


def test_rules_of_the_month_stand_under_a_stage(text: str) -> None:
    left = text.split("### Set-up and elementary functions")[1].split("\n### ")[0]
    assert re.findall(r"^#### `(\w+)`", left, re.MULTILINE) == ["elementary"]


def test_the_stage_of_relationships_uses_the_rule_of_trust(text: str) -> None:
    relate = text.split("### RELATE")[1].split("\n### ")[0]
    assert "`trust`: Trust" in relate


def test_every_purpose_of_chance_is_listed(text: str) -> None:
    assert all(f"| {int(purpose)} |" in text for purpose in Purpose)


def test_no_place_is_left_unfilled(text: str) -> None:
    assert "{{" not in text


def test_the_command_prints_the_same_description(text: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ecosim", "odd"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True)
    assert printed.stdout == text
