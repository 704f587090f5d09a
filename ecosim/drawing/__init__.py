"""Small pictures as SVG text, each with its description; they need no other file and no network."""

from ecosim.drawing.curves import Curve, curves
from ecosim.drawing.network import Node, network
from ecosim.drawing.ranges import Range, ranges
from ecosim.drawing.waterfall import Step, waterfall

__all__ = ["Curve", "Node", "Range", "Step", "curves", "network", "ranges", "waterfall"]
