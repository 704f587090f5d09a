"""Whatever is typed, the command line does it or refuses it in one sentence: never a traceback."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from ecosim.command_line import main
from ecosim.declarations.parameters import PARAMETERS

SCENARIO = """\
[scenario]
name = "tiny"
ticks = 2

[[firm]]
id = "A"
kind = "provider"

[[firm]]
id = "B"
kind = "partner"

[comparison]
focal = "A"
candidates = ["B"]
"""
ODD = ["", " ", "A", "B", "all", "A,B", ",", "nan", "-1", "0", "1e3", "[red]", "\x1b[2J", "é",
       "\ud800", "a=b", "=", "parameters.trust_gain=nan", "--", "-", "--help", "x\ny",
       "💥" * 90]  # fmt: skip
GOOD = [["--set", "parameters.trust_gain=0.1"], ["--set", "firm.A.employees=3"],
        ["--set", "mechanisms.coopetition=false"], ["--seed", "7"], ["--threads", "2"], ["--json"],
        ["--quiet"], ["--format", "parquet"], ["--set", "scenario.ticks=1"]]  # fmt: skip
OPTIONS = ["--seed", "--threads", "--set", "--record", "--every", "--format", "--focal",
           "--candidates", "--objective", "--json", "--quiet", "--of", "--nonsense"]  # fmt: skip
KEYS = [*(f"parameters.{name}" for name in PARAMETERS.names), "mechanisms.learning", "seed",
        "firm.A.employees", "firm.B.markets", "firm.C.cash", "network.mean_degree", "scenario.seed",
        "population.customer.count", "policy.partner_selection", "shock", "comparison"]  # fmt: skip
COMMANDS = [["run"], ["compare"], ["scenarios"], ["scenarios", "list"], ["scenarios", "show"],
            ["scenarios", "check"], ["parameters"], ["outcomes"], ["mechanisms"], ["rules"],
            ["nonsense"], []]  # fmt: skip

texts = st.sampled_from(ODD) | st.text(max_size=30) | st.integers(-9, 9).map(str)
pairs = st.tuples(st.sampled_from(OPTIONS), texts).map(list)
flags = st.lists(st.one_of(pairs, texts.map(lambda text: [text])), max_size=3)
new, tiny = st.just("new"), st.just("tiny.toml")
places = st.sampled_from(["tiny.toml", "tiny.toml/below", "a/b/c", ".", "", "x" * 300, "new\0"])
outs = st.one_of(new, new, new, places)
scenarios = st.one_of(tiny, tiny, tiny, st.sampled_from(["missing.toml", ".", ""]), texts)


@contextlib.contextmanager
def folder_with_a_scenario() -> Iterator[None]:
    """Stay in a folder of its own, so that odd names hit nothing else."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("tiny.toml").write_text(SCENARIO, encoding="utf-8")
        yield


def assert_ends_well(arguments: list[str]) -> int:
    """Run a command line, check how it ends, and return its exit code."""
    with folder_with_a_scenario():
        done = CliRunner().invoke(main, arguments)

    event(f"exit code {done.exit_code}")
    assert done.exit_code in (0, 2), done.output
    assert "Traceback" not in done.output
    if done.exit_code == 2:
        assert done.stderr.strip()
    return done.exit_code


@given(st.sampled_from(COMMANDS), flags)
def test_random_words_after_a_command(command: list[str], words: list[list[str]]) -> None:
    assert_ends_well([*command, *(part for word in words for part in word)])


@pytest.mark.slow
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["run", "compare"]), scenarios, outs, flags)
def test_random_options_of_an_experiment(
    command: str, scenario: str, out: str, words: list[list[str]]
) -> None:
    parts = [part for word in words for part in word]
    assert_ends_well(
        [command, "--replicates", "2", "--ticks", "2", "--out", out, *parts, "--", scenario]
    )


@pytest.mark.slow
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["run", "compare"]), st.lists(st.sampled_from(GOOD), max_size=4))
def test_options_that_are_right_are_done(command: str, words: list[list[str]]) -> None:
    parts = [part for word in words for part in word]

    assert (
        assert_ends_well([command, "tiny.toml", "--replicates", "2", "--out", "new", *parts]) == 0
    )


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(KEYS), texts | st.floats().map(str) | st.sampled_from(["true", "[1]", "{}"]))
def test_random_values_of_settings(key: str, value: str) -> None:
    setting = f"{key}={value}"

    assert_ends_well(["run", "tiny.toml", "--set", setting, "--out", "new", "--quiet"])
