"""Small pictures as SVG text, each with its description; they need no other file and no network."""

from ecosim.drawing.curves import Curve, curves
from ecosim.drawing.heat import Cell, heat
from ecosim.drawing.network import Node, network
from ecosim.drawing.ranges import Range, ranges
from ecosim.drawing.waterfall import Step, waterfall
from ecosim.drawing.xml_text import xml_text

__all__ = [
    "Cell", "Curve", "Node", "Range", "Step", "curves", "heat", "network", "ranges", "waterfall",
    "xml_text",
]  # fmt: skip
