"""Pictures are well-formed, tell what they show, and stay whole with numbers that are none."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import pytest

from ecosim.drawing import Curve, Node, Range, Step, curves, network, ranges, waterfall
from ecosim.drawing.axis import axis_over

SVG = "{http://www.w3.org/2000/svg}"


def test_an_axis_holds_every_number_and_writes_round_ones() -> None:
    axis = axis_over([0.013, 0.087], 0.0, 100.0)
    words = [word for _, word in axis.ticks()]

    assert 0.0 < axis.place(0.013) < axis.place(0.087) < 100.0
    assert words == ["0.02", "0.04", "0.06", "0.08"]


@pytest.mark.parametrize(
    "values",
    [[], [math.nan], [3.0], [0.0, 0.0], [-1e12, 1e12], [1e-9], [0.3, 0.1 + 0.2], [-1e-17, 3e-17],
     [1e-9, 9e-9], [1e12, 1e12 + 1e-3]],
)  # fmt: skip
def test_an_axis_has_length_whatever_the_numbers(values: list[float]) -> None:
    axis = axis_over(values, 0.0, 100.0)

    assert axis.low < axis.high
    assert 1 <= len(axis.ticks()) <= 12
    assert all(0.0 <= x <= 100.0 for x, _ in axis.ticks())


def test_ranges_draw_an_interval_for_each_row_and_describe_themselves() -> None:
    rows = [Range("<one>", 0.1, 0.2, 0.3, note="38 %", strong=True), Range("two", 0.0, 0.1, 0.2)]
    root = ElementTree.fromstring(ranges(rows, "What & how", "gain", reference=0.0))
    texts = [text.text for text in root.iter(f"{SVG}text")]

    assert root.get("role") == "img"
    assert root.get("aria-label") == "What & how"
    assert {"<one>", "two", "38 %", "gain"} <= set(texts)
    first, second = (float(dot.get("cx", "")) for dot in root.iter(f"{SVG}circle"))
    assert first > second


def test_a_row_without_numbers_is_named_and_not_drawn() -> None:
    svg = ranges([Range("none", math.nan, math.nan, math.nan)], "nothing", "gain")
    root = ElementTree.fromstring(svg)

    assert "none" in [text.text for text in root.iter(f"{SVG}text")]
    assert not list(root.iter(f"{SVG}circle"))
    assert "nan" not in svg


def test_a_curve_with_a_gap_is_drawn_in_pieces() -> None:
    values = [0.0, 1.0, math.nan, 1.0, 2.0]
    root = ElementTree.fromstring(curves([Curve("trust", values)], "trust"))
    lines = [line for line in root.iter(f"{SVG}polyline") if line.get("stroke-width") == "1.8"]

    assert [len(line.get("points", "").split()) for line in lines] == [2, 2]


def test_a_band_surrounds_its_curve() -> None:
    root = ElementTree.fromstring(curves([Curve("trust", [1, 2], [0, 1], [2, 3])], "trust"))
    (band,) = root.iter(f"{SVG}polygon")
    heights = [float(corner.split(",")[1]) for corner in band.get("points", "").split()]

    assert heights[0] > heights[-1]


def test_a_network_tells_the_name_of_each_firm() -> None:
    nodes = {0: Node(0.0, 0.0, "provider", "A & B"), 4: Node(1.0, 1.0, "partner", "C")}
    root = ElementTree.fromstring(network(nodes, [(0, 4)], "two firms"))

    assert {"A & B (provider)", "C (partner)"} <= {t.text for t in root.iter(f"{SVG}title")}


def test_bars_of_a_waterfall_begin_where_the_one_above_ends() -> None:
    steps = [Step("sales", 5.0, 4.0, 6.0, "+5"), Step("work", -3.0, -3.5, -2.5, "−3")]
    svg = waterfall(steps, Step("in all", 2.0, math.nan, math.nan, "+2"), "sum", "MSEK")
    bars = [
        sorted({float(corner.split(",")[0]) for corner in bar.get("points", "").split()})
        for bar in ElementTree.fromstring(svg).iter(f"{SVG}polygon")
    ]
    sales, work, whole = bars

    assert sales[1] == work[1]
    assert whole == pytest.approx([sales[0], work[0]])


def test_characters_that_xml_forbids_do_not_break_a_picture() -> None:
    svg = ranges([Range("a\x00b\x1b", 0, 1, 2)], "bell \x07, none \ufffe\uffff\ud800", "gain")
    assert ElementTree.fromstring(svg).get("aria-label") == "bell  , none    "
