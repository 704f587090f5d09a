"""The maturity–involvement plane with each provider's trail."""

from __future__ import annotations

import traitlets

from ecosim.dashboards.widgets.base import Drawing, front_end

__all__ = ["PlaneDrawing"]


class PlaneDrawing(Drawing):
    """Where providers stand between maturity and involvement, and how they came there.

    Attributes
    ----------
    names : of providers, as a JSON list
    frame : uint32 number, rows, m; then uint8 [rows, 2, m], 255 for the value 3
    selected : place of a provider in ``names``, or −1
    """

    _esm = front_end("plane")
    names = traitlets.Unicode("[]").tag(sync=True)
    selected = traitlets.Int(-1).tag(sync=True)
