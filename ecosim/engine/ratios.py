"""Ratios and means that are undefined where there is nothing to count."""

from __future__ import annotations

from ecosim.engine.world import Floats

__all__ = ["mean", "ratio"]


def ratio(part: float, whole: float) -> float:
    """Return a part over a whole, or NaN of nothing."""
    return float(part / whole) if whole > 0.0 else float("nan")


def mean(values: Floats) -> float:
    """Return the mean, or NaN of nothing."""
    return float(values.mean()) if values.size else float("nan")
