"""Play, pause, step, speed, and the month."""

from __future__ import annotations

import anywidget
import traitlets

from ecosim.dashboards.widgets.base import front_end

__all__ = ["TransportBar"]


class TransportBar(anywidget.AnyWidget):
    """The controls of time.

    Attributes
    ----------
    playing, first, last : as they are
    film, part : the pictures it takes the month from
    speed : months per second, 0 as fast as it goes
    asked : [count, what, value]: what the visitor wants, ``what`` being play, pause, step, month,
        speed or restart
    """

    _esm = front_end("transport")
    playing = traitlets.Bool(False).tag(sync=True)
    film = traitlets.Unicode().tag(sync=True)
    part = traitlets.Unicode("month").tag(sync=True)
    first = traitlets.Int(0).tag(sync=True)
    last = traitlets.Int(120).tag(sync=True)
    speed = traitlets.Int(8).tag(sync=True)
    asked = traitlets.List().tag(sync=True)
