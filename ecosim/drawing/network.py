"""Who is related to whom, in a small picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecosim.drawing.svg import PALE, Picture

__all__ = ["Node", "network"]

KIND_COLOURS = {
    "provider": "#0072b2", "customer": "#a3abb5", "partner": "#e69f00", "logistics": "#009e73",
}  # fmt: skip
_KEY_HEIGHT, _MARGIN = 22.0, 10.0


@dataclass(frozen=True)
class Node:
    """One firm: where it lies from 0 to 1 across and down, its kind, its name."""

    x: float
    y: float
    kind: str
    name: str


def network(
    nodes: Mapping[int, Node], edges: Sequence[tuple[int, int]], description: str,
    *, width: float = 352.0, height: float = 300.0,
) -> str:  # fmt: skip
    """Return firms as dots and relationships as lines, as SVG; a dot tells its name when asked.

    Parameters
    ----------
    nodes : by number
    edges : pairs of numbers
    description : for those who do not see the picture
    width, height : in pixels
    """
    picture = Picture(width, height, description)
    places = {
        number: (_MARGIN + node.x * (width - 2 * _MARGIN),
                 _MARGIN + node.y * (height - 2 * _MARGIN - _KEY_HEIGHT))
        for number, node in nodes.items()
    }  # fmt: skip
    for one, other in edges:
        picture.line([places[one], places[other]], PALE, 0.7)
    radius = 5.0 if len(nodes) < 80 else 3.0
    for number, node in nodes.items():
        picture.dot(*places[number], radius, KIND_COLOURS[node.kind], f"{node.name} ({node.kind})")
    place = _MARGIN
    for kind, colour in KIND_COLOURS.items():
        picture.dot(place, height - 9.0, 4.0, colour)
        picture.text(place + 8.0, height - 5.0, kind)
        place += 28.0 + 7.0 * len(kind)
    return picture.as_svg()
