"""A card for every rule, read from its docstring, for the command line, pages and documents."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from textwrap import dedent
from types import ModuleType
from typing import Any, NamedTuple

import ecosim.rules

__all__ = ["RULES", "RuleCard", "RuleParameter"]

_NUMBER = r"[−-]?\d+(?:\.\d+)?"
_BETWEEN = re.compile(rf"({_NUMBER})\.\.({_NUMBER})")
_FROM = re.compile(rf"(?:above|at least) ({_NUMBER})")
_PARAMETER = re.compile(r"^(\w+) : (.+(?:\n +.+)*)", re.MULTILINE)


class RuleParameter(NamedTuple):
    """One argument of a rule: its name, and its meaning with unit and range."""

    name: str
    meaning: str

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """Return the lowest and highest value the meaning allows; None where there is no bound."""
        if between := _BETWEEN.search(self.meaning):
            return _number(between[1]), _number(between[2])
        if lowest := _FROM.search(self.meaning):
            return _number(lowest[1]), None
        return None, None


@dataclass(frozen=True, slots=True)
class RuleCard:
    """What a reader needs to know of one rule.

    Parameters
    ----------
    name : of the function
    module : the file under ``ecosim/rules`` that holds it, without ending
    summary : what it returns, with the unit
    equation : as written under the summary, one line or more
    parameters : in the order of the function's arguments
    source : key and section of a source, or "Ours:" and the reason
    example : a worked example, as typed at the prompt, with its result
    signature : name, arguments and types
    """

    name: str
    module: str
    summary: str
    equation: str
    parameters: tuple[RuleParameter, ...]
    source: str
    example: str
    signature: str

    def as_dict(self) -> dict[str, str]:
        """Return the row of a table of rules."""
        return {
            "name": self.name,
            "description": self.summary,
            "source": self.source,
            "equation": self.equation,
            "module": self.module,
        }


def _number(text: str) -> float:
    return float(text.replace("−", "-"))


def _unwrapped(text: str) -> str:
    return " ".join(text.split())


def _starting(paragraphs: list[str], beginning: str) -> str:
    """Return the first paragraph with this beginning, or nothing."""
    return next((text for text in paragraphs if text.startswith(beginning)), "")


def _card(module: str, function: Any) -> RuleCard:
    """Read one rule's docstring, whose paragraphs begin in a fixed way; what lacks stays empty."""
    summary, *rest = re.split(r"\n\s*\n", inspect.cleandoc(function.__doc__ or ""))
    return RuleCard(
        name=function.__name__,
        module=module,
        summary=_unwrapped(summary),
        equation=dedent(_starting(rest, "    ")),
        parameters=tuple(
            RuleParameter(name, _unwrapped(meaning))
            for name, meaning in _PARAMETER.findall(_starting(rest, "Parameters\n"))
        ),
        source=_unwrapped(_starting(rest, "Source:").removeprefix("Source:")),
        example=_starting(rest, ">>>"),
        signature=f"{function.__name__}{inspect.signature(function)}",
    )


def _functions(module: ModuleType) -> Iterator[Any]:
    """Yield the public functions a module defines, as written, whether compiled or not."""
    for name, value in vars(module).items():
        function = getattr(value, "py_func", value)
        written_here = inspect.isfunction(function) and function.__module__ == module.__name__
        if written_here and not name.startswith("_"):
            yield function


def _cards() -> Iterator[RuleCard]:
    for found in iter_modules(ecosim.rules.__path__):
        if found.name != "register":
            module = import_module(f"ecosim.rules.{found.name}")
            yield from (_card(found.name, function) for function in _functions(module))


RULES: tuple[RuleCard, ...] = tuple(sorted(_cards(), key=lambda card: (card.module, card.name)))
