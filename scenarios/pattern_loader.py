"""From a pattern file to a pattern whose names all exist."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ecosim.declarations.outcomes import OUTCOMES
from ecosim.errors import InputError
from ecosim.scenarios.arithmetic import Expression, parse_expression
from ecosim.scenarios.messages import choices, name_like, named, shown
from ecosim.scenarios.pattern import Expectation, Measure, Pattern
from ecosim.scenarios.pattern_columns import check_measure
from ecosim.scenarios.pattern_library import PATTERNS, pattern_path
from ecosim.scenarios.pattern_schema import (
    ExpectTable,
    MeasureTable,
    PatternDocument,
    read_pattern_document,
)
from ecosim.scenarios.plain import plain_table
from ecosim.scenarios.setting_text import parse_toml
from ecosim.scenarios.sources import decoded, read_limited

__all__ = ["load_pattern", "load_patterns", "read_pattern"]

_LARGEST_FILE = 1_000_000
_USUAL_SMALLEST_EFFECT = 0.2


def load_patterns(sources: Iterable[str | os.PathLike[str]] = ()) -> list[Pattern]:
    """Return patterns by id, file or folder; without any, all that come with ecosim.

    Raises
    ------
    InputError
        for a source that does not exist or is wrong, or an id met twice
    """
    paths = [path for source in sources or (PATTERNS,) for path in _paths(source)]
    patterns = [load_pattern(path) for path in dict.fromkeys(paths)]
    labels: dict[str, str] = {}
    for pattern in patterns:
        if pattern.id in labels:
            raise InputError(
                f"{pattern.label}, pattern.id: {shown(pattern.id)} is also the id of "
                f"{labels[pattern.id]}"
            )
        labels[pattern.id] = pattern.label
    return patterns


def _paths(source: str | os.PathLike[str]) -> list[Path]:
    """Return the files that a source means: a library id, a file, or those in a folder."""
    path = pattern_path(os.fspath(source)) or Path(source)
    if not path.is_dir():
        return [path]
    files = sorted(path.glob("*.toml"))
    if not files:
        raise InputError(f"patterns {shown(str(source))}: there is no file *.toml in this folder")
    return files


def load_pattern(source: str | os.PathLike[str]) -> Pattern:
    """Return one pattern by its id in the library or by the path of its file.

    Raises
    ------
    InputError
        one sentence: which file, which key, what was found and what is allowed
    """
    text = os.fspath(source)
    path = pattern_path(text) or Path(text)
    label = f"pattern {shown(path.stem if path.parent == PATTERNS else _short(text))}"
    if not path.exists() and path.suffix != ".toml":
        raise InputError(f"{label}: there is no such pattern{_library_hint(text)}")
    raw = read_limited(path, _LARGEST_FILE, label)
    with named(label):
        return read_pattern(parse_toml(decoded(raw)), path.parent, label)


def read_pattern(content: Mapping[str, Any], folder: Path, label: str) -> Pattern:
    """Return the pattern that tables describe; paths in them are meant from a folder.

    Raises
    ------
    InputError
        naming the key, what was found and what is allowed
    """
    return _pattern(read_pattern_document(plain_table(content)), folder, label)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"…{text[-58:]}"


def _library_hint(text: str) -> str:
    """Return the nearest id of the library, or where all of them are listed."""
    ids = [path.stem for path in sorted(PATTERNS.glob("*.toml"))]
    return name_like(text, ids) or "; the library has those that ecosim verify tries"


def _pattern(document: PatternDocument, folder: Path, label: str) -> Pattern:
    words, experiment = document.pattern, document.experiment
    measures = {name: _measure(name, table) for name, table in document.measure.items()}
    known = (*OUTCOMES.names, *measures)
    expectations = [
        _expectation(number, table, known, document.arms)
        for number, table in enumerate(document.expect, start=1)
    ]
    return Pattern(
        id=words.id,
        claim=" ".join(words.claim.split()),
        source=words.source,
        support=words.support,
        grade=words.grade,
        tried=" ".join(words.tried.split()),
        scenario=experiment.scenario,
        folder=folder,
        replicates=experiment.replicates,
        ticks=experiment.ticks,
        every=experiment.every,
        settings=experiment.settings,
        arms=document.arms,
        measures=measures,
        expectations=tuple(expectations),
        label=label,
    )


def _measure(name: str, table: MeasureTable) -> Measure:
    if name in OUTCOMES:
        raise InputError(f"measure.{name}: there is an outcome of this name")
    first, last = table.months or (1, 1)
    if first > last:
        raise InputError(f"measure.{name}.months: {first} comes after {last}")
    measure = Measure(
        of=table.of,
        columns=tuple(table.column),
        statistic=table.statistic,
        months=(first, last) if table.months else None,
        where=table.where,
        having=table.having,
    )
    with named(f"measure.{name}"):
        check_measure(measure)
    return measure


def _expectation(
    number: int, table: ExpectTable, known: Iterable[str], arms: Mapping[str, Any]
) -> Expectation:
    where = f"expect, number {number}"
    outcome = _over(table.outcome, known, f"{where}, outcome")
    order = tuple(table.order or ())
    contrast = _over(table.contrast or f"{order[-1]} - {order[0]}", arms, f"{where}, contrast")
    for name in order:
        if name not in arms:
            raise InputError(f"{where}, order: {choices(name, arms)}")
    absolute = table.margin is not None
    size = table.margin if table.margin is not None else table.smallest_effect
    return Expectation(
        outcome=outcome,
        contrast=contrast,
        direction=table.direction,
        smallest=_USUAL_SMALLEST_EFFECT if size is None else size,
        absolute=absolute,
        order=order,
    )


def _over(text: str, known: Iterable[str], where: str) -> Expression:
    """Return a formula if all its names are known."""
    expression, names = parse_expression(text), list(known)
    for name in expression.names:
        if name not in names:
            raise InputError(f"{where}: {choices(name, names)}")
    return expression
