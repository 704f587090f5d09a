"""A model as it shows itself in a notebook: who works with whom, and how it has gone so far."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np

from ecosim.declarations.columns import ECOSYSTEM, FIRM
from ecosim.declarations.fields import KINDS
from ecosim.drawing import Curve, Node, curves, network
from ecosim.drawing.positions import firm_positions

if TYPE_CHECKING:
    from ecosim.agents.ecosystem import Ecosystem

__all__ = ["model_html"]

_MOST_FIRMS = 400
_CURVES = ("viability", "trust", "resonance")


def model_html(model: Ecosystem) -> str:
    """Return a heading, a drawing of the network, and curves of the months that are over."""
    scenario = model.scenario
    alive = int(np.sum(model.world.firms[FIRM.alive] > 0))
    text = (
        f"{scenario.name}: month {model.month} of {scenario.ticks}, "
        f"{alive:,} of {len(model.firms):,} firms in business"
    )
    pictures = [_network(model)] if len(model.firms) <= _MOST_FIRMS else []
    if model.month > 1:
        pictures.append(_curves(model))
    drawn = "".join(f"<div>{picture}</div>" for picture in pictures)
    row = f'<div style="display:flex;flex-wrap:wrap;gap:1em">{drawn}</div>'
    return f"<div><p><b>{html.escape(text)}</b></p>{row}</div>"


def _network(model: Ecosystem) -> str:
    """Return firms in business and their relationships."""
    world, ids = model.world, model.blueprint.roster.ids
    slots = np.flatnonzero(world.source >= 0)
    source, target = world.source[slots], world.target[slots]
    places = (firm_positions(len(ids), source, target) + 1.0) / 2.0
    alive = np.flatnonzero(world.firms[FIRM.alive] > 0)
    nodes = {
        int(i): Node(float(places[i, 0]), float(places[i, 1]), KINDS[world.kind[i]], ids[i])
        for i in alive
    }
    edges = [(int(one), int(other)) for one, other in zip(source, target, strict=True)
             if one in nodes and other in nodes]  # fmt: skip
    return network(nodes, edges, f"{len(nodes)} firms and {len(edges)} relationships.")


def _curves(model: Ecosystem) -> str:
    past = model.world.series[: model.month]
    shown = [Curve(name, past[:, ECOSYSTEM.names.index(name)].tolist()) for name in _CURVES]
    told = "; ".join(f"{one.label} {one.middle[-1]:.3g}" for one in shown)
    return curves(shown, f"Curves until month {model.month}: {told}.", height=300.0)
