"""`ecosim compare` over uncertain futures, by contribution, and by what would change the winner."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas
import pytest
from click.testing import Result

from ecosim.command_line.progress import RunsProgress
from ecosim.experiments import compare
from ecosim.scenarios import load_scenario

Call = Callable[..., Result]

pytestmark = pytest.mark.slow

DESIGN = """\
[design]
method = "grid"
replicates = 3
[factors]
"parameters.trust_gain" = {{ values = [0.05, 0.1] }}
"firm.Beta [red].price" = {{ values = [0.0, {price}] }}
"""


@pytest.fixture
def ranges(tmp_path: Path) -> Path:
    """Return the file of a design with four futures."""
    file = tmp_path / "ranges.toml"
    file.write_text(DESIGN.format(price=0.2), encoding="utf-8")
    return file


def test_every_choice_is_tried_in_every_future(
    ecosim: Call, tiny: Path, out: Path, ranges: Path
) -> None:
    options = ("--replicates", 3, "--uncertain", ranges, "--seed", 6)
    done = ecosim("compare", tiny, *options, "--out", out)
    told = json.loads(ecosim("compare", tiny, *options, "--json", "--out", out).stdout)["robust"]
    futures = pandas.read_feather(out / "futures.arrow")

    assert done.exit_code == 0, done.stderr
    assert "Over 4 futures" in done.stdout
    assert "So few runs in each future" in done.stdout
    assert max(map(len, done.stdout.split("Tables\n")[0].splitlines())) <= 80
    assert (told["futures"], told["left_out"], told["replicates"]) == (4, 0, 3)
    assert len(futures) == 4 * 3
    last = futures[futures["point"] == 3]
    settings = {"parameters.trust_gain": 0.1, "firm.Beta [red].price": 0.2}
    again = compare(load_scenario(tiny, settings), replicates=3, seed=6)
    for one in again.ranking:
        value = last.loc[last["candidate"] == one.candidate, "value"].item()
        assert value == pytest.approx(one.value.estimate, abs=1e-12)
    assert futures.groupby("point")["regret"].min().eq(0.0).all()


def test_contributions_and_tipping_points_are_told_and_written(
    ecosim: Call, tiny: Path, out: Path
) -> None:
    options = ("--replicates", 4, "--shapley", "--what-would-change", "trust_gain,wage")
    done = ecosim("compare", tiny, *options, "--format", "parquet", "--out", out)
    told = json.loads(ecosim("compare", tiny, *options, "--json", "--out", out).stdout)
    files = sorted(path.name for path in out.iterdir())

    assert done.exit_code == 0, done.stderr
    assert "(all together)" in done.stdout
    assert "2 parameters tried one at a time" in done.stdout
    assert {"shapley.parquet", "tipping.parquet"} <= set(done.stdout.replace(",", " ").split())
    assert told["shapley"]["exact"] is True
    assert told["tipping"]["assumptions"] == 2
    assert sorted(told["files"]) == files
    assert "shapley.parquet" not in files  # earlier answers are as old as the runs they are of


def test_ctrl_c_in_what_is_told_beside_keeps_the_ranking(
    ecosim: Call, tiny: Path, out: Path, ranges: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tell(_self: object, done: int, total: int) -> None:
        if (done, total) == (20, 36):
            raise KeyboardInterrupt

    monkeypatch.setattr(RunsProgress, "__call__", tell)
    options = ("--replicates", 3, "--uncertain", ranges, "--shapley")
    done = ecosim("compare", tiny, *options, "--out", out)

    assert done.exit_code == 130
    assert "Stopped; the ranking is whole" in done.stderr
    assert sorted(path.name for path in out.iterdir()) == ["ranking.json", "runs.arrow"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--at-least", "0.5"), "--uncertain, which is missing"),
        (("--what-would-change", "trust_gian"), "did you mean 'trust_gain'"),
        (("--until-settled", "0"), "not a number above 0"),
        (("--uncertain", "nowhere.toml"), "nowhere.toml"),
    ],
)
def test_wishes_that_make_no_sense_are_refused_before_any_run(
    ecosim: Call, tiny: Path, out: Path, options: tuple[str, ...], said: str
) -> None:
    done = ecosim("compare", tiny, *options, "--out", out)

    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ('chance = "own"', "under the same chance"),
        ('scenario = "baseline"', "leave it out"),
        ('method = "sobol"\nsamples = 3', "power of two"),
    ],
)
def test_a_design_that_does_not_fit_is_refused(
    ecosim: Call, tiny: Path, out: Path, tmp_path: Path, head: str, said: str
) -> None:
    design = tmp_path / "bad.toml"
    design.write_text(f'[design]\n{head}\n[factors]\n"parameters.wage" = [0.03, 0.05]\n')
    done = ecosim("compare", tiny, "--uncertain", design, "--out", out)

    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
