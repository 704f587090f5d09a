"""The picture in the README, drawn from runs of the model: ``make pictures`` writes it anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from numpy.typing import NDArray

import ecosim
from ecosim.declarations.scenario import RelationshipSpec, Scenario
from ecosim.experiments import ComparisonResult

IMAGES = Path(__file__).parent / "images"
REPLICATES = 200

INK, QUIET, PALE = "#22272e", "#68707a", "#d5d9de"
# Okabe and Ito's colours, which also differ for colour-blind readers; marks differ as well.
LOOKS = {
    "provider": ("#0072b2", "o", 62.0),
    "customer": ("#a3abb5", "o", 26.0),
    "partner": ("#e69f00", "D", 50.0),
    "logistics": ("#009e73", "s", 44.0),
}
STYLE: dict[Any, Any] = {
    "font.size": 8.5,
    "text.color": INK,
    "axes.edgecolor": PALE,
    "axes.labelcolor": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "xtick.color": QUIET,
    "ytick.color": INK,
}

LEADER = {"arrowstyle": "-", "color": INK, "lw": 0.5, "shrinkA": 0.0, "shrinkB": 5.0}

Places = dict[str, NDArray[np.float64]]
Box = tuple[NDArray[np.float64], NDArray[np.float64]]


def main() -> None:
    """Write the picture."""
    with plt.rc_context(STYLE):
        figure = plt.figure(figsize=(9.0, 4.6), facecolor="white")
        draw_choice(figure, REPLICATES)
        IMAGES.mkdir(exist_ok=True)
        figure.savefig(IMAGES / "partner-selection.png", dpi=160, metadata={"Software": None})


def draw_choice(figure: Figure, replicates: int) -> ComparisonResult:
    """Draw the ecosystem and the ranking of the scenario partner-selection; return the answer."""
    scenario = ecosim.load_scenario("partner-selection")
    answer = ecosim.compare(scenario, replicates=replicates)
    winner = answer.ranking[0].candidate
    graph = ecosystem_after(scenario, answer.focal, winner)
    left = figure.add_axes((0.015, 0.12, 0.515, 0.73))
    right = figure.add_axes((0.685, 0.17, 0.245, 0.68))
    draw_network(left, graph, [answer.focal, *(c.candidate for c in answer.ranking)])
    draw_ranking(right, answer)
    start = f"one run, in which {answer.focal} starts with {winner}"
    titled(figure, 0.025, f"The ecosystem after {scenario.ticks / 12:g} years", start)
    runs = f"what each would change, mean of {answer.replicates} paired runs"
    titled(figure, 0.565, f"Which partner for firm {answer.focal}?", runs)
    return answer


def titled(figure: Figure, across: float, title: str, subtitle: str) -> None:
    """Write two lines above a panel."""
    figure.text(across, 0.945, title, fontsize=11, fontweight="bold")
    figure.text(across, 0.895, subtitle, color=QUIET)


def ecosystem_after(scenario: Scenario, focal: str, partner: str) -> nx.Graph[str]:
    """Return who works with whom at the end of one run in which the two start together."""
    together = (*scenario.relationships, RelationshipSpec(focal, partner))
    started = replace(scenario, relationships=together)
    end = ecosim.simulate(started, record="all", every=started.ticks)
    graph: nx.Graph[str] = nx.Graph()
    for firm in end.firms.select(["firm", "kind", "alive"]).to_pylist():
        if firm["alive"]:
            graph.add_node(firm["firm"], kind=firm["kind"])
    for tie in end.relationships.select(["source", "target", "resonance"]).to_pylist():
        graph.add_edge(tie["source"], tie["target"], resonance=tie["resonance"])
    return graph


def placed(graph: nx.Graph[str]) -> Places:
    """Return a place from 0 to 1 for each firm that has a relationship."""
    connected = graph.subgraph(max(nx.connected_components(graph), key=len))
    start = nx.kamada_kawai_layout(connected)
    places = nx.spring_layout(connected, pos=start, k=0.34, iterations=60, seed=1)
    spots = np.array(list(places.values()))
    low, high = spots.min(axis=0), spots.max(axis=0)
    return {firm: (spot - low) / (high - low) for firm, spot in places.items()}


def draw_network(axes: Axes, graph: nx.Graph[str], named: list[str]) -> None:
    """Draw firms by kind and relationships by resonance; write the names of some firms."""
    places, focal = placed(graph), named[0]
    for one, other, tie in graph.subgraph(places).edges(data=True):
        own, resonance = focal in (one, other), tie["resonance"]
        axes.plot(*zip(places[one], places[other], strict=True), lw=0.25 + 1.35 * resonance**2,
                  color=LOOKS["provider"][0] if own else "#9aa3ae", alpha=0.8 if own else 0.55,
                  zorder=2 if own else 1)  # fmt: skip
    for kind, (colour, mark, size) in LOOKS.items():
        spots = np.array([places[name] for name in places if graph.nodes[name]["kind"] == kind])
        axes.scatter(spots[:, 0], spots[:, 1], s=size, c=colour, marker=mark, edgecolors="white",
                     lw=0.8, zorder=3)  # fmt: skip
    across, up = places[focal]
    axes.scatter(across, up, s=170, facecolors="none", edgecolors=INK, lw=1.3, zorder=4)
    axes.set_axis_off()
    axes.set(xlim=(-0.04, 1.04), ylim=(-0.04, 1.04))
    axes.legend(handles=list(keys(focal)), loc="upper left", bbox_to_anchor=(-0.01, 0.0), ncols=6,
                frameon=False, handletextpad=0.25, columnspacing=0.9, fontsize=7.5,
                handlelength=1.2)  # fmt: skip
    write_names(axes, places, [name for name in named if name in places])


def keys(focal: str) -> Iterator[Line2D]:
    """Yield the entries of the legend."""
    for kind, (colour, mark, size) in LOOKS.items():
        yield Line2D([], [], ls="", marker=mark, color=colour, ms=size**0.5 * 0.8, label=kind)
    yield Line2D([], [], color=LOOKS["provider"][0], lw=1.6, label=f"{focal}'s own")
    yield Line2D([], [], color="#9aa3ae", lw=1.6, label="wider: more resonance")


def write_names(axes: Axes, places: Places, names: Iterable[str]) -> None:
    """Write each name beside its firm where it covers least, long names first."""
    taken = [box_at(axes, spot, (11.0, 11.0)) for spot in places.values()]
    halo = [withStroke(linewidth=2.5, foreground="white")]
    for name in sorted(names, key=len, reverse=True):
        text = axes.annotate(shortened(name), (places[name][0], places[name][1]), (0.0, 0.0),
                             textcoords="offset points", ha="center", va="center", fontsize=7.5,
                             fontweight="bold" if len(name) == 1 else "normal", zorder=5,
                             path_effects=halo, arrowprops=LEADER)  # fmt: skip
        size = np.array(Text.get_window_extent(text).size)
        boxes = {step: box_at(axes, places[name], size + 3.0, step) for step in steps(size)}
        best = min(boxes, key=lambda step: covered(boxes[step], taken))
        points = 72.0 / axes.figure.dpi
        text.set_position((best[0] * points, best[1] * points))
        if text.arrow_patch is not None and max(np.abs(best) - size / 2.0) < 16.0:
            text.arrow_patch.set_visible(False)
        taken.append(boxes[best])


def shortened(name: str) -> str:
    """Return a name in two lines where it is long."""
    words = name.split()
    middle = (len(words) + 1) // 2
    return name if len(name) < 16 else " ".join(words[:middle]) + "\n" + " ".join(words[middle:])


def steps(size: NDArray[np.float64]) -> Iterator[tuple[float, float]]:
    """Yield offsets in pixels of a text of this size from its firm, near ones first."""
    wide, high = size / 2.0
    for gap in (10.0, 14.0, 20.0, 28.0, 38.0):
        yield from ((side * (wide + gap), 0.0) for side in (1, -1))
        yield from ((0.0, side * (high + gap)) for side in (1, -1))
        yield from ((x * (wide + 3.0), y * (high + gap)) for x in (1, -1) for y in (1, -1))


def box_at(
    axes: Axes,
    place: NDArray[np.float64],
    size: Iterable[float],
    step: tuple[float, float] = (0, 0),
) -> Box:
    """Return the lower left and upper right corner of a box around a place, in pixels."""
    centre, half = axes.transData.transform(place) + np.array(step), np.array([*size]) / 2.0
    return centre - half, centre + half


def covered(box: Box, taken: Iterable[Box]) -> float:
    """Return the area of other boxes that a box covers."""
    sides = (np.minimum(box[1], high) - np.maximum(box[0], low) for low, high in taken)
    return float(sum(np.prod(np.maximum(side, 0.0)) for side in sides))


def draw_ranking(axes: Axes, answer: ComparisonResult) -> None:
    """Draw what each candidate changes for the focal firm, best at the top."""
    rows = range(len(answer.ranking), 0, -1)
    axes.axvline(0.0, color=PALE, lw=1.2, zorder=0)
    for row, candidate in zip(rows, answer.ranking, strict=True):
        gain, first = candidate.gain, row == rows[0]
        colour, weight = (LOOKS["provider"][0], "bold") if first else (QUIET, "normal")
        axes.plot([gain.low, gain.high], [row, row], color=colour, lw=2.2, solid_capstyle="round")
        axes.plot(gain.estimate, row, "o", color=colour, ms=6.5, markeredgecolor="white")
        beside(axes, row, chance(candidate.probability_best), colour, weight)
    beside(axes, len(rows) + 0.62, "chance of\nbeing best", QUIET)
    axes.set_yticks(rows, [shortened(candidate.candidate) for candidate in answer.ranking])
    axes.set_ylim(0.4, len(rows) + 0.6)
    axes.locator_params(axis="x", nbins=4)
    axes.tick_params(length=0)
    axes.set_xlabel(f"change of {answer.focal}'s {answer.objective} against having\n"
                    "no partner, with its 95 % interval")  # fmt: skip


def beside(axes: Axes, row: float, words: str, colour: str, weight: str = "normal") -> None:
    """Write words to the right of a row."""
    axes.annotate(words, (1.0, row), (22.0, 0.0), ("axes fraction", "data"), "offset points",
                  ha="center", va="center", color=colour, fontweight=weight)  # fmt: skip


def chance(probability: float) -> str:
    """Return a probability in words that claim neither certainty nor impossibility."""
    if probability < 0.01:
        return "< 1 %"
    return "> 99 %" if probability > 0.99 else f"{probability:.0%}".replace("%", " %")


if __name__ == "__main__":
    main()
