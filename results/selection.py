"""When to stop: the fully sequential selection of the best by Kim and Nelson."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["SettlingRule"]

Floats = NDArray[np.float64]


class SettlingRule:
    """Tells, replicate by replicate, which choices may still be the best.

    With a probability of at least 1 − ``error`` the last one left is the best, or falls short of
    it by less than ``difference``. That holds for normal differences, whatever their variances and
    however strongly choices vary together under the same chance.

    Parameters
    ----------
    choices : how many, at least 2
    difference : smallest difference worth knowing, above 0, in the unit of the values
    error : probability of a wrong end, above 0 and below 1
    first : replicates before any choice is given up, from which variances are estimated

    Source
    ------
    Kim & Nelson (2001), A fully sequential procedure for indifference-zone selection in
    simulation, ACM Transactions on Modeling and Computer Simulation 11(3), 251-273, with c = 1
    """

    def __init__(
        self, choices: int, difference: float, error: float = 0.05, first: int = 20
    ) -> None:
        self.remaining = list(range(choices))
        self.replicates = 0
        self._difference, self._first = difference, first
        eta = ((2 * error / (choices - 1)) ** (-2 / (first - 1)) - 1) / 2
        self._scale = 2 * eta * (first - 1) / difference**2
        self._sums = np.zeros(choices)
        self._begun: list[Floats] = []
        self._limits = np.full((choices, choices), np.inf)

    @property
    def is_settled(self) -> bool:
        """Tell whether one choice is left."""
        return len(self.remaining) == 1

    def add(self, values: Sequence[float] | Floats) -> bool:
        """Take one replicate's value of each choice and tell whether one is left.

        A replicate in which any value is undefined does not count.
        """
        given = np.asarray(values, dtype=np.float64)
        if not np.isfinite(given).all() or self.is_settled:
            return self.is_settled
        self.replicates += 1
        self._sums += given
        if self.replicates <= self._first:
            self._begun.append(given)
        if self.replicates == self._first:
            begun = np.array(self._begun)
            pairs = begun[:, :, None] - begun[:, None, :]
            self._limits = self._scale * pairs.var(axis=0, ddof=1)
        if self.replicates >= self._first:
            self._screen()
        return self.is_settled

    def _screen(self) -> None:
        """Give up choices whose sum has fallen too far behind that of another."""
        kept = np.array(self.remaining)
        behind = self._sums[kept][None, :] - self._sums[kept][:, None]
        limits = self._limits[np.ix_(kept, kept)]
        slack = self._difference / 2 * np.maximum(limits - self.replicates, 0.0)
        if np.all(limits <= self.replicates):
            # No more replicates would help: those left differ by less than is worth knowing.
            self.remaining = [int(kept[np.argmax(self._sums[kept])])]
        else:
            self.remaining = kept[(behind <= slack).all(axis=1)].tolist()
