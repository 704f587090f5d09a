"""A design file becomes points, or one sentence says what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from ecosim.errors import InputError
from ecosim.sweeps.design import read_design
from ecosim.sweeps.factors import Factor, read_factor
from ecosim.sweeps.pilot import with_chunks
from ecosim.sweeps.plan import make_plan, read_plan
from ecosim.sweeps.sampling import draw
from tests.sweeps.conftest import DesignFile

RANGE = {"parameters.trust_gain": [0.02, 0.10]}
MIXED = {
    **RANGE,
    "policy.partner_selection": ["viable", "random"],
    "mechanisms.coopetition": [True, False],
}


def design(method: str = "latin-hypercube", factors: Any = None, **head: Any) -> Any:
    return {
        "design": {"scenario": "baseline", "method": method, "samples": 8, "seed": 5, **head},
        "factors": MIXED if factors is None else factors,
    }


def points(tables: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = draw(read_design(tables)).factors.to_pylist()
    return rows


def test_a_grid_is_every_combination_and_its_last_factor_changes_fastest() -> None:
    gains = {"parameters.trust_gain": {"low": 0.0, "high": 0.1, "levels": 3}}
    found = points(design("grid", {**gains, "mechanisms.coopetition": [True, False]}))
    assert [tuple(row.values()) for row in found] == [
        (0.0, True), (0.0, False), (0.05, True), (0.05, False), (0.1, True), (0.1, False),
    ]  # fmt: skip


def test_a_latin_hypercube_has_one_point_in_each_layer_of_each_factor() -> None:
    gains = np.array([row["parameters.trust_gain"] for row in points(design(samples=40))])
    layers = np.floor((gains - 0.02) / 0.08 * 40).astype(int)
    assert sorted(layers) == list(range(40))


def test_categories_are_equally_frequent_in_a_latin_hypercube() -> None:
    words = [row["policy.partner_selection"] for row in points(design(samples=40))]
    assert words.count("viable") == words.count("random") == 20


@pytest.mark.parametrize(("pairs", "blocks"), [(False, 5), (True, 8)])
def test_a_sobol_design_has_saltelli_s_blocks(pairs: bool, blocks: int) -> None:
    assert len(points(design("sobol", second_order=pairs))) == 8 * blocks


def test_a_morris_design_moves_one_factor_at_a_time() -> None:
    sample = draw(read_design(design("morris", samples=6)))
    assert sample.places is not None
    steps = np.diff(sample.places.reshape(6, 4, 3), axis=1)
    assert (np.count_nonzero(steps, axis=2) == 1).all()


@pytest.mark.parametrize("method", ["latin-hypercube", "sobol", "morris"])
def test_the_same_seed_gives_the_same_points_and_another_seed_others(method: str) -> None:
    assert points(design(method)) == points(design(method))
    assert points(design(method)) != points(design(method, seed=6))


def test_a_range_of_a_whole_number_holds_whole_numbers_with_equal_chances() -> None:
    found = points(design(factors={"population.provider.count": [1, 4]}, samples=400))
    counts = [row["population.provider.count"] for row in found]
    assert {count: counts.count(count) for count in set(counts)} == {1: 100, 2: 100, 3: 100, 4: 100}


def test_a_range_between_whole_numbers_of_a_real_number_is_not_of_whole_numbers() -> None:
    found = points(design(factors={"parameters.search_rate": [0, 1]}))
    assert all(0 < row["parameters.search_rate"] < 1 for row in found)


def test_a_logarithmic_range_has_equal_ratios() -> None:
    factor = read_factor("x", {"low": 1.0, "high": 100.0, "scale": "log", "levels": 3})
    assert factor.grid() == pytest.approx([1.0, 10.0, 100.0])


def test_no_value_leaves_its_range_by_rounding() -> None:
    factor = Factor("x", 0.1, 0.3, scale="log")
    values = factor.at(np.linspace(0, 1, 1001))
    assert values.min() >= 0.1
    assert values.max() <= 0.3


def test_columns_of_named_firms_and_months_are_factors() -> None:
    tables = design(factors={"firm.A.employees": [2.0, 9.0], "scenario.ticks": [6, 8]})
    tables["design"]["scenario"] = "partner-selection"
    firm = read_design({**tables, "factors": {"scenario.ticks": [6, 8]}}).content["firm"][0]["id"]
    found = points({**tables, "factors": {f"firm.{firm}.employees": [2.0, 9.0]}})
    assert all(2.0 <= row[f"firm.{firm}.employees"] <= 9.0 for row in found)


def test_a_table_of_factors_may_be_nested() -> None:
    nested = design(factors={"parameters": {"trust_gain": [0.02, 0.1]}})
    assert points(nested) == points(design(factors=RANGE))


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_table_gives_the_points_as_they_stand(tmp_path: Path, suffix: str) -> None:
    table = pa.table(
        {
            "parameters.trust_gain": [0.03, 0.04],
            "policy.partner_selection": ["random", "viable"],
            "mechanisms.coopetition": [False, True],
            "scenario.ticks": [3, 4],
        }
    )
    file = tmp_path / f"points.{suffix}"
    if suffix == "csv":
        pa.csv.write_csv(table, file)
    else:
        pa.parquet.write_table(table, file)
    tables = {"design": {"scenario": "baseline", "method": "table", "table": str(file)}}
    assert points(tables) == table.to_pylist()


def test_settings_of_the_design_hold_at_every_point() -> None:
    tables = {**design(), "settings": {"scenario.ticks": 7}}
    assert read_design(tables).content["scenario"]["ticks"] == 7


WRONG = [
    ({"design": {"scenario": "baselin"}}, "did you mean 'baseline'"),
    ({"desing": {}}, "table 'desing' is none of design, factors, settings; did you mean 'design'"),
    (design("lhs"), "design.method: 'lhs' is none of grid"),
    (design(sample=3), "design: 'sample' is none of"),
    (design(samples=0), "design.samples: 0 is not a whole number from 1"),
    (design(replicates=True), "design.replicates: true is not a whole number"),
    (design(factors={}), "factors: nothing varies"),
    (design(factors={"parameters.trust_gian": [0.0, 0.1]}), "trust_gain"),
    (design(factors={"parameters.trust_gain": [0.1, 0.0]}), "lower end first"),
    (design(factors={"parameters.trust_gain": [-1.0, 0.1]}), "factors.parameters.trust_gain"),
    (design(factors={"parameters.trust_gain": ["a", 1]}), "values are mixed"),
    (design(factors={"parameters.trust_gain": 0.3}), "neither a list nor a table"),
    (design(factors={"parameters.trust_gain": {"low": 0.1, "hihg": 0.2}}), "'high'"),
    (design(factors={"parameters.trust_gain": {"low": 0, "high": 1, "scale": "log"}}), "above 0"),
    (design(factors={"policy.partner_selection": ["viable", "rnadom"]}), "random"),
    (design(factors={"policy.partner_selection": ["viable", "viable"]}), "given twice"),
    (
        design(factors={"scenario.seed": [0, 2**63 - 1]}),
        "factors.scenario.seed: a range of whole numbers goes up to 4,611,",
    ),
    (design("sobol", samples=9), "power of two, such as 16, not 9"),
    (design("morris", levels=5), "even number"),
    (design(table="x.csv"), "belongs to method 'table'"),
    (design("table", table="x.csv"), "names its factors by its columns"),
    (design("table", factors={}), "a CSV or Parquet file is needed"),
    (design("table", factors={}, table="none.csv"), "there is no such file"),
]


@pytest.mark.parametrize(("tables", "said"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_design_is_refused_in_one_sentence(tables: Any, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        draw(read_design(tables))
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_too_many_runs_are_refused_before_they_fill_the_memory() -> None:
    with pytest.raises(InputError, match="too many"):
        draw(read_design(design(samples=10_000_000, replicates=1000)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parameters.trust_gain\n0.03\n\n", None),
        ("parameters.trust_gain\n", "it has no points"),
        ("parameters.trust_gain\n0.03\n7\n", "column 'parameters.trust_gain'"),
        ("parameters.nothing\n0.03\n", "column 'parameters.nothing'"),
        ("parameters.trust_gain,scenario.ticks\n0.03,\n", "a value is missing"),
        ("scenario.ticks,scenario.ticks\n3,4\n", "column 'scenario.ticks' is there twice"),
    ],
)
def test_points_of_a_table_are_checked(tmp_path: Path, text: str, said: str | None) -> None:
    (tmp_path / "points.csv").write_text(text)
    path = str(tmp_path / "points.csv")
    tables = {"design": {"scenario": "baseline", "method": "table", "table": path}}
    if said is None:
        assert len(points(tables)) == 1
        return
    with pytest.raises(InputError) as refusal:
        points(tables)
    assert said in str(refusal.value)


def test_whole_numbers_beyond_64_bits_in_a_table_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "points.parquet"
    pa.parquet.write_table(pa.table({"scenario.seed": pa.array([2**63], pa.uint64())}), file)
    tables = {"design": {"scenario": "baseline", "method": "table", "table": str(file)}}
    with pytest.raises(InputError, match=r"column 'scenario.seed': has numbers beyond 2\^63 - 1"):
        points(tables)


def test_a_plan_is_the_same_after_it_was_written(tmp_path: Path, design_file: DesignFile) -> None:
    plan = with_chunks(make_plan(read_design(design_file([0.03, 0.04]))), 5.0, 4, 0.1)
    plan.write(tmp_path)
    found = read_plan(tmp_path)
    assert found == plan
    assert found.digest == plan.digest
    assert [list(found.runs_of(chunk)) for chunk in range(found.chunks)] == [[0, 1, 2, 3], [4, 5]]
    assert found.points_of(range(3, 6)) == {1: {"seed": 3, "parameters.trust_gain": 0.04}}


def test_points_share_chance_or_have_their_own_or_vary_it_as_a_factor() -> None:
    common = make_plan(read_design(design())).points["seed"].to_pylist()
    own = make_plan(read_design(design(chance="own"))).points["seed"].to_pylist()
    factor = make_plan(read_design(design(factors={"scenario.seed": [1, 8]}))).points
    assert set(common) == {5}
    assert len(set(own)) == 8
    assert sorted(factor["seed"].to_pylist()) == list(range(1, 9))


@pytest.mark.parametrize("change", [{"seed": 6}, {"replicates": 2}, {"samples": 9}])
def test_whatever_changes_a_run_changes_the_digest_of_the_plan(change: dict[str, int]) -> None:
    before, after = (make_plan(read_design(design(**more))).digest for more in ({}, change))
    assert before != after
