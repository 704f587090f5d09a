"""Runs become tables in which every number stands where it belongs."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pytest

from ecosim.declarations.columns import ECOSYSTEM, FIRM_COLUMNS, TIE_COLUMNS
from ecosim.results.schemas import PANEL_SCHEMAS, RECORD_LEVELS, TABLES, record_level_of
from ecosim.results.tables import (
    DesignPoint,
    ecosystem_table,
    firms_table,
    relationships_table,
    runs_table,
)


@dataclass
class CrashedRun:
    replicate: int = 3
    seed: int = 7
    status: str = "crashed"
    outcomes: dict[str, float] = field(default_factory=dict)


class TestRuns:
    def test_have_one_row_with_every_outcome(self, make_run, outcomes):
        (row,) = runs_table([make_run(2)], outcomes).to_pylist()
        assert row == {
            "run_id": "000000-000002",
            "point": 0,
            "replicate": 2,
            "seed": 42,
            "status": "ok",
            "final_viability": 0.25,
            "revenue_total": 8.0,
        }

    def test_that_failed_say_why_and_have_no_outcomes(self, outcomes):
        (row,) = runs_table([CrashedRun()], outcomes).to_pylist()
        assert (row["status"], row["final_viability"]) == ("crashed", None)

    def test_have_null_for_an_undefined_outcome(self, make_run, outcomes):
        run = make_run(outcomes={"final_viability": np.nan, "revenue_total": 1.0})
        assert runs_table([run], outcomes)["final_viability"].null_count == 1

    def test_carry_the_settings_of_their_design_point(self, make_run, outcomes):
        points = [
            DesignPoint(4, {"parameters.x": 1, "mechanisms.managers": True, "policy.y": "viable"}),
            DesignPoint(5, {"parameters.x": 0.5, "mechanisms.managers": False, "policy.y": True}),
        ]
        table = runs_table([make_run(0), make_run(0)], outcomes, points)
        assert table["run_id"].to_pylist() == ["000004-000000", "000005-000000"]
        assert table["parameters.x"].to_pylist() == [1.0, 0.5]
        assert table["mechanisms.managers"].to_pylist() == [True, False]
        assert table["policy.y"].to_pylist() == ["viable", "True"]

    def test_have_numbers_for_a_factor_drawn_with_numpy(self, make_run, outcomes):
        points = [DesignPoint(i, {"parameters.x": np.float64(i)}) for i in range(2)]
        table = runs_table([make_run(0), make_run(0)], outcomes, points)
        assert table["parameters.x"].to_pylist() == [0.0, 1.0]

    def test_need_a_design_point_each(self, make_run, outcomes):
        with pytest.raises(ValueError):
            runs_table([make_run(0), make_run(1)], outcomes, [DesignPoint()])


def test_ecosystem_counts_months_from_one(make_run):
    run = make_run(1)
    table = ecosystem_table(run, point=9)
    assert table["tick"].to_pylist() == [1, 2, 3, 4, 5, 6]
    assert set(table["run_id"].to_pylist()) == {"000009-000001"}
    for place, name in enumerate(ECOSYSTEM.names):
        assert table[name].to_pylist() == run.ecosystem[:, place].tolist()


def test_firms_stand_month_by_month_with_their_own_numbers(make_run):
    run = make_run()
    rows = firms_table(run, np.array([0, 2, 1])).to_pylist()
    assert [row["tick"] for row in rows] == [3, 3, 3, 6, 6, 6]
    assert [row["firm"] for row in rows] == ["Alpha", "Beta", "SE"] * 2
    assert [row["kind"] for row in rows] == ["provider", "partner", "customer"] * 2
    for place, name in enumerate(FIRM_COLUMNS.names):
        assert [row[name] for row in rows] == run.firms[:, place, :].ravel().tolist()


def test_relationships_name_both_ends(make_run):
    run = make_run()
    rows = relationships_table(run).to_pylist()
    ends = [(row["tick"], row["source"], row["target"]) for row in rows]
    assert ends == [(3, "Alpha", "SE"), (3, "Beta", "Beta"), (6, "SE", "Alpha")]
    for place, name in enumerate(TIE_COLUMNS.names):
        assert [row[name] for row in rows] == run.relationships.values[place].tolist()


def test_what_was_not_recorded_has_no_table(make_run):
    with pytest.raises(ValueError, match="not recorded"):
        firms_table(make_run(recorded=False), np.zeros(3, int))
    with pytest.raises(ValueError, match="not recorded"):
        relationships_table(make_run(recorded=False))


def test_objects_of_events_are_firms_or_markets_by_kind(make_run, make_tables):
    rows = make_tables([make_run()])["events"].to_pylist()
    told = [(row["kind"], row["subject"], row["object"], row["detail"]) for row in rows]
    assert told == [
        ("partner_chosen", "Alpha", "SE", 0.5),
        ("market_entered", "Beta", "FI", 0.75),
        # The market SE, met by a firm of that name.
        ("market_entered", "SE", "SE", None),
        ("shock", "Beta", None, 0.125),
    ]


def test_every_column_has_a_unit_and_a_description(make_tables, make_run):
    for table in make_tables([make_run()]).values():
        for column in table.schema:
            assert {b"unit", b"description", b"role"} <= set(column.metadata), column.name
            assert column.metadata[b"description"], column.name


def test_unit_of_a_factor_is_that_of_its_parameter(make_run, outcomes):
    from ecosim.declarations.parameters import PARAMETERS

    declared = next(iter(PARAMETERS))
    factors = {f"parameters.{declared.name}": 1.0, "population.provider.count": 3}
    schema = runs_table([make_run()], outcomes, [DesignPoint(0, factors)]).schema
    described = schema.field(f"parameters.{declared.name}").metadata
    assert described[b"description"].decode() == declared.description
    assert schema.field("population.provider.count").metadata[b"role"] == b"factor"


def test_each_level_records_more_than_the_one_before():
    assert list(RECORD_LEVELS) == ["runs", "ecosystem", "firms", "all"]
    levels = [set(tables) for tables in RECORD_LEVELS.values()]
    assert all(less < more for less, more in pairwise(levels))
    assert [record_level_of(table) for table in TABLES] == [
        "runs", "ecosystem", "firms", "all", "ecosystem",
    ]  # fmt: skip
    assert set(PANEL_SCHEMAS) == set(TABLES) - {"runs"}
