"""The report on the paradox: causes add up in a waterfall, and nothing is told of nobody."""

from __future__ import annotations

import json
import math
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa
import pytest

from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError
from ecosim.experiments.finished import read_paradox
from ecosim.experiments.paradox import Cause, Month, ParadoxResult
from ecosim.reporting import report
from ecosim.reporting.document import Figure, Table
from ecosim.reporting.paradox import paradox_report
from ecosim.results import Results
from ecosim.results.provenance import make_provenance
from ecosim.results.statistics import Interval
from ecosim.results.writer import ResultsWriter

NONE = Interval(math.nan, math.nan, math.nan, 0)


def result(providers: float = 3.0) -> ParadoxResult:
    command = {"name": "paradox", "seed": 1, "replicates": 4}
    provenance = make_provenance(Scenario("mill"), seed_scheme="s", command=command)
    share = Interval(0.4, 0.3, 0.5, 4)
    return ParadoxResult(
        scenario="mill", replicates=4, seed=1, ticks=12,
        providers=Interval(providers, providers, providers, 4), incidence=share, ever=share,
        exited=share, months_to_exit=NONE, gain=Interval(-0.1, -0.2, -0.05, 4),
        causes=(Cause("asked for services", Interval(0.5, 0.4, 0.6, 4)),
                Cause("delivery", Interval(-0.6, -0.7, -0.5, 4))),
        months=(Month(1, math.nan, 0.0), Month(2, 0.4, -0.1)),
        results=Results.from_tables({"runs": pa.table({"run_id": ["a"]})}, provenance),
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = result()
    with ResultsWriter(tmp_path / "p", made.results.provenance) as writer:
        writer.write("runs", made.results.runs)
        writer.write_file("paradox.json", json.dumps(made.as_dict()).encode())
    return tmp_path / "p"


def test_what_was_written_is_read_back(folder: Path) -> None:
    read, made = read_paradox(folder), result()
    assert (read.causes, read.gain, read.providers) == (made.causes, made.gain, made.providers)
    assert read.months[1] == made.months[1]
    assert math.isnan(read.months_to_exit.estimate)


def test_causes_and_course_are_told(folder: Path) -> None:
    told = report(folder)
    causes, course = told.sections[:2]
    figure, table = causes.blocks
    assert isinstance(figure, Figure)
    assert isinstance(table, Table)
    assert isinstance(course.blocks[0], Figure)

    assert told.question == "Do digital services pay?"
    assert "a provider loses 0.100" in told.answer[-1]
    assert [row[0] for row in table.rows] == ["asked for services", "delivery", "in all"]
    assert "delivery −0.60" in ElementTree.fromstring(figure.svg).get("aria-label", "")


def test_where_nobody_earned_there_are_no_causes() -> None:
    told = paradox_report(result(providers=0.0))
    assert told.answer == ("No provider earned anything with digital services.",)
    assert "What earns, and what eats it" not in [section.heading for section in told.sections]


def test_a_damaged_answer_is_refused(folder: Path) -> None:
    (folder / "paradox.json").write_text("{}", "utf-8")
    with pytest.raises(InputError, match=r"paradox\.json: is damaged; run the experiment again"):
        report(folder)
