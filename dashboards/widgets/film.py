"""The pictures of one player, in one message for all drawings."""

from __future__ import annotations

import anywidget
import traitlets

from ecosim.dashboards.widgets.base import front_end

__all__ = ["FilmStrip"]


class FilmStrip(anywidget.AnyWidget):
    """Hands each part of a picture to the drawing that shows it; shows nothing itself.

    Attributes
    ----------
    name : the same as ``film`` of the drawings
    picture : uint32 length of a head; the head as JSON, {"number", "parts": [[name, length], ...]};
        then the parts
    drawn : number of the last picture that all drawings have shown
    """

    _esm = front_end("film")
    name = traitlets.Unicode().tag(sync=True)
    picture = traitlets.Bytes().tag(sync=True)
    drawn = traitlets.Int(0).tag(sync=True)
