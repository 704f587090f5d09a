"""The order of events in a month, read from the function that runs it."""

from __future__ import annotations

import ast
import functools
import inspect
from dataclasses import dataclass
from typing import Any

from ecosim.engine.kernels import month
from ecosim.engine.kernels.month import BY_FIRM, Stage
from ecosim.protocol.registers import markdown_table

__all__ = ["StageCard", "schedule_table", "stages"]


@dataclass(frozen=True, slots=True)
class StageCard:
    """One stage of the month.

    Parameters
    ----------
    stage : which one
    summary : what happens, from the function that does it
    modules : the files under ``ecosim/engine/kernels`` that hold its functions, without ending
    """

    stage: Stage
    summary: str
    modules: tuple[str, ...]


@functools.cache
def stages() -> tuple[StageCard, ...]:
    """Return all stages in the order of a month."""
    return tuple(_card(stage, _called(stage)) for stage in Stage)


def schedule_table() -> str:
    """Return the stages as a table."""
    rows = [
        (
            str(int(card.stage)),
            card.stage.name,
            "each firm" if card.stage in BY_FIRM else "all at once",
            card.summary,
        )
        for card in stages()
    ]
    return markdown_table(("#", "stage", "who", "what happens"), rows)


def _plain(function: Any) -> Any:
    """Return a kernel as written, compiled or not."""
    return getattr(function, "py_func", function)


def _called(stage: Stage) -> list[Any]:
    """Return the functions that ``run_months`` calls in a stage."""
    return [getattr(month, name) for name in _branches()[int(stage)]]


@functools.cache
def _branches() -> list[list[str]]:
    """Return the names of the functions called in each branch of ``run_months``."""
    source = inspect.getsource(_plain(month.run_months))
    branch = next(
        node for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.If) and _tests_the_stage(node)
    )  # fmt: skip
    found: list[list[str]] = []
    while True:
        found.append(_kernels(branch.body))
        if not (len(branch.orelse) == 1 and isinstance(branch.orelse[0], ast.If)):
            return [*found, _kernels(branch.orelse)]
        branch = branch.orelse[0]


def _tests_the_stage(node: ast.If) -> bool:
    return (
        isinstance(node.test, ast.Compare)
        and isinstance(node.test.left, ast.Name)
        and node.test.left.id == "stage"
    )


def _kernels(body: list[ast.stmt]) -> list[str]:
    """Return the kernels called directly in a branch, in their order."""
    calls = [line.value for line in body if isinstance(line, ast.Expr)]
    return [c.func.id for c in calls if isinstance(c, ast.Call) and isinstance(c.func, ast.Name)]


def _card(stage: Stage, functions: list[Any]) -> StageCard:
    plain = [_plain(function) for function in functions]
    summary = " ".join(inspect.cleandoc(one.__doc__).split("\n\n")[0] for one in plain)
    modules = dict.fromkeys(one.__module__.rpartition(".")[2] for one in plain)
    return StageCard(stage, " ".join(summary.split()), tuple(modules))
