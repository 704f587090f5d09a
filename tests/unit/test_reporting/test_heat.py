"""Maps of cells: every number can be read on its colour, and names stay text."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from ecosim.drawing import Cell, heat

SVG = "{http://www.w3.org/2000/svg}"


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def drawn(cells: list[Cell]) -> list[tuple[str, str]]:
    """Return the colour of each cell and of the words in it."""
    svg = heat([cells], ("a", [str(k) for k in range(len(cells))]), ("b", ["x"]), "cells")
    root = ElementTree.fromstring(svg)
    fills = [area.get("fill") for area in root.iter(f"{SVG}polygon")]
    inks = [t.get("fill") for t in root.iter(f"{SVG}text") if t.text == "n"]
    return list(zip(fills, inks, strict=True))


def test_numbers_can_be_read_on_every_colour_of_the_scale():
    pairs = drawn([Cell(k / 40, "n") for k in range(41)])

    assert min(contrast(*pair) for pair in pairs) >= 4.5
    assert [luminance(fill) for fill, _ in pairs] == sorted(luminance(fill) for fill, _ in pairs)


@pytest.mark.parametrize("side", [True, False])
def test_numbers_can_be_read_on_both_sides_of_an_edge(side):
    ((fill, ink),) = drawn([Cell(0.0, "n", side)])

    assert contrast(fill, ink) >= 4.5


def test_a_cell_without_runs_is_a_dot_and_names_stay_text():
    svg = heat([[Cell(float("nan"), "n")]], ("<b>a</b>", ["0"]), ("b", ["x"]), "<i>")

    assert "polygon" not in svg
    assert "·" in svg
    assert re.search(r"&lt;b&gt;a&lt;/b&gt;", svg)
