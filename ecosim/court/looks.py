"""When the evidence is looked at, and how sure each look has to be: fixed before the first run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["FALSE_ALARM", "FIRST_LOOK", "Looks"]

FIRST_LOOK = 32
FALSE_ALARM = 0.01


@dataclass(frozen=True)
class Looks:
    """A group-sequential plan: at most ``most`` replicates, looked at after 32, 64, 128 and so on.

    The intervals of all looks hold together with a probability of 1 − ``FALSE_ALARM``, because
    each is built with an equal part of it (Bonferroni's inequality). So a verdict may be given at
    any look, and is wrong with half that probability at most: an error has one side.

    Parameters
    ----------
    most : replicates at the last look
    first : replicates at the first look, each later one having twice as many as the one before

    >>> plan = Looks(128)
    >>> list(plan.counts), round(plan.level, 6)
    ([32, 64, 128], 0.996667)
    """

    most: int
    first: int = FIRST_LOOK

    @property
    def counts(self) -> Iterator[int]:
        """Yield the number of replicates at each look."""
        count = self.first
        while count < self.most:
            yield count
            count *= 2
        yield self.most

    @property
    def level(self) -> float:
        """Return the confidence level of the interval at each look."""
        return 1.0 - FALSE_ALARM / len(list(self.counts))
