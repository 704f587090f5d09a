"""Worlds of two providers and two customers with services put there by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ecosim.declarations.columns import FIRM, NEED, TIE
from ecosim.declarations.fields import CAPABILITIES
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.world import NEEDS, World
from ecosim.scenarios import load_scenario

PROVIDER, OTHER, BUYER, NEIGHBOUR = range(4)
SKILLS = {f"capability.{name}": 0.6 for name in CAPABILITIES}
SKILLS |= {f"requirement.{name}": 0.6 for name in CAPABILITIES}
FIRMS: list[dict[str, Any]] = [
    {"id": "provider", "kind": "provider", "spare_part_share": 0.3, **SKILLS},
    {"id": "other", "kind": "provider", **SKILLS},
    {"id": "buyer", "kind": "customer", "turnover": 240.0, **SKILLS},
    {"id": "neighbour", "kind": "customer", "turnover": 240.0, **SKILLS},
]
SCENARIO: dict[str, Any] = {
    "scenario": {"ticks": 120, "markets": ["SE"]},
    "network": {"generator": "none", "mean_degree": 0},
    "mechanisms": {"shocks": False, "partner_search": False, "partner_ending": False},
    "relationship": [
        {"source": "provider", "target": "buyer"},
        {"source": "provider", "target": "neighbour"},
        {"source": "other", "target": "buyer"},
    ],
}
SERVICE = {
    "status": 4.0, "stage": 0.0, "relief": 0.1, "saving": 0.004, "effort": 6.0, "tailored": 0.5,
    "adoption": 0.7, "performance": 0.9, "design": 1.0, "estimate": 0.05, "age": 1.0,
}  # fmt: skip
Service = Mapping[str, float]


def world_with(
    services: Sequence[Service],
    provider: int = PROVIDER,
    off: Sequence[str] = (),
    firm: Mapping[str, Any] | None = None,
    **parameters: float,
) -> World:
    """Return a world in which the buyer uses these services of one provider."""
    firms = [{**each, **(firm or {})} if each["id"] == "provider" else each for each in FIRMS]
    mechanisms = SCENARIO["mechanisms"] | dict.fromkeys(off, False)
    tables = {**SCENARIO, "firm": firms, "mechanisms": mechanisms, "parameters": parameters}
    world = build_world(Blueprint.of(load_scenario(tables)), 5, 0, keep_events=True)
    world.operation[:] = (1.0, 1.02, 1.5, 1.5)
    for k, service in enumerate(services):
        add_service(world, BUYER, k, provider, service)
    return world


def add_service(world: World, customer: int, k: int, provider: int, service: Service) -> None:
    need = world.customer[customer] * NEEDS + k
    for name, value in {**SERVICE, **service}.items():
        world.needs[getattr(NEED, name), need] = value
    world.need_tie[need] = tie(world, provider, customer)


def tie(world: World, provider: int, customer: int) -> int:
    found = np.flatnonzero((world.source == provider) & (world.target == customer))
    return int(found[0])


def months(world: World, first: int, last: int) -> World:
    run_months(world, first, last, 0, len(Stage) - 1, 0, len(world.kind))
    return world


def firm(world: World, i: int, name: str) -> float:
    return float(world.firms[getattr(FIRM, name), i])


def relationship(world: World, name: str, provider: int = PROVIDER, customer: int = BUYER) -> float:
    return float(world.ties[getattr(TIE, name), tie(world, provider, customer)])
