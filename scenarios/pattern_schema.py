"""What a pattern file may say: one class for each of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from ecosim.errors import InputError
from ecosim.scenarios.arithmetic import parse_expression
from ecosim.scenarios.complaints import problems_of
from ecosim.scenarios.messages import refuse, shown
from ecosim.scenarios.schema import MOST_MONTHS
from ecosim.scenarios.tables import Table
from ecosim.scenarios.values import Prose, Word, listed_words, one_of

__all__ = [
    "DIRECTIONS",
    "GRADES",
    "MEASURED",
    "STATISTICS",
    "SUPPORTS",
    "ExpectTable",
    "ExperimentTable",
    "MeasureTable",
    "PatternDocument",
    "PatternTable",
    "read_pattern_document",
]

SUPPORTS = ("explicit", "case", "implied", "control")
GRADES = ("easy", "discriminating", "null")
DIRECTIONS = ("positive", "negative", "null")
MEASURED = ("ecosystem", "firms", "relationships", "events", "firm_outcomes")
STATISTICS = (
    "mean", "sum", "count", "share", "spread", "slope", "correlation", "lead", "first_month",
    "clusters",
)  # fmt: skip
DEFAULT_REPLICATES = 512
_MOST_REPLICATES = 100_000
_MOST_NAMED = 50


def _name(text: str) -> str:
    if not text.isidentifier():
        raise InputError(f"{shown(text)} is no name: letters, digits and _ are allowed")
    return text


def _formula(text: str) -> str:
    parse_expression(text)
    return text


Name = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_name)]
Formula = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_formula)]
Months = Annotated[
    list[Annotated[int, Field(ge=1, le=MOST_MONTHS)]], Field(min_length=2, max_length=2)
]
Settings = dict[str, Any]


class PatternTable(Table):
    """``[pattern]``: the claim, where it comes from, and how much a pass would say."""

    id: Word
    claim: Prose
    source: Word
    support: Annotated[str, one_of(SUPPORTS)]
    grade: Annotated[str, one_of(GRADES)]
    tried: Prose = ""


class ExperimentTable(Table):
    """``[experiment]``: what the arms have in common."""

    scenario: Word = "baseline"
    replicates: Annotated[int, Field(ge=8, le=_MOST_REPLICATES)] = DEFAULT_REPLICATES
    ticks: Annotated[int, Field(ge=1, le=MOST_MONTHS)] | None = None
    every: Annotated[int, Field(ge=1, le=MOST_MONTHS)] = 12
    settings: Settings = Field(default_factory=dict)


class MeasureTable(Table):
    """``[measure.NAME]``: a number taken from what a run leaves behind, beside its outcomes."""

    of: Annotated[str, one_of(MEASURED)]
    column: Annotated[list[Word], BeforeValidator(listed_words), Field(max_length=2)] = Field(
        default_factory=list
    )
    statistic: Annotated[str, one_of(STATISTICS)] = "mean"
    months: Months | None = None
    where: Settings = Field(default_factory=dict)
    having: Settings = Field(default_factory=dict)


class ExpectTable(Table):
    """``[[expect]]``: what must hold for the pattern to pass."""

    outcome: Formula
    contrast: Formula | None = None
    order: Annotated[list[Name], Field(min_length=3, max_length=_MOST_NAMED)] | None = None
    direction: Annotated[str, one_of(DIRECTIONS)]
    smallest_effect: Annotated[float, Field(ge=0.0, le=100.0)] | None = None
    margin: Annotated[float, Field(ge=0.0, le=1e12)] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.contrast is None) == (self.order is None):
            raise InputError("a contrast or an order of arms is needed, and not both")
        if self.smallest_effect is not None and self.margin is not None:
            raise InputError("smallest_effect and margin are two ways to say one thing")
        if self.direction == "null" and not (self.smallest_effect or self.margin):
            raise InputError("a null needs a margin (or smallest_effect) above 0")
        if self.direction == "null" and self.order is not None:
            raise InputError("arms in an order rise or fall; the direction cannot be null")
        return self


class PatternDocument(Table):
    """The tables of a pattern."""

    pattern: PatternTable
    experiment: ExperimentTable = ExperimentTable()
    arms: Annotated[dict[Name, Settings], Field(min_length=1, max_length=_MOST_NAMED)]
    measure: Annotated[dict[Name, MeasureTable], Field(max_length=_MOST_NAMED)] = Field(
        default_factory=dict
    )
    expect: Annotated[list[ExpectTable], Field(min_length=1, max_length=_MOST_NAMED)]


_SECTIONS: dict[str, type[Table]] = {
    "pattern": PatternTable,
    "experiment": ExperimentTable,
    "arms": Table,
    "measure": MeasureTable,
    "expect": ExpectTable,
}


def read_pattern_document(content: Mapping[str, Any]) -> PatternDocument:
    """Return the checked tables of a pattern.

    Raises
    ------
    InputError
        for the first thing that is wrong, and how many more there are
    """
    try:
        return PatternDocument.model_validate(content)
    except ValidationError as error:
        refuse(problems_of(error, content, _SECTIONS), error.error_count())
        raise
