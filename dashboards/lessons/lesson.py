"""A lesson as data: what to predict, the experiment that answers, and what explains it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field, ValidationError

from ecosim.errors import InputError
from ecosim.rules.register import RULES, RuleCard
from ecosim.scenarios.messages import named
from ecosim.scenarios.pattern import Pattern
from ecosim.scenarios.pattern_loader import read_pattern
from ecosim.scenarios.setting_text import parse_toml
from ecosim.scenarios.tables import Table
from ecosim.scenarios.values import Prose, Word, one_of

__all__ = ["Curve", "Lesson", "lessons", "load_lesson"]

_FOLDER = Path(__file__).parent
_CARDS = {card.name: card for card in RULES}

Part = TypeVar("Part", bound=Table)


class Words(Table):
    """``[lesson]``: everything a student reads.

    ``findings`` has one sentence for each ``[[expect]]``, in their order.
    """

    order: int
    title: Word
    asks: Word
    minutes: int
    opening: Prose
    question: Prose
    findings: list[Word]
    explanation: Prose
    rules: list[Word]
    further: Prose
    link: Word


class Curve(Table):
    """``[curve]``: what is sketched, and then drawn from the runs.

    Over "months" each arm is a line, the mean of a column, ``sketch`` the one to predict and
    ``given`` those shown before. Over "arms" there is one line, whose points are the arms in their
    order, and whose height is the outcome of the first ``[[expect]]``; arms after the last point
    are for other findings.
    """

    of: Annotated[str, one_of(("ecosystem", "firms", "relationships"))] = "ecosystem"
    column: str = ""
    where: dict[str, Any] = Field(default_factory=dict)
    over: Annotated[str, one_of(("months", "arms"))] = "months"
    points: list[float]
    sketch: str = ""
    given: list[str] = Field(default_factory=list)
    lines: dict[str, Word]
    across: Word
    up: Word
    low: float
    high: float


@dataclass(frozen=True)
class Lesson:
    """One guided experiment.

    Parameters
    ----------
    name : of its file, and in the page's address
    words, curve : see there
    pattern : its arms, and what must hold of them, as the theory court reads it
    """

    name: str
    words: Words
    curve: Curve
    pattern: Pattern

    @property
    def cards(self) -> list[RuleCard]:
        """Return the rules that explain it."""
        return [_CARDS[name] for name in self.words.rules]

    @property
    def sketched(self) -> str:
        """Return the line to predict."""
        return self.curve.sketch or next(iter(self.curve.lines))


@functools.cache
def lessons() -> tuple[Lesson, ...]:
    """Return all lessons in their order."""
    found = [load_lesson(path) for path in sorted(_FOLDER.glob("*.toml"))]
    return tuple(sorted(found, key=lambda lesson: lesson.words.order))


def load_lesson(path: Path) -> Lesson:
    """Return the lesson of a file.

    Raises
    ------
    InputError
        where the file names what does not exist, or a finding has no sentence
    """
    content = parse_toml(path.read_text(encoding="utf-8"))
    label = f"lesson {path.stem}"
    with named(label):
        words = _table(Words, "lesson", content)
        curve = _table(Curve, "curve", content)
        pattern = read_pattern(content, path.parent, label)
        _check(words, curve, pattern)
    return Lesson(path.stem, words, curve, pattern)


def _table(kind: type[Part], name: str, content: dict[str, Any]) -> Part:
    """Take one table out of a file's content."""
    try:
        return kind.model_validate(content.pop(name, {}))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, (name, *first["loc"])))
        raise InputError(f"{where}: {first['msg']}") from None


def _check(words: Words, curve: Curve, pattern: Pattern) -> None:
    """Refuse a lesson whose parts do not fit together."""
    known = set(pattern.arms) if curve.over == "months" else {"model"}
    if unknown := [name for name in words.rules if name not in _CARDS]:
        raise InputError(f"rules: there is no rule {unknown[0]!r}")
    if len(words.findings) != len(pattern.expectations):
        raise InputError(f"findings: {len(words.findings)} for {len(pattern.expectations)} expect")
    if other := sorted(set(curve.lines) - known):
        raise InputError(f"curve.lines: {other[0]!r} is none of {', '.join(sorted(known))}")
    if curve.over == "arms" and len(curve.points) > len(pattern.arms):
        raise InputError(f"curve.points: {len(curve.points)} for {len(pattern.arms)} arms")
