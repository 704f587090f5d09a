"""Regions are found where they were put, and nowhere else."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas
import pyarrow as pa
import pytest

from ecosim.analysis import Condition, discover, read_finished
from ecosim.analysis.discovery import discover_in
from ecosim.errors import InputError
from tests.sweeps.analytic import FACTORS, Places, swept
from tests.sweeps.test_command_line_sweep import ecosim

pytestmark = pytest.mark.slow

FIRST, SECOND, THIRD = (f"parameters.{name}" for name in FACTORS)
OTHERS = {
    "policy.partner_selection": ["viable", "random", "cheapest"],
    "scenario.ticks": [1, 5],
    "mechanisms.coopetition": [True, False],
}
LOW = Condition("viability", 0.5)


def corner(places: Places, chance: np.random.Generator) -> float:
    """Return 0 in a corner of two factors, and 1 elsewhere but for one point in thirty."""
    bad = places[FACTORS[0]] > 0.6 and places[FACTORS[1]] < 0.5
    return float(bad == (chance.random() < 1 / 30))


def test_the_corner_is_found_with_its_two_factors_alone(tmp_path: Path) -> None:
    options = {"method": "latin-hypercube", "samples": 160, "chance": "own"}
    found = discover(swept(tmp_path, corner, **options), LOW)
    region = found.regions[0]
    limits = {limit.factor: limit for limit in region.limits}
    assert set(limits) == {FIRST, SECOND}
    assert limits[FIRST].low == pytest.approx(0.1 + 0.8 * 0.6, abs=0.05)
    assert limits[SECOND].high == pytest.approx(0.1 + 0.8 * 0.5, abs=0.05)
    assert region.density > 0.85
    assert 0.7 < region.coverage < 1.0
    assert region.interesting / region.points == pytest.approx(region.density)
    assert all(limit.quasi_p < 1e-4 for limit in region.limits)


def test_words_switches_and_whole_numbers_are_factors_too(tmp_path: Path) -> None:
    folder = swept(tmp_path, corner, method="latin-hypercube", samples=200, factors=OTHERS)
    sweep = read_finished(folder)
    points = sweep.plan.points.to_pandas()
    bad = (points["policy.partner_selection"] == "viable") & (points["scenario.ticks"] > 3)
    good = pa.chunked_array([(~(bad & points["mechanisms.coopetition"])).astype(float)])
    named = replace(sweep, column=lambda _name: good)
    found = discover_in(named, LOW)
    limits = {limit.factor: limit for limit in found.regions[0].limits}
    assert limits["policy.partner_selection"].values == ("viable",)
    assert limits["mechanisms.coopetition"].values == ("true",)
    assert (limits["scenario.ticks"].low, np.isnan(limits["scenario.ticks"].high)) == (4, True)
    assert found.regions[0].density == found.regions[0].coverage == 1.0
    assert len(found.regions) == 1


def test_where_only_chance_decides_hardly_a_region_is_found(tmp_path: Path) -> None:
    def coin(places: Places, chance: np.random.Generator) -> float:
        return chance.random()

    options = {"method": "latin-hypercube", "samples": 160, "chance": "own"}
    found = discover(swept(tmp_path, coin, **options), Condition("viability", 0.3))
    assert all(region.coverage < 0.5 for region in found.regions)


def test_a_search_without_a_region_says_so_and_replaces_earlier_files(tmp_path: Path) -> None:
    def hidden(places: Places, chance: np.random.Generator) -> float:
        return float(chance.integers(10) == 0)

    folder = swept(tmp_path, hidden, method="latin-hypercube", samples=60, chance="own")
    (folder / "regions.png").write_bytes(b"of an earlier search")
    done = ecosim("discover", folder, "--above", "0.5")
    assert done.exit_code == 0, done.stderr
    assert "No region stands out" in done.stdout
    assert (folder / "regions.png").read_bytes().startswith(b"\x89PNG")


def test_the_command_prints_the_region_and_writes_its_files(tmp_path: Path) -> None:
    folder = swept(tmp_path, corner, method="latin-hypercube", samples=200, chance="own")
    done = ecosim("discover", folder, "--below", "0.5", "--regions", 1)
    assert done.exit_code == 0, done.stderr
    assert "Region 1" in done.stdout
    assert FIRST in done.stdout
    assert THIRD not in done.stdout
    told = json.loads(ecosim("discover", folder, "--above", "0.5", "--json").stdout)
    table = pandas.read_feather(folder / "regions.arrow")
    assert list(table["factor"]) == [row["factor"] for row in told["regions"]]
    peeling = pandas.read_feather(folder / "peeling.arrow")
    assert peeling.groupby("region")["chosen"].sum().eq(1).all()
    assert {"regions.png", "regions.svg"} <= {path.name for path in folder.iterdir()}


def test_what_cannot_be_told_apart_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = swept(tmp_path, corner, method="latin-hypercube", samples=100)
    for arguments, said in [
        ((), "either --below NUMBER or --above NUMBER"),
        (("--below", "0.5", "--above", "0.1"), "either --below NUMBER or --above NUMBER"),
        (("--below", "-3"), "holds at 0 of 100 points"),
        (("--below", "x"), "'x' is not a number"),
        (("--below", "1", "--outcome", "viabilty"), "did you mean 'viability'"),
    ]:
        done = ecosim("discover", folder, *arguments)
        assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    monkeypatch.setitem(sys.modules, "ema_workbench.analysis", None)
    with pytest.raises(InputError, match=r"pip install 'ecosim\[discovery\]'"):
        discover(folder, LOW)
