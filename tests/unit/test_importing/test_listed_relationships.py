"""Where a user lists relationships, firms that are named get no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecosim.declarations.scenario import Scenario
from ecosim.engine.build import Blueprint, build_world
from ecosim.scenarios import import_tables


def ties_at_the_start(scenario: Scenario, replicates: int = 20) -> set[tuple[str, str]]:
    """Return who is related to whom in any of some replicates."""
    blueprint = Blueprint.of(scenario)
    ids, found = blueprint.roster.ids, set()
    for replicate in range(replicates):
        world = build_world(blueprint, 1, replicate, keep_events=False)
        pairs = zip(world.source, world.target, strict=True)
        found |= {(ids[one], ids[other]) for one, other in pairs if one >= 0}
    return found


NAMED = "Name;Kind\nA;provider\nB;provider\nMill;customer\nYard;customer\nLab;partner\n"


@pytest.mark.parametrize("carrier", ["", "Haul;logistics\n"])
def test_no_relationship_is_made_up_among_named_firms_where_some_are_listed(
    tmp_path: Path, carrier: str
) -> None:
    firms, ties = tmp_path / "firms.csv", tmp_path / "ties.csv"
    firms.write_text(NAMED + carrier, encoding="utf-8")
    ties.write_text("From,To\nA,Mill\n", encoding="utf-8")
    made = import_tables(firms, ties)
    found = ties_at_the_start(made.scenario)
    assert {pair for pair in found if "logistics-" not in pair[1]} == {("A", "Mill")}
    assert {one for one, other in found if "logistics-" in other} == (
        set() if carrier else {"A", "B"}
    )
    assumed = " | ".join(made.findings.assumed)
    assert "are those listed and no others: a firm without one starts tied to no" in assumed
    assert ("generated carriers are generated, 1 to a firm" in assumed) is not bool(carrier)


def test_listed_relationships_stand_beside_generated_customers(tmp_path: Path) -> None:
    firms, ties = tmp_path / "firms.csv", tmp_path / "ties.csv"
    firms.write_text(
        "Name;Kind\nA;provider\nB;provider\nLab;partner\nHaul;logistics\n", encoding="utf-8"
    )
    ties.write_text("From,To\nA,Lab\n", encoding="utf-8")
    found = ties_at_the_start(import_tables(firms, ties).scenario)
    assert {pair for pair in found if "customer-" not in pair[1]} == {("A", "Lab")}
    assert {other for _, other in found if "customer-" in other} == {
        f"customer-{n}" for n in range(1, 17)
    }


def test_customers_with_ties_of_their_own_get_more_than_those_listed(tmp_path: Path) -> None:
    firms, ties = tmp_path / "firms.csv", tmp_path / "ties.csv"
    firms.write_text(
        "Name;Kind;Ties\nA;provider;\nMill;customer;2\nYard;customer;\n", encoding="utf-8"
    )
    ties.write_text("From,To\nA,Yard\n", encoding="utf-8")
    made = import_tables(firms, ties)
    assert made.findings.assumed[1].endswith(
        "which is why customers have ties = 0; customers with ties of their own get more"
    )
    assert ("A", "Mill") in ties_at_the_start(made.scenario)


def test_an_empty_table_of_relationships_lists_none(tmp_path: Path) -> None:
    firms, ties = tmp_path / "firms.csv", tmp_path / "ties.csv"
    firms.write_text(f"{NAMED}Haul;logistics\n", encoding="utf-8")
    ties.write_text("From,To\n", encoding="utf-8")
    assert import_tables(firms, ties).scenario.network.generator == "role-constrained"
