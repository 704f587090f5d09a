"""`ecosim compare` answers which partner to choose."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas
import pytest
from click.testing import Result

from ecosim.command_line.progress import RunsProgress
from ecosim.reporting import report

Call = Callable[..., Result]

pytestmark = pytest.mark.slow


def test_a_comparison_answers_in_words(ecosim: Call, tiny: Path, out: Path) -> None:
    done = ecosim("compare", tiny, "--replicates", 3, "--out", out)

    assert done.exit_code == 0, done.stderr
    assert "Which of 2 candidates should Alpha choose as a partner?" in done.stdout
    for expected in ("Beta [red]", "Gamma, Delta", "no new partner", "Answer", "Alpha's accounts"):
        assert expected in done.stdout
    assert max(map(len, done.stdout.split("Tables\n")[0].splitlines())) <= 80
    assert "\x1b" not in done.stdout


def test_the_line_for_pandas_works(ecosim: Call, tiny: Path, out: Path) -> None:
    done = ecosim("compare", tiny, "--replicates", 2, "--out", out)
    reader, path = re.search(r"pandas\.(\w+)\('(.+)'\)", done.stdout).groups()  # type: ignore[union-attr]

    runs = getattr(pandas, reader)(path)

    assert set(runs["candidate"]) == {"Beta [red]", "Gamma, Delta", "(no partner)"}


def test_json_is_the_ranking_with_its_files(ecosim: Call, tiny: Path, out: Path) -> None:
    done = ecosim("compare", tiny, "--replicates", 2, "--json", "--out", out)
    answer = json.loads(done.stdout)

    assert set(answer) == {"scenario", "focal", "objective", "replicates", "seed", "ranking",
                           "reasons", "settlement", "out", "files"}  # fmt: skip
    assert sorted(answer["files"]) == sorted(path.name for path in out.iterdir())
    assert json.loads((out / "ranking.json").read_text("utf-8")).items() <= answer.items()
    assert {ranked["candidate"] for ranked in answer["ranking"]} == {"Beta [red]", "Gamma, Delta"}


def test_quiet_prints_only_the_folder(ecosim: Call, tiny: Path, out: Path) -> None:
    done = ecosim("compare", tiny, "--replicates", 2, "--quiet", "--out", out)

    assert (done.stdout, done.stderr) == (f"{out}\n", "")


@pytest.mark.parametrize(
    "candidates",
    [("--candidates", "all"), ("--candidates", "Gamma, Delta", "--candidates", "Beta [red]")],
    ids=["all", "one by one, with a comma in a name"],
)
def test_candidates_are_named_in_several_ways(
    ecosim: Call, tiny: Path, out: Path, candidates: tuple[str, ...]
) -> None:
    done = ecosim("compare", tiny, *candidates, "--replicates", 2, "--json", "--out", out)

    assert done.exit_code == 0, done.stderr
    assert len(json.loads(done.stdout)["ranking"]) == 2


def test_one_candidate_is_a_question_of_yes_or_no(ecosim: Call, tiny: Path, out: Path) -> None:
    options = ("--candidates", "Beta [red]", "--objective", "profit", "--replicates", 2)
    done = ecosim("compare", tiny, *options, "--out", out)

    assert "Should Alpha choose Beta [red] as a partner?" in done.stdout
    assert "resampled" not in done.stdout
    assert "MSEK per month" in done.stdout


def test_a_comparison_ends_when_its_ranking_is_settled(ecosim: Call, tiny: Path, out: Path) -> None:
    options = ("--until-settled", "0.05", "--replicates", 500)
    done = ecosim("compare", tiny, *options, "--out", out)
    told = json.loads(ecosim("compare", tiny, *options, "--json", "--out", out).stdout)

    assert done.exit_code == 0, done.stderr
    assert f"Settled after {told['replicates']} replicates" in done.stdout
    assert 20 <= told["replicates"] < 500
    assert len(told["settlement"]["remaining"]) == 1
    assert len(pandas.read_feather(out / "runs.arrow")) == 3 * told["replicates"]
    assert ecosim("rerun", out).stdout.startswith("The same to the bit: runs, ranking.json")
    assert any(line.startswith("Settled after") for line in report(out).answer)


def test_the_most_replicates_may_come_before_a_settled_ranking(
    ecosim: Call, tiny: Path, out: Path
) -> None:
    done = ecosim("compare", tiny, "--until-settled", "1e-9", "--replicates", 25, "--out", out)

    assert done.exit_code == 0, done.stderr
    assert "Not settled after 25 replicates" in done.stdout


def interrupt_at(run: int) -> Callable[[object, int, int], None]:
    """Return what stands in for progress: Ctrl-C when so many runs are done."""

    def tell(_self: object, done: int, _total: int) -> None:
        if done == run:
            raise KeyboardInterrupt

    return tell


def test_ctrl_c_ends_with_an_answer_from_what_is_whole(
    ecosim: Call, tiny: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RunsProgress, "__call__", interrupt_at(17))
    done = ecosim("compare", tiny, "--replicates", 200, "--out", out)

    assert done.exit_code == 130
    assert "Stopped after 5 of 200 replicates; the ranking is of these" in done.stderr
    assert "Answer" in done.stdout
    runs = pandas.read_feather(out / "runs.arrow")
    assert runs.groupby("candidate", observed=True).size().tolist() == [5, 5, 5]
    assert json.loads((out / "ranking.json").read_text("utf-8"))["replicates"] == 5
    monkeypatch.undo()
    assert ecosim("rerun", out).stdout.startswith("The same to the bit")


def test_ctrl_c_before_the_second_replicate_leaves_earlier_results(
    ecosim: Call, tiny: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecosim("compare", tiny, "--replicates", 2, "--out", out)
    before = (out / "runs.arrow").read_bytes()
    monkeypatch.setattr(RunsProgress, "__call__", interrupt_at(4))
    done = ecosim("compare", tiny, "--replicates", 200, "--out", out)

    assert done.exit_code == 130
    assert "earlier results are untouched" in done.stderr
    assert (out / "runs.arrow").read_bytes() == before
