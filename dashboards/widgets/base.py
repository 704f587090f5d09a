"""What all widgets share: where their JavaScript lies, and how a picture is acknowledged."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

__all__ = ["Drawing", "front_end"]

_FOLDER = Path(__file__).parent


def front_end(name: str) -> str:
    """Return the JavaScript of a widget, the helpers of all widgets before it."""
    parts = ("common.js", f"{name}.js")
    return "\n".join((_FOLDER / part).read_text(encoding="utf-8") for part in parts)


class Drawing(anywidget.AnyWidget):
    """A widget that draws numbered pictures: those of a film, or one that stands still.

    Attributes
    ----------
    label : what a listener hears of it
    film, part : name of a ``FilmStrip`` and part of its pictures, or empty
    frame : the picture where there is no film; its first four bytes are its number
    """

    label = traitlets.Unicode().tag(sync=True)
    film = traitlets.Unicode().tag(sync=True)
    part = traitlets.Unicode().tag(sync=True)
    frame = traitlets.Bytes().tag(sync=True)
