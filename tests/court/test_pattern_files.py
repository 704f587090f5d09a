"""Pattern files: those of the library are whole, and what is wrong with one is said in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ecosim.court.case import Case
from ecosim.errors import InputError
from ecosim.scenarios import load_pattern, load_patterns
from ecosim.scenarios.pattern_library import PATTERNS

Write = Callable[..., Path]
FILES = sorted(PATTERNS.glob("*.toml"))
SOURCE = re.compile(r"(AC|DS|EM|RT|IN) ")


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_pattern_of_the_library_is_whole(file: Path) -> None:
    pattern = load_pattern(file.stem)
    assert pattern.id == file.stem
    assert SOURCE.match(pattern.source)
    assert (pattern.support == "control") == (pattern.grade == "null")
    assert len(Case.of(pattern).arms) == len(pattern.arms)


def test_patterns_are_found_by_id_by_file_and_by_folder(write: Write) -> None:
    file = write("P1")
    write("P2")
    assert [p.id for p in load_patterns([file])] == ["P1"]
    assert [p.id for p in load_patterns([file.parent])] == ["P1", "P2"]
    assert [p.id for p in load_patterns(["N1", file])] == ["N1", "P1"]
    assert len(load_patterns()) == len(FILES)


def test_one_id_stands_for_one_pattern(write: Write) -> None:
    with pytest.raises(InputError, match=r"pattern\.id: 'P1' is also the id of"):
        load_patterns([write("P1"), write("P2", id="P1")])


@pytest.mark.parametrize(
    ("swap", "sentence"),
    [
        (('"governance"', '"governanse"'), "expect, number 1, outcome: 'governanse' is none of .*"),
        (('"with - without"', '"with - wihtout"'), "contrast: .*did you mean 'without'"),
        (('"with - without"', '"with -"'), "contrast: .*its end was not expected"),
        (('"positive"', '"upward"'), "direction: 'upward' is none of positive, negative, null"),
        (('support = "explicit"', 'support = "sure"'), r"pattern\.support: 'sure' is none of"),
        (('grade =', 'tired = "x"\ngrade ='), r"pattern\.tired: .*did you mean 'tried'"),
        (("replicates = 32", "replicates = 1"), r"experiment\.replicates: 1 is below 8"),
        (("[[expect]]", "[measures.x]\n[[expect]]"), "measures: .*did you mean 'measure'"),
        (("[[expect]]", "[[expects]]"), "expect: it is missing"),
        (('direction = "positive"', 'direction = "null"'), "a null needs a margin"),
        (('contrast = "with - without"', ""), "a contrast or an order of arms is needed"),
        (('direction = "positive"', 'direction = "positive"\nmargin = 1\nsmallest_effect = 1'),
         "two ways to say one thing"),
        (("with = {}", '"1st arm" = {}'), "arms.*'1st arm' is no name"),
        (("[[expect]]", '[measure.x]\nof = "firms"\ncolumn = "csah"\n[[expect]]'),
         r"measure\.x, column: .*did you mean 'cash'"),
        (("[[expect]]", '[measure.trust]\nof = "firms"\ncolumn = "cash"\n[[expect]]'),
         r"measure\.trust: there is an outcome of this name"),
        (("[[expect]]", '[measure.x]\nof = "firms"\nstatistic = "share"\n[[expect]]'),
         r"having: share needs a condition"),
        (("[[expect]]", '[measure.x]\nof = "firms"\ncolumn = "cash"\nmonths = [9, 3]\n[[expect]]'),
         r"measure\.x\.months: 9 comes after 3"),
        (("[[expect]]",
          '[measure.x]\nof = "firms"\ncolumn = "cash"\nwhere = { kind = "prvider" }\n[[expect]]'),
         r"where\.kind: 'prvider' is none of .*did you mean 'provider'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(
    write: Write, swap: tuple[str, str], sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence) as refused:
        load_pattern(write(swap=swap))
    assert str(refused.value).startswith("pattern '")
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    ("swap", "sentence"),
    [
        (('"../small.toml"', '"smal.toml"'), "arms.with, scenario 'smal.toml': there is no such"),
        (("mechanisms.relationships", "mechanisms.relationshops"),
         r"arms\.without, scenario .*, mechanisms\.relationshops: there is no such key"),
        (("with = {}", 'with = { scenario = "baselin" }'), "did you mean 'baseline'"),
        (("with = {}", "with = { scenario = 3 }"), "scenario: a name or a path is needed"),
        (("[[expect]]",
          '[measure.x]\nof = "firms"\ncolumn = "cash"\nwhere = { firm = "provider-9" }\n[[expect]]'),
         r"measure\.x: there is no firm 'provider-9'; did you mean 'provider-"),
    ],
)  # fmt: skip
def test_what_an_arm_names_has_to_exist(write: Write, swap: tuple[str, str], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        Case.of(load_pattern(write(swap=swap)))


def test_a_source_that_does_not_exist_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did you mean 'N1'"):
        load_patterns(["N11"])
    with pytest.raises(InputError, match="no file"):
        load_patterns([tmp_path])
