"""A run that plays on its own, and shows no more pictures than the browser can draw."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import solara

from ecosim.dashboards.reels import Reel
from ecosim.dashboards.view import View

__all__ = ["Picture", "Player", "State"]

_FIRST = 12  # months that are over when a page opens, so that there is something to see
_PATIENCE = 1.5  # seconds until a picture that nobody acknowledges is followed by the next
_CLOSE_LOOK = 0.5  # seconds between looks at details while months pass
_REST = 0.004  # seconds a run leaves to others between months that it plays as fast as it can
_TURNS = threading.BoundedSemaphore(2)  # runs that play a month at one moment, of all visitors


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


@dataclass(frozen=True)
class Picture:
    """One picture of everything, in parts for each drawing; its number rises."""

    number: int = 0
    parts: Mapping[str, bytes | int] = field(default_factory=dict)


@dataclass
class _Gate:
    """Whether all drawings have shown the last picture."""

    drawn: dict[str, int] = field(default_factory=dict)
    number: int = 0
    since: float = 0.0

    def open(self) -> bool:
        """Tell whether another picture may be sent."""
        late = time.monotonic() - self.since > _PATIENCE
        return late or all(number >= self.number for number in self.drawn.values())


class Player:
    """One visitor's run, or two side by side.

    Parameters
    ----------
    make : from a setup to what is played
    setup : what is simulated
    """

    def __init__(self, make: Callable[[Any], Reel], setup: Any) -> None:
        self.setup, self._make = setup, make
        self.reel = make(setup)
        self.reel.go_to(self.reel.first + _FIRST)
        self.view = solara.reactive(View())
        self.state = solara.reactive(State(first=self.reel.first, last=self.reel.last))
        self.stages = solara.reactive(self.reel.stages)
        self.picture = Picture()
        self._screens: dict[str, Callable[[Picture], None]] = {}
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
            self.picture = Picture(number, {**parts, "month": month})
            self._gate.number, self._gate.since = number, time.monotonic()
            for screen in list(self._screens.values()):
                screen(self.picture)
        state = self.state.value
        if not state.playing or time.monotonic() - self._looked > _CLOSE_LOOK:
            self._looked = time.monotonic()
            self._note(month=month)

    def connect(self, name: str, screen: Callable[[Picture], None]) -> Callable[[], None]:
        """Show every picture on a screen from now on; return what ends that."""
        self._screens[name] = screen
        screen(self.picture)

        def disconnect() -> None:
            self._screens.pop(name, None)
            self._gate.drawn.pop(name, None)

        return disconnect

    def acknowledge(self, drawing: str, number: int) -> None:
        """Note that a drawing has shown a picture."""
        self._gate.drawn[drawing] = number
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
        while self.state.value.playing and not self.reel.over:
            with _TURNS, self._lock:
                self.reel.step()
                if self._gate.open():
                    self.show()
            speed = self.state.value.speed
            due = max(due + (1.0 / speed if speed else 0.0), time.monotonic() - 0.1)
            self._rest_until(due)
        self._note(playing=False)
        self.show()

    def _rest_until(self, due: float) -> None:
        while self.state.value.playing:
            left = due - time.monotonic()
            if left <= 0.0:
                time.sleep(_REST)
                return
            self._wake.wait(min(left, 0.1))
            self._wake.clear()
