"""An SVG picture under construction; every text in it is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from ecosim.drawing.xml_text import xml_text

__all__ = ["ACCENT", "INK", "PALE", "QUIET", "Picture", "shortened"]

INK, QUIET, PALE, ACCENT = "currentColor", "#68707a", "#c9ced4", "#0072b2"

_STYLE = "max-width:100%;height:auto;font-family:system-ui,sans-serif"


class Picture:
    """Shapes and words on a canvas; places are in pixels from the upper left corner.

    Parameters
    ----------
    width, height : of the canvas
    description : what the picture shows, for those who do not see it
    """

    def __init__(self, width: float, height: float, description: str) -> None:
        label = xml_text(description)
        self._root = ElementTree.Element("svg", {
            "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width:g} {height:g}",
            "width": f"{width:g}", "height": f"{height:g}", "role": "img", "aria-label": label,
            "style": _STYLE, "font-size": "12",
        })  # fmt: skip

    def line(self, points: Iterable[tuple[float, float]], colour: str, width: float = 1.0) -> None:
        """Draw a line through points."""
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._add("polyline", points=corners, fill="none", stroke=colour,
                  **{"stroke-width": f"{width:g}", "stroke-linecap": "round"})  # fmt: skip

    def area(
        self,
        points: Iterable[tuple[float, float]],
        colour: str,
        opacity: float,
        words: str = "",
    ) -> None:
        """Fill the area inside points; ``words`` appear when one points at it."""
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        made = self._add("polygon", points=corners, fill=colour, **{"fill-opacity": f"{opacity:g}"})
        if words:
            ElementTree.SubElement(made, "title").text = xml_text(words)

    def dot(self, x: float, y: float, radius: float, colour: str, words: str = "") -> None:
        """Draw a dot; ``words`` appear when one points at it."""
        made = self._add("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:g}", fill=colour,
                         stroke="white")  # fmt: skip
        if words:
            ElementTree.SubElement(made, "title").text = xml_text(words)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        colour: str = INK,
        bold: bool = False,
    ) -> None:
        """Write words; ``anchor`` is start, middle or end."""
        weight = {"font-weight": "bold"} if bold else {}
        made = self._add("text", x=f"{x:.1f}", y=f"{y:.1f}", fill=colour,
                         **{"text-anchor": anchor, **weight})  # fmt: skip
        made.text = xml_text(words)

    def as_svg(self) -> str:
        """Return the picture as the text of an element."""
        return ElementTree.tostring(self._root, encoding="unicode")

    def _add(self, kind: str, **attributes: str) -> ElementTree.Element:
        return ElementTree.SubElement(self._root, kind, attributes)


def shortened(words: str, most: int) -> str:
    """Return words that fit into so many characters.

    >>> shortened("Institute for Metal Measurement", 16)
    'Institute for M…'
    """
    return words if len(words) <= most else words[: most - 1] + "…"
