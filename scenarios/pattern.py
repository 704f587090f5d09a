"""A pattern: a claim of a source as an experiment with a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecosim.scenarios.arithmetic import Expression

__all__ = ["Expectation", "Measure", "Pattern"]


@dataclass(frozen=True)
class Measure:
    """A number taken from what a run leaves behind.

    Parameters
    ----------
    of : "ecosystem", "firms", "relationships", "events" or "firm_outcomes"
    columns : none, one or two of its columns
    statistic : what is made of the rows
    months : first and last month looked at, or None for all
    where : which rows count: a value, or a list of two numbers that bound it, by column
    having : for a share or a first month, what the rows in question have
    """

    of: str
    columns: tuple[str, ...]
    statistic: str
    months: tuple[int, int] | None
    where: Mapping[str, Any]
    having: Mapping[str, Any]


@dataclass(frozen=True)
class Expectation:
    """What must hold of the means over replicates.

    Parameters
    ----------
    outcome : formula over outcomes and measures of one run
    contrast : formula over arms
    direction : "positive", "negative" or "null"
    smallest : the effect that counts at least; for a null, the largest that does not count
    absolute : whether ``smallest`` is in the unit of the outcome; else in standard deviations
    order : arms that must rise (or fall) one after the other, or nothing
    """

    outcome: Expression
    contrast: Expression
    direction: str
    smallest: float
    absolute: bool
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pattern:
    """A claim of a source, the experiment that may refute it, and what it expects.

    Parameters
    ----------
    id, claim, source, support, grade : what is claimed, by whom, and how much a pass says
    tried : where the model fails it, what was tried
    scenario, folder : library name or path, and the folder from which a path is meant
    replicates : most runs of each arm
    ticks : months, or None for the scenario's own
    every : months between recorded rows of firms and relationships
    settings : what all arms change
    arms : what each arm changes, by name
    measures : by name
    expectations : all of which must hold
    label : how messages name the pattern
    """

    id: str
    claim: str
    source: str
    support: str
    grade: str
    tried: str
    scenario: str
    folder: Path
    replicates: int
    ticks: int | None
    every: int
    settings: Mapping[str, Any]
    arms: Mapping[str, Mapping[str, Any]]
    measures: Mapping[str, Measure]
    expectations: tuple[Expectation, ...]
    label: str
