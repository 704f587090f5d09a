"""The submodels: every equation under the stages that use it, as written in the rules."""

from __future__ import annotations

import ast
import functools
from importlib.resources import files

from ecosim.protocol.schedule import StageCard, stages
from ecosim.rules.register import RULES, RuleCard

__all__ = ["rule_text", "submodels"]

_KERNELS = "ecosim.engine.kernels."
_RULES = "ecosim.rules."
_FOR_ALL = {"elementary"}  # used nearly everywhere; shown once at the end


def submodels() -> str:
    """Return all equations: first stage by stage, then those that set up the first month."""
    used: set[str] = set()
    parts = []
    for card in stages():
        parts.append(_stage(card, used))
    parts.append(_rest(used))
    return "\n\n".join(parts)


def _stage(card: StageCard, used: set[str]) -> str:
    """Return one stage with the equations that no earlier stage has shown."""
    lines = [f"### {card.stage.name}", card.summary]
    modules = [rule for kernel in card.modules for rule in sorted(_rule_modules(kernel))]
    fresh = [module for module in dict.fromkeys(modules) if module not in used]
    again = [f"`{module}`" for module in dict.fromkeys(modules) if module in used]
    used.update(fresh)
    if again:
        lines.append("Uses equations shown above: " + ", ".join(again) + ".")
    return "\n\n".join([*lines, *map(_module, fresh)])


def _rest(used: set[str]) -> str:
    """Return the equations that no stage of the month uses by itself."""
    left = sorted({card.module for card in RULES} - used)
    text = "What other equations and the first month are made of."
    return "\n\n".join(["### Set-up and elementary functions", text, *map(_module, left)])


@functools.cache
def _rule_modules(kernel: str) -> frozenset[str]:
    """Return the files of rules that a kernel's file uses, helper files of kernels included."""
    source = files("ecosim.engine.kernels").joinpath(f"{kernel}.py").read_text(encoding="utf-8")
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    names = [node.module or "" for node in nodes]
    direct = {name.removeprefix(_RULES) for name in names if name.startswith(_RULES)}
    helpers = {name.removeprefix(_KERNELS) for name in names if name.startswith(_KERNELS)}
    own_stage = {module for card in stages() for module in card.modules}
    further = (_rule_modules(helper) for helper in helpers - own_stage)
    return frozenset(direct.union(*further) - _FOR_ALL)


def _module(module: str) -> str:
    """Return one file of rules."""
    cards = [card for card in RULES if card.module == module]
    title = f"#### `{module}`: {_title(module)}"
    return "\n\n".join([title, *map(rule_text, cards)])


def _title(module: str) -> str:
    """Return the first sentence of a file of rules."""
    source = files("ecosim.rules").joinpath(f"{module}.py").read_text(encoding="utf-8")
    documented = ast.get_docstring(ast.parse(source)) or ""
    return " ".join(documented.split("\n\n")[0].split()).rstrip(".")


def rule_text(card: RuleCard) -> str:
    """Return one equation with its symbols and its source."""
    symbols = "\n".join(f"- `{one.name}`: {one.meaning}" for one in card.parameters)
    equation = f"```text\n{card.equation}\n```" if card.equation else ""
    source = f"*Source:* {card.source}" if card.source else ""
    parts = [f"**{card.name}.** {card.summary}", equation, symbols, source]
    return "\n\n".join(part for part in parts if part)
