"""Indices of sensitivity are those known on paper, and what they leave out is said."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ecosim.analysis import sensitivity
from ecosim.analysis.chance import shares_of_variance
from ecosim.analysis.pictures import save
from ecosim.analysis.sensitivity_picture import draw_sensitivity
from ecosim.errors import InputError
from ecosim.sweeps import Options, sweep
from tests.sweeps.analytic import FACTORS, Places, model, scenario_file, swept

FIRST, SECOND, THIRD = (f"parameters.{name}" for name in FACTORS)


def weighted(places: Places, _chance: np.random.Generator) -> float:
    """Return a sum in which the first factor has four times the variance of the second."""
    one, two, _ = places.values()
    return 4 * one + 2 * two


def product(places: Places, _chance: np.random.Generator) -> float:
    """Return what neither of two factors moves alone."""
    one, two, _ = places.values()
    return (one - 0.5) * (two - 0.5)


def by_key(table: Any) -> dict[tuple[str, ...], dict[str, Any]]:
    return {
        tuple(filter(None, (row["index"], row["factor"], row["other"]))): row
        for row in table.to_pylist()
    }


def test_sobol_shares_of_a_sum_are_those_of_its_variance(tmp_path: Path) -> None:
    found = sensitivity(swept(tmp_path, weighted, method="sobol", samples=256))
    rows = by_key(found.indices)
    for kind in ("first", "total"):
        for factor, share in ((FIRST, 0.8), (SECOND, 0.2), (THIRD, 0.0)):
            row = rows[kind, factor]
            assert row["low"] - 1e-9 <= share <= row["high"] + 1e-9
            assert row["high"] - row["low"] < 0.5
    assert found.used == {"viability": 256}


def test_a_product_is_all_interaction(tmp_path: Path) -> None:
    folder = swept(tmp_path, product, method="sobol", samples=256, second_order=True)
    rows = by_key(sensitivity(folder).indices)
    assert abs(rows["first", FIRST]["estimate"]) < 0.1
    assert rows["total", FIRST]["estimate"] == pytest.approx(1.0, abs=0.1)
    assert rows["second", FIRST, SECOND]["estimate"] == pytest.approx(1.0, abs=0.2)
    assert abs(rows["second", FIRST, THIRD]["estimate"]) < 0.1


def test_morris_effects_of_a_sum_are_its_weights(tmp_path: Path) -> None:
    def turned(places: Places, chance: np.random.Generator) -> float:
        return -weighted(places, chance)

    rows = by_key(sensitivity(swept(tmp_path, turned, method="morris", samples=8)).indices)
    for factor, weight in ((FIRST, 4.0), (SECOND, 2.0), (THIRD, 0.0)):
        assert rows["mean_absolute_effect", factor]["estimate"] == pytest.approx(weight)
        assert rows["mean_effect", factor]["estimate"] == pytest.approx(-weight)
        assert rows["spread_of_effects", factor]["estimate"] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(("method", "blocks"), [("sobol", 32), ("morris", 32)])
def test_blocks_with_a_failed_run_are_left_out_whole_and_counted(
    tmp_path: Path, method: str, blocks: int
) -> None:
    def fails_at_times(places: Places, chance: np.random.Generator) -> float:
        if places[FACTORS[0]] > 0.9 and places[FACTORS[1]] > 0.6:
            raise ValueError("no such ecosystem")
        return weighted(places, chance)

    found = sensitivity(swept(tmp_path, fails_at_times, method=method, samples=blocks))
    rows = by_key(found.indices)
    assert 4 <= found.used["viability"] < blocks == found.blocks
    assert found.sweep.failed["error"] > 0
    kind, size = ("total", 0.1) if method == "sobol" else ("mean_absolute_effect", 1.0)
    assert rows[kind, FIRST]["estimate"] > size
    assert rows[kind, THIRD]["estimate"] == pytest.approx(0.0, abs=1e-9)


def test_seeds_as_a_factor_have_an_index_of_their_own(tmp_path: Path) -> None:
    def lucky(places: Places, chance: np.random.Generator) -> float:
        return places[FACTORS[0]] + chance.random()

    seeds = {"scenario.seed": [0, 100_000]}
    folder = swept(tmp_path, lucky, method="sobol", samples=256, factors=seeds)
    rows = by_key(sensitivity(folder).indices)
    for factor in ("scenario.seed", FIRST):
        row = rows["first", factor]
        assert row["low"] <= 0.5 <= row["high"]


def test_replicates_tell_how_much_is_chance(tmp_path: Path) -> None:
    def noisy(places: Places, chance: np.random.Generator) -> float:
        alike, own = chance.normal(), chance.normal()
        return math.sqrt(12) * places[FACTORS[0]] + alike + own * places[FACTORS[1]]

    folder = swept(tmp_path, noisy, method="sobol", samples=64, replicates=20)
    shares = {row["source"]: row for row in sensitivity(folder).chance.to_pylist()}
    # Chance alike everywhere: 1 + 0.5²; chance times settings: the variance of a uniform, 1/12.
    whole = 1 + 1.25 + 1 / 12
    for source, part in (("settings", 1.0), ("chance", 1.25), ("both", 1 / 12)):
        assert shares[source]["low"] <= part / whole <= shares[source]["high"]
    assert sum(row["share"] for row in shares.values()) == pytest.approx(1.0)


def test_intervals_of_shares_hold_the_truth_as_often_as_they_say() -> None:
    """Of 200 intervals of 95 %, fewer than 180 would hold it in one of 4,000 correct builds."""
    held = 0
    generator = np.random.default_rng(5)
    for _ in range(200):
        values = generator.normal(size=(40, 1)) + generator.normal(size=(40, 6))
        settings = shares_of_variance(values, common=False)[0]
        held += settings.low <= 0.5 <= settings.high
    assert held >= 180


def test_a_constant_outcome_has_no_indices_and_is_named(tmp_path: Path) -> None:
    found = sensitivity(swept(tmp_path, lambda places, chance: 2.0, method="sobol", samples=4))
    assert found.constant == ("viability",)
    assert found.indices.num_rows == 0
    save(draw_sensitivity(found), tmp_path, "picture")


def test_of_all_outcomes_those_defined_in_too_few_runs_are_left_out_and_named(
    tmp_path: Path,
) -> None:
    folder = swept(tmp_path, weighted, method="sobol", samples=8)
    found = sensitivity(folder, ["all"])
    assert list(found.used) == ["viability"]
    assert {"viability", *found.skipped} == set(found.sweep.outcomes)
    assert found.indices == sensitivity(folder).indices


def test_without_any_outcome_that_is_defined_nothing_can_be_analyzed(tmp_path: Path) -> None:
    folder = swept(tmp_path, lambda places, chance: math.nan, method="morris", samples=4)
    with pytest.raises(InputError, match="no outcome is defined in all runs of 4 trajectories"):
        sensitivity(folder, ["all"])


def test_pictures_are_the_same_bytes_for_the_same_tables(tmp_path: Path) -> None:
    found = sensitivity(swept(tmp_path, weighted, method="morris", samples=8))
    first = [path.read_bytes() for path in save(draw_sensitivity(found), tmp_path, "picture")]
    again = [path.read_bytes() for path in save(draw_sensitivity(found), tmp_path, "picture")]
    assert first == again
    assert FIRST.encode() in first[1]


def test_what_cannot_be_analyzed_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no sweep"):
        sensitivity(tmp_path)
    (tmp_path / "other").mkdir()
    plain = swept(tmp_path / "other", weighted, method="latin-hypercube", samples=8)
    with pytest.raises(InputError, match="method 'latin-hypercube'; indices need 'sobol'"):
        sensitivity(plain)
    folder = swept(tmp_path, weighted, method="sobol", samples=8)
    with pytest.raises(InputError, match="did you mean 'viability'"):
        sensitivity(folder, ["viabilty"])
    with pytest.raises(InputError, match="'trust' is defined in all runs of only 0 of 8"):
        sensitivity(folder, ["trust"])


def test_a_sweep_that_is_not_finished_is_refused(tmp_path: Path) -> None:
    design = {"design": {"scenario": str(scenario_file(tmp_path)), "method": "morris", "samples": 4},
              "factors": {FIRST: [0.1, 0.9]}}  # fmt: skip
    part = Options(shard=(1, 2), model=model(weighted), chunk_runs=2, time_limit=60.0)
    with pytest.raises(Exception, match="other shards"):
        sweep(design, tmp_path / "out", options=part)
    with pytest.raises(InputError, match="not finished, 4 of 8 runs are done"):
        sensitivity(tmp_path / "out")
