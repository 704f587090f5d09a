"""Filtering: sets of parameters are scored on one seed, and the best judged on another."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ecosim.command_line.application import main
from ecosim.court.docket import SEED, cases_of
from ecosim.court.filter_folder import FilterFolder
from ecosim.court.filtering import Request, Score, filter_cases, judged, ranked, scores
from ecosim.court.rates import perturbed_sets
from ecosim.errors import InputError
from ecosim.results.formats import read_table

Write = Callable[..., Path]


def score(number: int, *clearances: float) -> list[Score]:
    return [Score(number, f"P{k}", c > 0.0, c) for k, c in enumerate(clearances)]


def command(*words: object) -> int:
    """Return the exit code of ``ecosim filter``."""
    with pytest.raises(SystemExit) as ended:
        main(["filter", *map(str, words)])
    return int(ended.value.code or 0)


def test_claims_that_hold_come_first_then_clearance_within_limits() -> None:
    found = [*score(0, 0.1, -0.1), *score(1, 0.1, 0.1), *score(2, 9.0, -0.1), *score(3, 0.5, 0.1),
             *score(4, np.nan, 0.9)]  # fmt: skip
    assert [one.set for one in ranked(found)] == [3, 1, 2, 0, 4]
    assert [one.lets_all_through for one in ranked(found)] == [True, True, False, False, False]


def test_a_claim_that_holds_clears_its_margin_and_its_opposite_falls_short(write: Write) -> None:
    cases = cases_of([write("P1"), write("P2", direction="negative")])
    holds, opposite = scores(Request(cases, sets=2, replicates=4), 1, 1)
    assert holds.holds
    assert holds.clearance > 0.0
    assert not opposite.holds
    assert opposite.clearance < -holds.clearance


def test_the_default_set_is_the_model_and_the_best_are_judged_on_the_other_seed(
    write: Write,
) -> None:
    request = Request(cases_of([write("P1")]), sets=1)
    assert request.candidates[0] == {}
    (verdict,) = judged(request, 0, 1)
    (other,) = judged(replace(request, judging_seed=request.seed + 1), 0, 1)
    assert verdict.verdict == other.verdict == "pass"
    assert not np.array_equal(verdict.values["with"], other.values["with"])
    with pytest.raises(InputError, match="has to be judged on another"):
        replace(request, judging_seed=request.seed)
    with pytest.raises(InputError, match="the court's own"):
        replace(request, judging_seed=SEED)


def test_rates_lie_within_the_share_that_is_asked_for() -> None:
    near, far = (perturbed_sets(5, 3, change) for change in (0.1, 0.4))
    assert max(abs(one["trust_gain"] / 0.08 - 1.0) for one in near) <= 0.1 + 1e-12
    assert max(abs(one["trust_gain"] / 0.08 - 1.0) for one in far) > 0.1


def test_only_explicit_claims_choose_and_none_with_named_firms(write: Write) -> None:
    cases, left_out = filter_cases([])
    assert {case.pattern.support for case in cases} == {"explicit"}
    assert left_out == []
    named = write("P2", ('scenario = "../small.toml"', 'scenario = "six-smes"'))
    cases, left_out = filter_cases([write("P1"), named])
    assert ([case.pattern.id for case in cases], left_out) == (["P1"], ["P2"])
    with pytest.raises(InputError, match="named firms"):
        filter_cases([named])


def test_the_command_writes_tables_and_resumes_without_a_run(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, told = tmp_path / "out", tmp_path / "told.json"
    asked = [write("P1"), write("P2", direction="negative"), "--sets", 2, "-n", 2, "--best", 1,
             "--out", out, "--json", told]  # fmt: skip
    assert command(*asked) == 0
    found = json.loads(told.read_text(encoding="utf-8"))
    assert [one["held"] for one in found["standings"]] == [1, 1, 1]
    assert {row["pattern"]: row["verdict"] for row in found["verdicts"]} == {
        "P1": "pass", "P2": "fail"
    }  # fmt: skip
    before = {name: (out / f"{name}.arrow").read_bytes() for name in ("sets", "scores", "verdicts")}
    sets = read_table(out / "sets.arrow").to_pylist()
    assert {row["set"] for row in sets} == {0, 1, 2}
    assert next(row for row in sets if row["set"] == 0)["parameters.trust_gain"] == 0.08
    assert read_table(out / "scores.arrow").num_rows == 6

    monkeypatch.setattr("ecosim.court.case.run", None)
    assert command(*asked, "--resume") == 0
    assert all((out / f"{name}.arrow").read_bytes() == whole for name, whole in before.items())


def test_a_folder_is_continued_only_with_the_same_request(write: Write, tmp_path: Path) -> None:
    request = Request(cases_of([write("P1")]), sets=2)
    with FilterFolder.opened(tmp_path / "out", request, resume=False):
        pass
    for other, resume, sentence in (
        (request, False, "--resume continues it"),
        (replace(request, sets=3), True, "holds a filtering with other patterns"),
        (replace(request, cases=cases_of([write("P1", direction="negative")])), True, "other"),
    ):
        with (
            pytest.raises(InputError, match=sentence),
            FilterFolder.opened(tmp_path / "out", other, resume),
        ):
            pass
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    with (
        pytest.raises(InputError, match="a filtering needs a new or empty folder"),
        FilterFolder.opened(tmp_path / "full", request, resume=False),
    ):
        pass


def test_ctrl_c_leaves_whole_sets_from_which_to_go_on(
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out, worked = tmp_path / "out", scores

    def stopped(request: Request, number: int, *others: object) -> list[Score]:
        if number == 2:
            raise KeyboardInterrupt
        return worked(request, number, *others)  # type: ignore[arg-type]

    monkeypatch.setattr("ecosim.court.filter_folder.scores", stopped)
    asked = [write("P1"), "--sets", 3, "-n", 2, "--best", 0, "--out", out]
    assert command(*asked) == 130
    assert "2 of 4 sets are scored" in capsys.readouterr().err
    assert read_table(out / "scores.arrow").num_rows == 2
    monkeypatch.undo()
    assert command(*asked, "--resume") == 0
    assert read_table(out / "scores.arrow").num_rows == 4
