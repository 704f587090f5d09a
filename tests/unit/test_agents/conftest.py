"""A small scenario in which much happens in few months."""

from __future__ import annotations

import pytest

from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import FirmSpec, Group, NetworkSpec, RelationshipSpec, Scenario


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    """Return a scenario in which every firm searches every month."""
    parameters = {p.name: float(p.default or 0.0) for p in PARAMETERS} | {"search_rate": 1.0}
    return Scenario(
        name="lively",
        ticks=4,
        seed=7,
        groups=(Group("provider", 3), Group("customer", 6), Group("partner", 4, presence=4.0)),
        firms=(FirmSpec("D", "provider", market="SE"), FirmSpec("T", "logistics", market="FI")),
        relationships=(RelationshipSpec("D", "T", {"trust": 0.5}),),
        network=NetworkSpec(mean_degree=3.0),
        parameters=parameters,
    )
