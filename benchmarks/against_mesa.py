"""The compiled month against the same month as a Mesa model."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.figures import Figure
from benchmarks.mesa_twin import EcosystemTwin
from benchmarks.plain_rules import library_functions
from benchmarks.timing import alternating
from benchmarks.worlds import TWIN_WITHOUT, copied, generated, relationships
from ecosim.declarations.columns import FIRM
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.world import World

__all__ = ["figures"]


def figures(quick: bool) -> Iterator[Figure]:
    """Yield how many times longer a month of the Mesa twin takes."""
    firms, months = (1_000, 3) if quick else (10_000, 9)
    world = generated(firms, months, TWIN_WITHOUT)
    whole_month(copied(world))
    with library_functions():
        twin = EcosystemTwin(world)
        found = alternating(twin.step, Months(world), months)
    _check_close(twin, world)
    slow, fast = found.medians
    yield Figure(
        name=f"A month as a Mesa model over a compiled month, {firms:,} firms",
        value=found.ratio,
        unit="×",
        required=90,
        aim=150,
        at_least=True,
        how=f"Months 1 to {months} of both in turns on one thread, all stages. The twin is an "
        "idiomatic Mesa model on a networkx graph that calls the rules as plain Python. It covers "
        "relationships, learning, trade, accounts, investment, foreign markets, search, parting, "
        "shocks and viability; what it does not have is switched off on both sides: "
        f"{', '.join(TWIN_WITHOUT)}. Here it "
        "uses `math` for exponential and power, which is faster than ours; with ours it equals "
        "the compiled run to the bit (tests/equality).",
        detail=f"{slow:.2f} s and {1e3 * fast:.1f} ms a month, "
        f"{relationships(world):,} relationships",
    )


class Months:
    """Runs the next compiled month at each call."""

    def __init__(self, world: World) -> None:
        self._world, self._tick = world, 0

    def __call__(self) -> None:
        self._tick += 1
        whole_month(self._world, self._tick)


def whole_month(world: World, tick: int = 1) -> None:
    """Run one month with all its stages."""
    run_months(world, tick, tick, 0, len(Stage) - 1, 0, len(world.kind))


def _check_close(twin: EcosystemTwin, world: World) -> None:
    """Insist that both lived through the same months."""
    found = np.array([[getattr(firm, name) for firm in twin.firms] for name in FIRM._fields])
    np.testing.assert_allclose(found, world.firms, rtol=1e-6, atol=1e-6)
