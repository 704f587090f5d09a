"""Ratios and means that are undefined where there is nothing to count."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

__all__ = ["mean", "ratio"]


def ratio(part: float, whole: float) -> float:
    """Return a part over a whole, or NaN of nothing."""
    return float(part / whole) if whole > 0.0 else float("nan")


def mean(values: NDArray[Any]) -> float:
    """Return the mean, or NaN of nothing."""
    return float(values.mean()) if values.size else float("nan")
