"""The picture of a discovery: the boxes peeled, and the region that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecosim.analysis.discovery import Discovery
from ecosim.analysis.pictures import BLUE, INK, ORANGE, PALE
from ecosim.analysis.regions import Limit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_regions"]

_JITTER_SEED = 5


def draw_regions(found: Discovery) -> Figure:
    """Return a line for each region: its trade-off, and its two most certain factors."""
    from matplotlib.figure import Figure

    count = max(1, len(found.regions))
    whole = Figure(figsize=(9.6, 3.8 * count), layout="constrained", facecolor="white")
    lines = whole.subfigures(count, 1, squeeze=False)[:, 0]
    if not found.regions:
        lines[0].suptitle(f"{found.condition}: no region stands out")
    for number, (line, region) in enumerate(zip(lines, found.regions, strict=False), start=1):
        left, right = line.subplots(1, 2)
        _draw_peeling(left, region.peeling)
        _draw_plane(right, found, region.limits)
        left.set_title(f"Region {number}: {found.condition}", loc="left", fontsize=11)
    return whole


def _draw_peeling(axes: Axes, peeling: tuple[dict[str, Any], ...]) -> None:
    """Draw coverage against density of all boxes on the way."""
    coverage, density = ([box[name] for box in peeling] for name in ("coverage", "density"))
    axes.plot(coverage, density, "o-", color=PALE, mfc=BLUE, mec=BLUE, ms=4)
    chosen = next(box for box in peeling if box["chosen"])
    axes.plot(chosen["coverage"], chosen["density"], "o", color=ORANGE, ms=9, label="chosen")
    axes.set_xlabel("coverage: share of interesting points inside")
    axes.set_ylabel("density: share of points inside that are interesting")
    axes.set_xlim(0, 1.03)
    axes.set_ylim(0, 1.03)
    axes.legend(frameon=False, loc="lower left")


def _draw_plane(axes: Axes, found: Discovery, limits: tuple[Limit, ...]) -> None:
    """Draw all points over the two factors that a region restricts with the most certainty."""
    from matplotlib.patches import Rectangle

    others = [name for name in found.factors.column_names if name != limits[0].factor]
    across = limits[0]
    up = limits[1].factor if len(limits) > 1 else (others or [across.factor])[0]
    frames = []
    for name, set_ticks in ((across.factor, axes.set_xticks), (up, axes.set_yticks)):
        places, words = _places(found.factors[name])
        if words:
            set_ticks(range(len(words)), words, parse_math=False)
        limit = next((one for one in limits if one.factor == name), None)
        frames.append((places, _ends(limit, places, words)))
    (x, xs), (y, ys) = frames
    inside = found.interesting
    axes.scatter(x[~inside], y[~inside], s=9, color=PALE, label="others")
    axes.scatter(x[inside], y[inside], s=9, color=BLUE, label="interesting")
    for low, high in xs:
        for bottom, top in ys:
            axes.add_patch(Rectangle((low, bottom), high - low, top - bottom, fill=False,
                                     edgecolor=ORANGE, lw=2))  # fmt: skip
    axes.set_xlabel(across.factor, parse_math=False, color=INK)
    axes.set_ylabel(up, parse_math=False, color=INK)
    axes.legend(frameon=True, fontsize=8)


def _places(column: pa.ChunkedArray) -> tuple[NDArray[np.float64], list[str]]:
    """Return numbers as they are; words by their place, shaken a little, and the words."""
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
        return column.to_numpy().astype(np.float64), []
    words = column.cast(pa.string()).to_pylist()
    names = sorted(set(words))
    shaken = np.random.default_rng(_JITTER_SEED).uniform(-0.3, 0.3, len(words))
    return np.array([names.index(word) for word in words]) + shaken, names


def _ends(
    limit: Limit | None, places: NDArray[np.float64], words: list[str]
) -> list[tuple[float, float]]:
    """Return the stretches along an axis that a region allows."""
    if words:
        allowed = words if limit is None else [w for w in words if w in limit.values]
        return [(words.index(w) - 0.4, words.index(w) + 0.4) for w in allowed]
    low, high = float(places.min()), float(places.max())
    if limit is None:
        return [(low, high)]
    return [(limit.low if np.isfinite(limit.low) else low,
             limit.high if np.isfinite(limit.high) else high)]  # fmt: skip
