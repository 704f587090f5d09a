"""A run that plays on its own, and shows no more pictures than the browser can draw."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import solara

from ecosim.dashboards.pictures import film_picture
from ecosim.dashboards.reels import Reel
from ecosim.dashboards.view import View

__all__ = ["Player", "State"]

_FIRST = 12  # months that are over when a page opens, so that there is something to see
_PATIENCE = 1.5  # seconds until a picture that nobody acknowledges is followed by the next
_CLOSE_LOOK = 0.5  # seconds between looks at details while months pass
_REST = 0.004  # seconds a run leaves to others between months that it plays as fast as it can
_AT_WORK = 4  # runs that are at work at one moment, of all visitors; others rest meanwhile
_PLAYING: set[str] = set()


@dataclass(frozen=True)
class State:
    """Where the run is.

    Parameters
    ----------
    month : when it was last looked at closely: each time it rests, and twice a second
    first, last : months between which it is played
    playing, speed : how it is played
    adopted : how many runs there were before
    """

    month: int = 0
    first: int = 0
    last: int = 120
    playing: bool = False
    speed: int = 8
    adopted: int = 0


@dataclass
class _Gate:
    """Whether the browser has shown the last picture."""

    number: int = 0
    drawn: int = 0
    since: float = 0.0

    def open(self) -> bool:
        """Tell whether another picture may be sent."""
        late = time.monotonic() - self.since > _PATIENCE
        return late or self.drawn >= self.number


class Player:
    """One visitor's run, or two side by side.

    Parameters
    ----------
    make : from a setup to what is played
    setup : what is simulated

    Attributes
    ----------
    name : of its film
    """

    def __init__(self, make: Callable[[Any], Reel], setup: Any) -> None:
        self.setup, self._make = setup, make
        self.reel = make(setup)
        self.reel.go_to(self.reel.first + _FIRST)
        self.view = solara.reactive(View())
        self.state = solara.reactive(State(first=self.reel.first, last=self.reel.last))
        self.stages = solara.reactive(self.reel.stages)
        self.name = uuid.uuid4().hex
        self._picture = b""
        self._screen: Callable[[bytes], None] | None = None
        self._gate = _Gate()
        self._looked = 0.0
        self._lock = threading.RLock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self.show()

    def adopt(self, setup: Any) -> None:
        """Run another setup from its start up to the month that is shown."""
        if setup == self.setup:
            return
        reel = self._make(setup)
        with self._lock:
            reel.go_to(self.reel.month)
            self.setup, self.reel = setup, reel
            self.stages.value = reel.stages
            adopted = self.state.value.adopted + 1
            self._note(first=reel.first, last=reel.last, adopted=adopted)
            self.show()

    def play(self) -> None:
        """Let months pass by themselves; from the start where all of them are over."""
        if self.state.value.playing:
            return
        if self.reel.over:
            self.go_to(self.reel.first)
        self._note(playing=True)
        self._wake.clear()
        self._thread = threading.Thread(target=self._run, name="ecosim-player", daemon=True)
        self._thread.start()

    def pause(self) -> None:
        """Stop at once."""
        self._note(playing=False)
        self._wake.set()

    def step(self) -> None:
        """Go through one month."""
        self.pause()
        with self._lock:
            self.reel.step()
            self.show()

    def go_to(self, month: int) -> None:
        """Go to a month, back or ahead."""
        with self._lock:
            self.reel.go_to(month)
            self.show()

    def set_speed(self, speed: int) -> None:
        """Choose how many months pass in a second; 0 for as many as can."""
        self._note(speed=max(0, min(120, speed)))

    def look(self, view: View) -> None:
        """Choose what is shown."""
        self.view.value = view
        self.show()

    def show(self) -> None:
        """Send a picture of this month."""
        with self._lock:
            number, month = self._gate.number + 1, self.reel.month
            parts = self.reel.pictures(number, self.view.value)
            self._picture = film_picture(number, month, parts)
            self._gate.number, self._gate.since = number, time.monotonic()
            if self._screen is not None:
                self._screen(self._picture)
        state = self.state.value
        if not state.playing or time.monotonic() - self._looked > _CLOSE_LOOK:
            self._looked = time.monotonic()
            self._note(month=month)

    def connect(self, screen: Callable[[bytes], None]) -> Callable[[], None]:
        """Show every picture on a screen from now on; return what ends that."""
        self._screen = screen
        screen(self._picture)

        def disconnect() -> None:
            self._screen = None

        return disconnect

    def acknowledge(self, number: int) -> None:
        """Note that all drawings have shown a picture."""
        self._gate.drawn = number
        if self._gate.open():
            self._wake.set()

    def close(self) -> None:
        """Stop playing for good and let go of the run."""
        self._note(playing=False)
        self._wake.set()

    def _note(self, **changes: Any) -> None:
        self.state.value = replace(self.state.value, **changes)

    def _run(self) -> None:
        """Play until paused or over; a month waits for its time, a picture for the browser."""
        due = time.monotonic()
        _PLAYING.add(self.name)
        try:
            while self.state.value.playing and not self.reel.over:
                begun = time.monotonic()
                with self._lock:
                    self.reel.step()
                    if self._gate.open():
                        self.show()
                speed, now = self.state.value.speed, time.monotonic()
                # The more runs there are, the longer each rests: buttons answer meanwhile.
                rest = max(_REST, (now - begun) * (len(_PLAYING) / _AT_WORK - 1.0))
                due = max(due + (1.0 / speed if speed else 0.0), now - 0.1)
                self._rest_until(max(due, now + rest))
        finally:
            _PLAYING.discard(self.name)
        self._note(playing=False)
        self.show()

    def _rest_until(self, due: float) -> None:
        while self.state.value.playing:
            left = due - time.monotonic()
            if left <= 0.0:
                return
            self._wake.wait(min(left, 0.1))
            self._wake.clear()
