"""The picture in the README, drawn from runs of the model: ``make pictures`` writes it anew."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
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
STYLE = {
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

Places = dict[str, NDArray[np.float64]]


def main() -> None:
    """Write every picture."""
    scenario = ecosim.load_scenario("partner-selection")
    answer = ecosim.compare(scenario, replicates=REPLICATES)
    graph = ecosystem_after(scenario, answer.focal, answer.ranking[0].candidate)
    with plt.rc_context(STYLE):
        figure, (left, right) = plt.subplots(
            1, 2, figsize=(9.0, 4.5), width_ratios=(1.12, 1.0), facecolor="white"
        )
        draw_network(left, graph, [answer.focal, *(c.candidate for c in answer.ranking)])
        draw_ranking(right, answer)
        figure.subplots_adjust(left=0.01, right=0.93, top=0.86, bottom=0.16, wspace=0.52)
        titled(left, "The ecosystem after ten years", f"one run; {answer.focal} chose first place")
        titled(right, f"Which partner for firm {answer.focal}?", "ranking over paired runs")
        IMAGES.mkdir(exist_ok=True)
        figure.savefig(
            IMAGES / "partner-selection.png", dpi=200, metadata={"Software": None}
        )


def titled(axes: Axes, title: str, subtitle: str) -> None:
    """Write two lines above a panel."""
    axes.annotate(title, (0, 1), xycoords="axes fraction", xytext=(0, 22),
                  textcoords="offset points", fontsize=11, fontweight="bold")  # fmt: skip
    axes.annotate(subtitle, (0, 1), xycoords="axes fraction", xytext=(0, 9),
                  textcoords="offset points", color=QUIET)  # fmt: skip


def ecosystem_after(scenario: Scenario, focal: str, partner: str) -> nx.Graph[str]:
    """Return who works with whom at the end of one run in which the two start together."""
    together = (*scenario.relationships, RelationshipSpec(focal, partner))
    started = replace(scenario, relationships=together)
    end = ecosim.simulate(started, record="all", every=started.ticks)
    graph: nx.Graph[str] = nx.Graph()
    for firm in end.firms.select(["firm", "kind", "alive"]).to_pylist():
        if firm["alive"]:
            graph.add_node(firm["firm"], kind=firm["kind"])
    columns = end.relationships.select(["source", "target", "resonance"])
    for tie in columns.to_pylist():
        graph.add_edge(tie["source"], tie["target"], resonance=tie["resonance"])
    return graph


def placed(graph: nx.Graph[str]) -> Places:
    """Return a place for each firm: connected ones by their relationships, others in a row below."""
    connected = graph.subgraph(max(nx.connected_components(graph), key=len))
    places: Places = nx.kamada_kawai_layout(connected)
    alone = sorted(graph.nodes - connected.nodes)
    for number, firm in enumerate(alone):
        across = -0.8 + 1.6 * (number + 0.5) / len(alone)
        places[firm] = np.array([across, -1.22])
    return places


def draw_network(axes: Axes, graph: nx.Graph[str], named: list[str]) -> None:
    """Draw firms by kind and relationships by resonance; write the names of some firms."""
    places = placed(graph)
    for one, other, resonance in graph.edges(data="resonance"):
        across, up = zip(places[one], places[other], strict=True)
        axes.plot(across, up, color="#8d97a3", alpha=0.75, lw=0.2 + 1.5 * resonance**2, zorder=1)
    for kind, (colour, mark, size) in LOOKS.items():
        spots = np.array([places[n] for n, k in graph.nodes(data="kind") if k == kind])
        axes.scatter(*spots.T, s=size, c=colour, marker=mark, edgecolors="white", lw=0.8, zorder=2)
    focal = places[named[0]]
    axes.scatter(*focal, s=190, facecolors="none", edgecolors=INK, lw=1.3, zorder=3)
    axes.set(xticks=[], yticks=[], aspect="equal")
    axes.spines[:].set_visible(False)
    axes.margins(0.06, 0.03)
    axes.legend(handles=list(keys()), loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=5,
                frameon=False, handletextpad=0.3, columnspacing=0.9, fontsize=7.5)  # fmt: skip
    write_names(axes, places, [name for name in named if name in places])


def keys() -> Iterator[Line2D]:
    """Yield the entries of the legend."""
    for kind, (colour, mark, size) in LOOKS.items():
        yield Line2D([], [], ls="", marker=mark, color=colour, ms=size**0.5 * 0.8, label=kind)
    yield Line2D([], [], color="#8d97a3", lw=1.6, label="wider: more resonance")


def write_names(axes: Axes, places: Places, names: Iterable[str]) -> None:
    """Write each name beside its firm where it covers least."""
    axes.figure.canvas.draw()
    taken = [box_at(axes, spot, (9.0, 9.0)) for spot in places.values()]
    for name in names:
        bold = "bold" if len(name) == 1 else "normal"
        text = axes.annotate(shortened(name), places[name], textcoords="offset points",
                             ha="center", va="center", fontsize=7.5, fontweight=bold,
                             zorder=4)  # fmt: skip
        size = text.get_window_extent().size
        boxes = {step: box_at(axes, places[name], size, step) for step in steps(size)}
        best = min(boxes, key=lambda step: sum(overlap(boxes[step], other) for other in taken))
        text.set_position(np.array(best) * 72.0 / axes.figure.dpi)
        text.set_bbox({"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.6})
        taken.append(boxes[best])


def shortened(name: str) -> str:
    """Return a name in two lines where it is long."""
    words = name.split()
    middle = (len(words) + 1) // 2
    return name if len(name) < 16 else " ".join(words[:middle]) + "\n" + " ".join(words[middle:])


def steps(size: NDArray[np.float64]) -> Iterator[tuple[float, float]]:
    """Yield offsets in pixels of a text of this size from its firm, near ones first."""
    wide, high = size / 2.0
    for gap, (across, up) in itertools.product((9.0, 16.0, 26.0), itertools.product((1, 0, -1), repeat=2)):
        if across or up:
            yield across * (wide + gap), up * (high + gap)


def box_at(
    axes: Axes, place: NDArray[np.float64], size: Iterable[float], step: tuple[float, float] = (0, 0)
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the lower left and upper right corner of a box around a place, in pixels."""
    centre, half = axes.transData.transform(place) + np.array(step), np.array([*size]) / 2.0
    return centre - half, centre + half


