"""ecosim's update of relationships against the same in C."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.c_peer import FAST, STRICT, Peer, compiled_library, compiler_version
from benchmarks.figures import Figure
from benchmarks.timing import alternating
from benchmarks.worlds import copied, generated, relationships
from ecosim.declarations.columns import TIE
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.world import World

__all__ = ["figures"]

_PEERS = (
    ("strict C, struct of arrays", STRICT, "update_plain", 1.1, 0.7),
    ("strict C, blocked to vectorise", STRICT, "update_blocked", None, None),
    ("C -Ofast, blocked to vectorise", FAST, "update_blocked", None, None),
)


def relate(world: World, first: int, last: int) -> None:
    """Run only the update of relationships, profiles of firms included."""
    run_months(world, first, last, Stage.RELATE, Stage.RELATE, 0, len(world.kind))


def figures(quick: bool) -> Iterator[Figure]:
    """Yield the ratios at 10⁴ firms and, unless quick, at 10⁶."""
    yield from _at(10_000, months=6, pairs=5 if quick else 31)
    if not quick:
        yield from _at(1_000_000, months=2, pairs=7)


def _at(firms: int, months: int, pairs: int) -> Iterator[Figure]:
    """Yield the ratios at one size."""
    ours = generated(firms, ticks=1)
    theirs, count = copied(ours), relationships(ours)
    for name, flags, driver, required, aim in _PEERS:
        peer = Peer(theirs, compiled_library(flags), driver)
        if flags is STRICT:
            _check_equal(ours, theirs, peer, months)
        found = alternating(
            lambda: relate(ours, 1, months), lambda peer=peer: peer.run(1, months), pairs
        )
        per_update = [1e9 * time / months / count for time in found.medians]
        yield Figure(
            name=f"Update of relationships, {firms:,} firms: time over that of {name}",
            value=found.ratio,
            unit="×",
            required=required,
            aim=aim,
            how=f"Stage RELATE of {months} months on the same data, {pairs} pairs; "
            f"`{compiler_version()}` with `{' '.join(flags)}`.",
            detail=f"{per_update[0]:.0f} and {per_update[1]:.0f} ns per relationship-update, "
            f"{count:,} relationships",
        )


def _check_equal(ours: World, theirs: World, peer: Peer, months: int) -> None:
    """Start both from the same state, run both, and insist on the same bits."""
    theirs.ties[:] = ours.ties
    relate(ours, 1, months)
    peer.run(1, months)
    active = np.flatnonzero(ours.source >= 0)
    for name, place in TIE._asdict().items():
        if not np.array_equal(ours.ties[place, active], theirs.ties[place, active]):
            raise AssertionError(f"{name}: C and ecosim differ")
