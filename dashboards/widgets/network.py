"""The network of firms on a canvas."""

from __future__ import annotations

import traitlets

from ecosim.dashboards.widgets.base import Drawing, front_end

__all__ = ["NetworkDrawing"]


class NetworkDrawing(Drawing):
    """Firms and relationships, to look at from near and far.

    Attributes
    ----------
    places : float32 [n, 2], within −1..1
    kinds, sizes : uint8 [n]; sizes from 0 to 255
    names : of firms, as a JSON list
    shows : what colour means, {"firm": words, "tie": words}
    frame : uint32 number, month, n, k; uint16 or uint32 ends [2, k]; uint8 ties [k], firms [n] and
        whether each is open [n], and where there is a network beside this one, whether only this
        one has the relationship [k]
    only_colour : CSS variable for these relationships
    camera : networks with the same word move together; an empty one moves alone
    selected : number of a firm, or −1
    pair : the two ends of a chosen relationship, or nothing
    """

    _esm = front_end("network")
    places = traitlets.Bytes().tag(sync=True)
    kinds = traitlets.Bytes().tag(sync=True)
    sizes = traitlets.Bytes().tag(sync=True)
    names = traitlets.Unicode("[]").tag(sync=True)
    shows = traitlets.Dict().tag(sync=True)
    only_colour = traitlets.Unicode("--accent").tag(sync=True)
    camera = traitlets.Unicode().tag(sync=True)
    selected = traitlets.Int(-1).tag(sync=True)
    pair = traitlets.List().tag(sync=True)
    height = traitlets.Int(520).tag(sync=True)
