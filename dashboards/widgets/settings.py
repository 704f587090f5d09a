"""Every parameter and switch, with unit, range and explanation."""

from __future__ import annotations

import anywidget
import traitlets

from ecosim.dashboards.widgets.base import front_end

__all__ = ["SettingsPanel"]


class SettingsPanel(anywidget.AnyWidget):
    """Sliders, switches and choices that can be searched, and say what was changed.

    Attributes
    ----------
    groups : a JSON list, each {"title", "items"}; an item is {"key", "name", "kind",
        "usual", "low", "high", "unit", "text", "source", "words"}, ``kind`` being number, whole,
        seed, switch or word
    changed : new values by key, of what is not as usual
    """

    _esm = front_end("settings")
    groups = traitlets.Unicode("[]").tag(sync=True)
    changed = traitlets.Dict().tag(sync=True)
