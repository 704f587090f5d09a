"""Evaluate every rule over many inputs and write a digest of each rule's bits as JSON.

Run on its own, because whether and for which processor rules are compiled is fixed at start.
"""

import hashlib
import json
import sys
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecosim.compiled import inlined
from ecosim.rules.register import RULES, RuleCard, RuleParameter

COUNT = 1003  # no multiple of any vector width, so that loops have a remainder
LARGEST = 1e4


def column(parameter: RuleParameter, random: np.random.Generator) -> NDArray[np.float64]:
    """Return values over a parameter's range, its ends first."""
    low, high = parameter.bounds
    if low is None:
        values = random.normal(0.0, 2.0, COUNT)
        values[:4] = -LARGEST, LARGEST, 0.0, -0.0
    elif high is None:
        values = low + 10.0 ** random.uniform(-6.0, 4.0, COUNT)
        values[:2] = (low if "at least" in parameter.meaning else low + 1e-9), LARGEST
    else:
        values = random.uniform(low, high, COUNT)
        values[:2] = low, high
    random.shuffle(values)
    return np.floor(values) if "whole" in parameter.meaning else values


def columns(card: RuleCard) -> NDArray[np.float64]:
    """Return the inputs of one rule, a row an argument, the same in every process."""
    random = np.random.default_rng(list(card.name.encode()))
    rows = np.array([column(parameter, random) for parameter in card.parameters])
    if card.name == "clip":
        rows[1:] = np.sort(rows[1:], axis=0)
    return rows


def argument(row: int, kind: str) -> str:
    """Return how the loop reads one argument of a kind."""
    value = f"x[{row}, i]"
    return {"float": value, "int": f"int({value})", "bool": f"{value} > 0.5"}[kind]


def loop(card: RuleCard) -> Any:
    """Return a loop over one rule, which the compiler may vectorise as it does kernels."""
    rule = getattr(import_module(f"ecosim.rules.{card.module}"), card.name)
    kinds = [text.split(": ")[1] for text in card.signature.split("(")[1].split(")")[0].split(", ")]
    call = f"rule({', '.join(argument(row, kind) for row, kind in enumerate(kinds))})"
    value = f"{call}[0] + 2.0 * {call}[1]" if "tuple" in card.signature else call
    names = {"rule": rule}
    exec(f"def over(x, out):\n for i in range(out.shape[0]):\n  out[i] = {value}", names)
    return inlined(names["over"])


def digest(card: RuleCard) -> str:
    """Return a digest of the bits of one rule's results."""
    results = np.zeros(COUNT)
    loop(card)(columns(card), results)
    return hashlib.sha256(results.tobytes()).hexdigest()[:16]


if __name__ == "__main__":
    chosen = set(sys.argv[1:])
    cards = [card for card in RULES if card.name in chosen or not chosen]
    json.dump({card.name: digest(card) for card in cards}, sys.stdout)
