"""What is wrong is said in one sentence, with exit code 2, before anything is run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from ecosim.command_line.experiment_commands import RECORD_LEVELS
from ecosim.command_line.options import FORMATS, MOST_REPLICATES
from ecosim.engine.run import LEVELS
from ecosim.experiments import simulate as simulate_module
from ecosim.results import formats

Call = Callable[..., Result]


def refused(done: Result) -> str:
    """Return the message of a command that was refused."""
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    message, *hint = done.stderr.splitlines()
    assert message.startswith("Error: ")
    assert len(hint) <= 1
    return message


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--replicates", "0"], "0 is not from 1 to"),
        (["--replicates", "-1"], "-1 is not from 1 to"),
        (["--replicates", "1" + "0" * 30], "is not from 1 to"),
        (["--replicates", "1.5"], "'1.5' is not a whole number"),
        (["--replicates", "9" * 6000], "is not a whole number"),
        (["--replicatess", "1"], "Did you mean '--replicates'?"),
        (["--seed", "-3"], "-3 is not from 0 to"),
        (["--threads", "0"], "0 is not from 1 to 1024"),
        (["--every", "0"], "0 is not from 1 to"),
        (["--ticks", "0"], "0 is not from 1 to"),
        (["--record", "firm"], "did you mean 'firms'?"),
        (["--format", "csv"], "'csv' is none of arrow, parquet"),
        (["--set", "parameters.trust_gain"], "a setting is written KEY=VALUE"),
        (["--set", "parameters.trust_gain=nan"], "parameters.trust_gain: nan"),
        (["--set", "parameters.trust_gain=99"], "parameters.trust_gain: 99 is above"),
        (["--set", "parameters.trust_gian=0.1"], "did you mean 'trust_gain'?"),
        (["--set", "mechanisms.coopetition=[red]"], "is not a valid TOML value"),
        (["--set", "mechanisms.coopetition=off"], "mechanisms.coopetition: 'off'"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_wrong_option_of_run_is_named(
    ecosim: Call, tiny: Path, out: Path, options: list[str], expected: str
) -> None:
    assert expected in refused(ecosim("run", tiny, "--out", out, *options))
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--focal", "Alfa"], "focal: there is no named firm 'Alfa'; did you mean 'Alpha'?"),
        (["--candidates", "Beta"], "candidates: there is no named firm 'Beta'"),
        (["--candidates", "Beta [red],,"], "a name is empty"),
        (["--candidates", ""], "a name is empty"),
        (["--candidates", "Alpha"], "'Alpha' cannot choose itself"),
        (["--candidates", "Beta [red],Beta [red]"], "named twice"),
        (["--replicates", "1"], "1 is not from 2 to"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_wrong_option_of_compare_is_named(
    ecosim: Call, tiny: Path, out: Path, options: list[str], expected: str
) -> None:
    assert expected in refused(ecosim("compare", tiny, "--out", out, *options))
    assert not out.exists()


def test_a_scenario_without_a_comparison_says_what_to_add(ecosim: Call, out: Path) -> None:
    assert "--focal" in refused(ecosim("compare", "six-smes", "--out", out))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["run", "six-smess"], "did you mean 'six-smes'?"),
        (["run", "no/such/file.toml"], "there is no such file"),
        (["run", ""], "a name, a path or a dict is needed"),
        (["scenarios", "show", "baselin"], "did you mean 'baseline'?"),
        (["scenarios", "check", "baselin"], "did you mean 'baseline'?"),
        (["scenarios", "chek", "baseline"], "Did you mean 'check'?"),
        (["comapre", "baseline"], "Did you mean 'compare'?"),
        (["parameters", "xyzzy"], "none is about 'xyzzy'"),
        (["outcomes", "--of", "firms"], "did you mean 'firm'?"),
        (["rules", "truts"], "did you mean 'trust'?"),
        (["verify", "e3"], "did you mean 'E3'?"),
        (["rules", "TRUTS"], "did you mean 'trust'?"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_wrong_name_is_answered_with_the_nearest(
    ecosim: Call, tmp_path: Path, arguments: list[str], expected: str
) -> None:
    options = ["--out", str(tmp_path / "results")] if arguments[0] == "run" else []

    assert expected in refused(ecosim(*arguments, *options))


def test_a_folder_is_needed(ecosim: Call, tiny: Path) -> None:
    assert "Missing option '--out'" in refused(ecosim("run", tiny))
    assert "is not the name of a folder" in refused(ecosim("run", tiny, "--out", " "))


@pytest.mark.parametrize("command", ["report", "cite", "rerun", "sensitivity", "discover"])
def test_a_name_that_no_folder_can_have_is_refused(ecosim: Call, command: str) -> None:
    assert "is too long for the name of a folder" in refused(ecosim(command, "x" * 300))


def test_a_file_is_no_folder_for_results(ecosim: Call, tiny: Path) -> None:
    assert "is a file; results need a folder" in refused(ecosim("run", tiny, "--out", tiny))
    assert "cannot be made a folder" in refused(ecosim("run", tiny, "--out", tiny / "below"))


def test_a_folder_with_other_things_is_left_alone(ecosim: Call, tiny: Path) -> None:
    message = refused(ecosim("compare", tiny, "--out", tiny.parent))

    assert "holds 'tiny.toml', which is not a result of ecosim" in message
    assert tiny.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(ecosim: Call, tiny: Path, tmp_path: Path) -> None:
    (locked := tmp_path / "locked").mkdir(mode=0o500)

    assert "locked" in refused(ecosim("run", tiny, "--out", locked / "results"))


def test_a_folder_where_nothing_can_be_made_is_named(ecosim: Call, tiny: Path) -> None:
    assert "/proc/results: cannot be made" in refused(ecosim("run", tiny, "--out", "/proc/results"))


def test_text_from_users_cannot_steer_the_terminal(ecosim: Call, out: Path) -> None:
    message = refused(ecosim("run", "\x1b[2J[red]x[/red]\n", "--out", out))

    assert "\x1b" not in message
    assert "[red]x[/red]" in message


def test_words_known_before_anything_is_imported_are_those_of_the_library() -> None:
    assert RECORD_LEVELS == LEVELS
    assert tuple(formats.FORMATS) == FORMATS
    assert simulate_module.__globals__["MOST_REPLICATES"] == MOST_REPLICATES


@pytest.mark.parametrize("host", ["", "999.1.1.1", "10.255.255.1"])
def test_dashboards_listen_at_no_address_but_one_of_this_machine(ecosim: Call, host: str) -> None:
    assert "is no address of this machine" in refused(ecosim("dashboard", "--host", host))
