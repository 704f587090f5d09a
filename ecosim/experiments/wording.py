"""Reasons in words: what a level is called, and which differences are clear."""

from __future__ import annotations

import math

from ecosim.experiments.reasons import MarketReason
from ecosim.results.statistics import Interval

__all__ = ["ACCOUNTS", "is_clear", "is_opened", "level_in_words", "plain", "verdict"]

_LEVELS = ("very low", "low", "medium", "high", "very high")
_PHASES = ("none", "foundational", "intermediate", "advanced")
_GOVERNANCE = ("contractual", "mixed", "relational")
ACCOUNTS = {"profit": "profit", "revenue_foreign": "foreign sales", "cash": "cash"}
_CLEAR = 1.96


def level_in_words(name: str, value: float) -> str:
    """Return a word for the level of one component of a relationship."""
    if not math.isfinite(value):
        return ""
    if name == "phase":
        return _PHASES[min(3, max(0, round(value)))]
    words = _GOVERNANCE if name == "governance" else _LEVELS
    return words[min(len(words) - 1, int(max(0.0, value) * len(words)))]


def is_opened(market: MarketReason, runs: int) -> bool:
    """Tell whether a market is served more often than chance explains, taking arms as unpaired."""
    shares = market.with_partner, market.without
    error = math.sqrt(sum(share * (1 - share) for share in shares) / runs)
    return shares[0] - shares[1] > _CLEAR * error


def verdict(effect: Interval) -> str:
    """Return whether an effect is clear, and which way it goes."""
    if effect.low == effect.high == 0:
        return "the same in every run"
    return ("more" if effect.estimate > 0 else "less") if is_clear(effect) else "unclear"


def is_clear(interval: Interval) -> bool:
    """Tell whether an interval leaves zero out."""
    return interval.low > 0 or interval.high < 0


def plain(name: str) -> str:
    """Return the name of a column in plain words."""
    return name.replace("_", " ")