def overlap(
    one: tuple[NDArray[np.float64], NDArray[np.float64]],
    other: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> float:
    """Return the area that two boxes share."""
    sides = np.minimum(one[1], other[1]) - np.maximum(one[0], other[0])
    return float(np.prod(np.maximum(sides, 0.0)))


def draw_ranking(axes: Axes, answer: ComparisonResult) -> None:
    """Draw what each candidate changes for the focal firm, best at the top."""
    rows = range(len(answer.ranking), 0, -1)
    axes.axvline(0.0, color=PALE, lw=1.2, zorder=0)
    for row, candidate in zip(rows, answer.ranking, strict=True):
        gain, colour = candidate.gain, LOOKS["provider"][0] if row == rows[0] else QUIET
        axes.plot([gain.low, gain.high], [row, row], color=colour, lw=2.2, solid_capstyle="round")
        axes.plot(gain.estimate, row, "o", color=colour, ms=6.5, markeredgecolor="white")
        axes.annotate(f"{candidate.probability_best:.0%}", (1.0, row), xytext=(14, 0), va="center",
                      ha="center", xycoords=("axes fraction", "data"), textcoords="offset points",
                      color=colour, fontweight="bold" if row == rows[0] else "normal")  # fmt: skip
    axes.annotate("chance of\nbeing best", (1.0, len(rows) + 0.55), xytext=(14, 0), ha="center",
                  xycoords=("axes fraction", "data"), textcoords="offset points", color=QUIET,
                  fontsize=7.5)  # fmt: skip
    axes.set_yticks(rows, [shortened(candidate.candidate) for candidate in answer.ranking])
    axes.set_ylim(0.4, len(rows) + 0.6)
    axes.tick_params(length=0)
    axes.set_xlabel(f"change of {answer.focal}'s {answer.objective} against having no partner\n"
                    f"(mean of {answer.replicates} paired runs, 95 % interval)")  # fmt: skip


if __name__ == "__main__":
    main()
