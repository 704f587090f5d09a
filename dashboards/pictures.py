"""What is drawn, as bytes: small enough to send many times a second."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ecosim.dashboards.simulation import Simulation
from ecosim.declarations.base import Register
from ecosim.declarations.columns import ECOSYSTEM, FIRM, FIRM_COLUMNS, TIE, TIE_COLUMNS
from ecosim.drawing.positions import firm_positions
from ecosim.engine.world import COUNTER, World

__all__ = [
    "curves_picture", "film_picture", "firm_stage", "network_picture", "only_here", "plane_picture",
    "series_rows", "shades",
]  # fmt: skip

_MOST_ROWS = 160  # points of a trail


def shades(register: Register) -> list[str]:
    """Return the columns that can be shown as colour: those from 0 to 1."""
    return [d.name for d in register if (d.low, d.high) == (0, 1) and d.name != "alive"]


def firm_stage(simulation: Simulation) -> dict[str, Any]:
    """Return what stays on the stage for a whole run: places, kinds, sizes and names of firms."""
    world = simulation.world
    active = _active(world)
    places = _places(
        len(world.kind), world.source[active].tobytes(), world.target[active].tobytes()
    )
    size = np.log10(np.maximum(world.firms[FIRM.employees], 1.0)) / 4.0
    return {
        "places": places,
        "kinds": world.kind.astype(np.uint8).tobytes(),
        "sizes": _byte(size).tobytes(),
        "names": json.dumps(simulation.blueprint.roster.ids),
    }


@functools.lru_cache(maxsize=16)
def _places(count: int, source: bytes, target: bytes) -> bytes:
    """Return places of firms; many runs begin with the same network."""
    ends = np.frombuffer(source, np.int64), np.frombuffer(target, np.int64)
    return firm_positions(count, *ends).astype(np.float32).tobytes()


def network_picture(number: int, world: World, month: int, firm: str, tie: str) -> bytes:
    """Return relationships and firms now; see ``NetworkDrawing.frame``.

    Parameters
    ----------
    number, month : of the picture
    firm, tie : columns shown as colour, values from 0 to 1
    """
    active = _active(world)
    ends = np.stack([world.source[active], world.target[active]]).astype(np.uint32)
    firms = world.firms
    head = np.array([number, month, len(world.kind), len(active)], np.uint32)
    parts = (
        head, ends, _byte(world.ties[getattr(TIE, tie), active]),
        _byte(firms[getattr(FIRM, firm)]), (firms[FIRM.alive] > 0.0).astype(np.uint8),
    )  # fmt: skip
    return b"".join(part.tobytes() for part in parts)


def only_here(one: World, other: World) -> tuple[bytes, bytes]:
    """Return for each of two worlds of the same firms which relationships the other has not."""
    pairs = [_pairs(world) for world in (one, other)]
    return (
        np.isin(pairs[0], pairs[1], invert=True).astype(np.uint8).tobytes(),
        np.isin(pairs[1], pairs[0], invert=True).astype(np.uint8).tobytes(),
    )


def _active(world: World) -> NDArray[np.int64]:
    """Return the slots that hold a relationship."""
    return np.flatnonzero(world.source[: world.counters[COUNTER.top]] >= 0)


def _pairs(world: World) -> NDArray[np.int64]:
    """Return one number for each relationship, whichever side is the source."""
    slots = _active(world)
    ends = np.sort(np.stack([world.source[slots], world.target[slots]]), axis=0)
    numbers: NDArray[np.int64] = ends[0] * len(world.kind) + ends[1]
    return numbers


def plane_picture(number: int, trails: NDArray[np.float32]) -> bytes:
    """Return the way of every provider so far; see ``PlaneDrawing.frame``."""
    stride = -(-len(trails) // _MOST_ROWS)
    rows = trails[::-1][::stride][::-1]
    head = np.array([number, len(rows), rows.shape[2]], np.uint32)
    return head.tobytes() + _byte(rows / 3.0).tobytes()


def series_rows(world: World, month: int, names: tuple[str, ...]) -> NDArray[np.float32]:
    """Return ecosystem series of the months that are over, [names, months]."""
    columns = [ECOSYSTEM.names.index(name) for name in names]
    return world.series[:month, columns].T.astype(np.float32)


def curves_picture(number: int, rows: NDArray[np.float32]) -> bytes:
    """Return lines as bytes; see ``CurvesDrawing.frame``."""
    head = np.array([number, *rows.shape], np.uint32)
    return head.tobytes() + np.ascontiguousarray(rows, np.float32).tobytes()


def film_picture(number: int, month: int, parts: Mapping[str, bytes]) -> bytes:
    """Return all parts of a picture in one; see ``FilmStrip.picture``."""
    parts = {**parts, "month": np.uint32(month).tobytes()}
    content = {"number": number, "parts": [[name, len(part)] for name, part in parts.items()]}
    head = json.dumps(content).encode()
    return b"".join((np.uint32(len(head)).tobytes(), head, *parts.values()))


def _byte(share: NDArray[Any]) -> NDArray[np.uint8]:
    """Return shares from 0 to 1 as bytes."""
    found: NDArray[np.uint8] = np.clip(np.nan_to_num(share) * 255.0 + 0.5, 0.0, 255.0).astype(
        np.uint8
    )
    return found


FIRM_SHADES, TIE_SHADES = shades(FIRM_COLUMNS), shades(TIE_COLUMNS)
