"""`ecosim cite` names the software and the studies a result used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.sources import SOURCES, keys_in
from ecosim.rules.register import RULES

Call = Callable[..., Result]


@pytest.fixture
def relations_only(ecosim: Call, tmp_path: Path) -> Path:
    off = [one.name for one in MECHANISMS if keys_in(one.source) != {"RT"}]
    flags = [word for name in off for word in ("--set", f"mechanisms.{name}=false")]
    folder = tmp_path / "results"
    ran = ecosim("run", "six-smes", "--ticks", "2", *flags, "--quiet", "--out", folder)
    assert ran.exit_code == 0
    return folder


def test_without_a_folder_every_study_is_named(ecosim: Call) -> None:
    lines = ecosim("cite").stdout.splitlines()
    assert lines[0].startswith("The ecosim authors. ecosim")
    assert len(lines) == 1 + len({key for one in MECHANISMS for key in keys_in(one.source)})


def test_only_studies_whose_mechanisms_were_on_are_named(
    ecosim: Call, relations_only: Path
) -> None:
    cited = json.loads(ecosim("cite", relations_only, "--json").stdout)
    assert [one.get("key") for one in cited] == [None, "RT"]


def test_bibtex_has_an_entry_for_each(ecosim: Call) -> None:
    printed = ecosim("cite", "--bibtex").stdout
    assert printed.count("@article{") == len(ecosim("cite").stdout.splitlines()) - 1
    assert r"Business \& Industrial" in printed


def test_a_folder_without_results_is_refused(ecosim: Call, tmp_path: Path) -> None:
    assert ecosim("cite", tmp_path).exit_code == 2


@pytest.mark.parametrize("key", SOURCES)
def test_every_study_is_cited_by_a_rule_or_parameter(key: str) -> None:
    cited = [*(card.source for card in RULES), *(one.source for one in PARAMETERS)]
    assert any(key in keys_in(words) for words in cited)
