"""A curve to sketch by hand or by keys, and beside it what came out."""

from __future__ import annotations

import anywidget
import traitlets

from ecosim.dashboards.widgets.base import front_end

__all__ = ["PredictionPad"]


class PredictionPad(anywidget.AnyWidget):
    """Axes with lines, and a line of the visitor's own with a handle at every point.

    Attributes
    ----------
    axes : {"across", "up", "low", "high", "points", "name"}: words, range upward, places of the
        handles, and what a saved picture is called
    lines : each {"label", "colour", "dash", "values", "bands"}: a value for each point, or None;
        a band is [low, high], each a value for each point
    guess : the visitor's value for each point; empty until the first
    locked : whether the guess stays as it is
    """

    _esm = front_end("prediction")
    axes = traitlets.Dict().tag(sync=True)
    lines = traitlets.List().tag(sync=True)
    guess = traitlets.List().tag(sync=True)
    locked = traitlets.Bool(False).tag(sync=True)
