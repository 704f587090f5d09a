"""``ecosim verify`` and ``ecosim knockout`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PATTERN = """\
[pattern]
id = "mine"
claim = "A [bold]claim[/bold]"
source = "RT Figure 1"
support = "implied"
grade = "easy"

[experiment]
scenario = "tiny.toml"
replicates = 32
ticks = 24

[arms]
with = {}
without = { "mechanisms.relationships" = false }

[[expect]]
outcome = "governance"
contrast = "with - without"
direction = "positive"
"""
TINY = """\
[population]
provider = { count = 3 }
customer = { count = 5 }
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return the file of a pattern that holds."""
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    file = tmp_path / "mine.toml"
    file.write_text(PATTERN, encoding="utf-8")
    return file


def test_a_pattern_that_holds_ends_with_0_and_a_scorecard(ecosim, mine) -> None:
    shown = ecosim("verify", mine)
    assert shown.exit_code == 0, shown.output
    assert "mine  pass" in shown.output
    assert "A [bold]claim[/bold]" in " ".join(shown.output.split())
    assert "Implied claims: 1 of 1 pass (100 %)" in shown.output


def test_a_pattern_that_fails_ends_with_1(ecosim, mine) -> None:
    mine.write_text(PATTERN.replace("positive", "negative"), encoding="utf-8")
    shown = ecosim("verify", mine)
    assert shown.exit_code == 1
    assert "mine  fail" in shown.output


def test_json_has_the_shape_of_the_contract(ecosim, mine, tmp_path) -> None:
    out = tmp_path / "verdicts.json"
    assert ecosim("verify", mine, "--json", out, "--seed", 3).exit_code == 0
    (found,) = json.loads(out.read_text(encoding="utf-8"))["patterns"]
    assert {"id", "verdict", "grade", "support", "source", "estimate", "interval", "effect",
            "replicates"} <= set(found)  # fmt: skip
    assert (found["id"], found["verdict"], found["replicates"]) == ("mine", "pass", 32)
    assert found["interval"][0] < found["estimate"] < found["interval"][1]


def test_json_on_stdout_is_all_that_is_said(ecosim, mine) -> None:
    shown = ecosim("verify", mine, "--json", "-")
    assert json.loads(shown.stdout)["patterns"][0]["id"] == "mine"


def test_few_words_for_scripts(ecosim, mine) -> None:
    assert ecosim("verify", mine, "--quiet").stdout == "mine pass\n"


def test_the_same_seed_gives_the_same_json_with_any_number_of_threads(ecosim, mine) -> None:
    texts = {ecosim("verify", mine, "--json", "-", "--threads", n).stdout for n in (1, 2)}
    assert len(texts) == 1


def test_robustness_shows_the_share_of_sets_that_keep_the_sign(ecosim, mine) -> None:
    shown = ecosim("verify", mine, "--robustness", 2)
    assert shown.exit_code == 0
    assert "mine           100 %     2" in shown.output


def test_a_knock_out_shows_what_dies(ecosim, mine, tmp_path) -> None:
    out = tmp_path / "matrix.json"
    shown = ecosim("knockout", mine, "-m", "relationships", "-m", "coopetition", "--json", out)
    assert shown.exit_code == 0, shown.output
    assert "relationships  †" in shown.output
    assert "Needed by no pattern tried: coopetition" in shown.output
    (found,) = json.loads(out.read_text(encoding="utf-8"))["patterns"]
    assert found["fates"] == {"relationships": "dies", "coopetition": "untouched"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["verify", "Z9"], "pattern 'Z9': there is no such pattern"),
        (["verify", "--replicates", "3"], "3 is not from 8 to"),
        (["verify", "--json", "."], "'.' is not the name of a file"),
        (["knockout", "N1", "-m", "resonanse"], "did you mean 'resonance'"),
    ],
)
def test_bad_input_is_one_sentence_and_2(ecosim, arguments, sentence) -> None:
    shown = ecosim(*arguments)
    assert shown.exit_code == 2
    assert sentence in shown.output
    assert "Traceback" not in shown.output


def test_a_mistake_in_a_pattern_is_found_before_anything_runs(ecosim, mine, tmp_path) -> None:
    (tmp_path / "wrong.toml").write_text(PATTERN.replace('"mine"', '"x"').replace(
        "relationships", "relatoinships"), encoding="utf-8")  # fmt: skip
    shown = ecosim("verify", mine, tmp_path / "wrong.toml")
    assert shown.exit_code == 2
    assert "did you mean 'relationships'" in shown.output
    assert "mine" not in shown.stdout
