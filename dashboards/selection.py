"""What a visitor has chosen to look into: a firm, or a relationship between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Selection"]


@dataclass(frozen=True)
class Selection:
    """A firm by number, or the two ends of a relationship; −1 and nothing where none is chosen."""

    firm: int = -1
    pair: tuple[int, ...] = ()

    def with_firm(self, firm: int) -> Selection:
        """Return this firm chosen; choosing none leaves a relationship chosen."""
        return Selection(firm) if firm >= 0 else Selection(-1, self.pair)

    def with_pair(self, pair: Sequence[int]) -> Selection:
        """Return this relationship chosen; choosing none leaves a firm chosen."""
        return Selection(-1, tuple(pair)) if pair else Selection(self.firm)
