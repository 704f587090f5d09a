"""What a visitor looks at."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["View"]


@dataclass(frozen=True)
class View:
    """What a visitor looks at.

    Parameters
    ----------
    firm, tie : columns shown as colour
    series : ecosystem series shown as curves
    """

    firm: str = "viability"
    tie: str = "consonance"
    series: tuple[str, ...] = (
        "viability", "consonance", "resonance", "trust", "foreign_share", "profit",
    )  # fmt: skip
