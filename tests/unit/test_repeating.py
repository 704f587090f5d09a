"""A result says enough of itself to be done again, to the bit."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.ipc
import pytest

import ecosim
from ecosim.declarations.custom_market import CustomMarket
from ecosim.declarations.rebuilt import scenario_from_dict
from ecosim.declarations.scenario import Group, RelationshipSpec, Scenario, ShockSpec
from ecosim.errors import InputError
from ecosim.repeating import rerun
from ecosim.results.provenance import METADATA_KEY
from ecosim.scenarios import list_scenarios

GROUPS = tuple(Group(kind, 2) for kind in ("provider", "customer", "partner", "logistics"))
SMALL = Scenario("small", ticks=6, groups=GROUPS)
Change = Callable[[pa.Table, dict[str, Any]], tuple[pa.Table, dict[str, Any]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ecosim.simulate(SMALL, replicates=2, record="all", threads=1, out=tmp_path / "results")
    return tmp_path / "results"


def rewrite(folder: Path, change: Change, names: tuple[str, ...] = ("runs",)) -> None:
    """Write tables anew with other rows or another provenance."""
    for name in names:
        path = folder / f"{name}.arrow"
        table = pa.ipc.open_file(path.read_bytes()).read_all()
        table, provenance = change(table, json.loads(table.schema.metadata[METADATA_KEY]))
        table = table.replace_schema_metadata({METADATA_KEY: json.dumps(provenance)})
        with pa.ipc.new_file(path, table.schema) as file:
            file.write_table(table)


def keep_only_runs(folder: Path) -> None:
    for path in folder.iterdir():
        if path.stem != "runs":
            path.unlink()


@pytest.mark.parametrize("name", [info.name for info in list_scenarios()])
def test_a_scenario_comes_back_from_its_plain_dicts(name: str) -> None:
    scenario = ecosim.load_scenario(name)
    plain = json.loads(json.dumps(scenario.as_dict()))
    assert scenario_from_dict(plain).digest == scenario.digest
    assert scenario_from_dict(plain).comparison == scenario.comparison


def test_a_scenario_with_every_table_comes_back() -> None:
    markets = SMALL.markets.with_extra([CustomMarket("XA", "Arboria", 10.0, 1.0, {"SE": 0.2})])
    scenario = replace(
        SMALL,
        markets=markets,
        shocks=(ShockSpec(2, "demand", 0.3, market="XA"),),
        relationships=(RelationshipSpec("a", "b", {"trust": 0.5}),),
        apart=(("a", "c"),),
    )
    assert scenario_from_dict(json.loads(json.dumps(scenario.as_dict()))).digest == scenario.digest


def test_a_run_is_the_same_to_the_bit(folder: Path) -> None:
    found = rerun(folder, threads=2)
    assert found.is_same
    assert found.tables == ("runs", "ecosystem", "firms", "relationships", "events")
    assert not found.surroundings


def test_a_comparison_is_the_same_to_the_bit(tmp_path: Path) -> None:
    scenario = ecosim.load_scenario("partner-selection", overrides={"scenario.ticks": 6})
    ecosim.compare(scenario, replicates=2, threads=1, out=tmp_path / "D")
    assert rerun(tmp_path / "D", threads=1).is_same


def test_one_changed_bit_is_found(folder: Path) -> None:
    def nudge(table: pa.Table, provenance: dict[str, Any]) -> tuple[pa.Table, dict[str, Any]]:
        place = table.column_names.index("trust")
        values = table["trust"].to_numpy().copy()
        values[1] = values[1] * (1.0 + 2.0**-52)
        field = table.schema.field(place)
        return table.set_column(place, field, pa.array(values)), provenance

    rewrite(folder, nudge)
    found = rerun(folder, threads=1)
    assert len(found.differences) == 1
    assert found.differences[0].startswith("runs: column trust, row 1: ")


def test_another_version_is_named(folder: Path) -> None:
    def age(table: pa.Table, provenance: dict[str, Any]) -> tuple[pa.Table, dict[str, Any]]:
        provenance["versions"]["numpy"] = "1.0"
        return table, provenance

    keep_only_runs(folder)
    rewrite(folder, age)
    found = rerun(folder, threads=1)
    assert found.is_same
    assert [line for line in found.surroundings if line.startswith("numpy was 1.0 and is ")]


def test_a_run_that_was_stopped_is_repeated_as_far_as_it_went(folder: Path) -> None:
    keep_only_runs(folder)
    rewrite(folder, lambda table, provenance: (table.slice(0, 1), provenance))
    assert rerun(folder, threads=1).is_same


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"command": {"name": "guess"}}, "which cannot be repeated"),
        ({"scenario_digest": "0"}, "was changed after it was simulated"),
        ({"scenario": {"name": "x"}}, "not one of this version of ecosim"),
        ({"scenario": None}, "not one of this version of ecosim"),
    ],
)
def test_what_cannot_be_repeated_is_refused(
    folder: Path, change: dict[str, Any], message: str
) -> None:
    keep_only_runs(folder)
    rewrite(folder, lambda table, provenance: (table, {**copy.deepcopy(provenance), **change}))
    with pytest.raises(InputError, match=message):
        rerun(folder, threads=1)


def test_decisions_in_python_cannot_be_repeated(tmp_path: Path) -> None:
    ecosim.simulate(
        replace(SMALL, partner_selection="mine"),
        policies={"mine": lambda firm, candidates: [0.0 for _ in candidates]},
        out=tmp_path / "mine",
    )
    with pytest.raises(InputError, match="Python functions of yours"):
        rerun(tmp_path / "mine")


def test_what_is_to_be_repeated_is_not_replaced(folder: Path) -> None:
    with pytest.raises(InputError, match="holds the results to be repeated"):
        rerun(folder, out=folder)
