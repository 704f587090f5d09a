"""An equation as its docstring writes it, with today's numbers in place of symbols."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ecosim.dashboards.sheet import number
from ecosim.rules.register import RuleCard, RuleParameter

__all__ = ["what_it_gives", "with_numbers"]

_SYMBOL = re.compile(r"^(\S{1,4})(?: now| =.*?)?,")
# Arguments that equations call by other words than their own name.
_WORDS = {
    "value_cosine": "cos values",
    "scheme_cosine": "cos schemes",
    "fit": "digital fit",
    "ready": "readiness",
    "distance": "dist",
    "stock": "x",
    "willingness": "w",
}


def what_it_gives(card: RuleCard) -> str:
    """Return a rule's summary as a heading: without the command that begins a docstring.

    >>> from ecosim.rules.register import RULES
    >>> what_it_gives(next(card for card in RULES if card.name == "digital_fit"))
    "How well two firms' levels of digitization go together."
    """
    words = card.summary.removeprefix("Return ")
    return words[:1].upper() + words[1:]


def with_numbers(card: RuleCard, inputs: Mapping[str, float]) -> str:
    """Return the right side of a rule's equation with numbers for whatever was read.

    >>> from ecosim.rules.register import RULES
    >>> card = next(card for card in RULES if card.name == "resonance_gate")
    >>> with_numbers(card, {"consonance": 0.6, "threshold": 0.5, "steepness": 0.06})
    '1 / (1 + e^(−(0.600 − 0.500)/0.060))'
    """
    values = {
        word: number(inputs[parameter.name])
        for parameter in card.parameters
        for word in _names(parameter)
    }
    words = sorted(values, key=len, reverse=True)
    pattern = "|".join(rf"(?<![\w′]){re.escape(word)}(?![\w′])" for word in words)
    right = card.equation.partition("=")[2] or card.equation
    unwrapped = " ".join(right.split())
    return re.sub(pattern, lambda found: _bracketed(values[found[0]]), unwrapped)


def _names(parameter: RuleParameter) -> list[str]:
    """Return how an equation may call an argument: by its symbol, or by words."""
    symbol = _SYMBOL.match(parameter.meaning)
    known = _WORDS.get(parameter.name, parameter.name)
    return [symbol[1]] if symbol else [known]


def _bracketed(shown: str) -> str:
    return f"({shown})" if shown.startswith("−") else shown
