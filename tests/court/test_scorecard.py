"""The scorecard in the documents is that of this model: no verdict is turned round."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecosim.court import verify
from ecosim.court.looks import FIRST_LOOK
from ecosim.court.record import recorded_verdicts
from ecosim.scenarios.pattern_library import PATTERNS

DOCS = Path(__file__).resolve().parents[2] / "docs"
IDS = sorted(file.stem for file in PATTERNS.glob("*.toml"))


def test_every_pattern_stands_on_the_scorecard_with_a_picture() -> None:
    page = (DOCS / "scorecard.md").read_text(encoding="utf-8")
    assert sorted(recorded_verdicts()) == IDS
    for name, pattern in recorded_verdicts().items():
        assert f"### {name}: {pattern['verdict']}" in page
        assert (DOCS / "images" / "patterns" / f"{name}.png").is_file()


def test_a_failed_pattern_says_what_was_tried() -> None:
    from ecosim.scenarios import load_pattern

    failed = [name for name in IDS if recorded_verdicts()[name]["verdict"] == "fail"]
    assert all(load_pattern(name).tried for name in failed)


@pytest.mark.slow
@pytest.mark.parametrize("name", IDS)
def test_a_first_look_does_not_contradict_the_recorded_verdict(name: str) -> None:
    (found,) = verify([name], replicates=FIRST_LOOK // 2)
    contradiction = {found.verdict, recorded_verdicts()[name]["verdict"]} == {"pass", "fail"}
    assert not contradiction
