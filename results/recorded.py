"""What tables need of a run: the shape of the engine's output, whatever class it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["DesignPoint", "FinishedRun", "RecordedRun", "RelationshipPanel"]


@dataclass(frozen=True)
class DesignPoint:
    """Where in a design a run lies: its number, and the setting of each factor by dotted name."""

    number: int = 0
    factors: Mapping[str, float | bool | str] = field(default_factory=dict)


class FinishedRun(Protocol):
    """What ``runs`` needs of a run. One that failed says why in a further ``status``."""

    @property
    def replicate(self) -> int:
        """Return the number of the replicate."""

    @property
    def seed(self) -> int:
        """Return the seed."""

    @property
    def outcomes(self) -> Mapping[str, float]:
        """Return outcomes by name; NaN or missing where one is undefined."""


class RelationshipPanel(Protocol):
    """Relationships month by month: L rows, and C columns as rows of ``values``."""

    @property
    def tick(self) -> NDArray[np.int32]:
        """Return the month, shape (L,)."""

    @property
    def source(self) -> NDArray[np.int32]:
        """Return the number of the firm where it begins, shape (L,)."""

    @property
    def target(self) -> NDArray[np.int32]:
        """Return the number of the firm where it ends, shape (L,)."""

    @property
    def values(self) -> NDArray[np.float32]:
        """Return the columns of ``TIE_COLUMNS``, shape (C, L)."""


class RecordedRun(FinishedRun, Protocol):
    """What the other tables need of a run with n firms, T months and R recorded ones."""

    @property
    def firm_ids(self) -> Sequence[str]:
        """Return the id of each firm by its number."""

    @property
    def ecosystem(self) -> NDArray[np.float64]:
        """Return the columns of ``ECOSYSTEM`` for months 1 to T, shape (T, columns)."""

    @property
    def ticks(self) -> NDArray[np.int64]:
        """Return the recorded months, shape (R,)."""

    @property
    def firms(self) -> NDArray[np.float32] | None:
        """Return the columns of ``FIRM_COLUMNS``, shape (R, columns, n), if recorded."""

    @property
    def relationships(self) -> RelationshipPanel | None:
        """Return the relationships, if recorded."""

    @property
    def events(self) -> NDArray[np.void]:
        """Return records of tick, kind, subject, object and detail; -1 means nobody."""
