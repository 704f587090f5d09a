"""What shapes and colours mean."""

from __future__ import annotations

from typing import Any

import solara

from ecosim.dashboards.elements import element
from ecosim.declarations.fields import KINDS

__all__ = ["KindLegend"]


@solara.component
def KindLegend() -> Any:
    """Show the shape and colour of every kind of firm."""
    keys = [element("span", element("i", klass=f"key {kind}"), kind) for kind in KINDS]
    return element("div", *keys, klass="legend")
