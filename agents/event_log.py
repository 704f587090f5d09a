"""What has happened in a model so far."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ecosim.engine.run import EVENT_DTYPE, take_events
from ecosim.engine.world import World

__all__ = ["EventLog"]


class EventLog:
    """Collects events from the buffer of a world, which it leaves empty."""

    def __init__(self) -> None:
        self._parts: list[NDArray[np.void]] = []

    def take(self, world: World) -> None:
        """Move events out of the world's buffer."""
        self._parts.append(take_events(world))

    def all(self) -> NDArray[np.void]:
        """Return all events so far, in order."""
        return np.concatenate([np.empty(0, EVENT_DTYPE), *self._parts])
