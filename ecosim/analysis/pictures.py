"""How pictures are drawn: the same bytes for the same tables, and no screen needed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ecosim.results.answers import write_beside

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["BLUE", "INK", "ORANGE", "PALE", "new_figure", "save"]

INK, PALE = "#22272e", "#d5d9de"
BLUE, ORANGE = "#0072b2", "#e69f00"  # Okabe and Ito's, which colour-blind readers can tell apart


def new_figure(width: float, height: float, panels: int = 1) -> tuple[Figure, list[Any]]:
    """Return a figure with panels side by side; no window is ever opened for it."""
    # Drawing takes a second to import, which a table alone does not need.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    axes = list(np.atleast_1d(figure.subplots(1, panels)))
    for one in axes:
        one.spines[["top", "right"]].set_visible(False)
    return figure, axes


def save(figure: Figure, folder: Path, name: str) -> list[Path]:
    """Write a picture as PNG and SVG and return both paths."""
    import matplotlib as mpl

    paths = []
    with mpl.rc_context({"svg.hashsalt": name, "svg.fonttype": "none"}):
        for kind, metadata in (("png", {"Software": None}), ("svg", {"Date": None})):
            buffer = io.BytesIO()
            figure.savefig(buffer, format=kind, dpi=150, metadata=metadata)
            paths.append(write_beside(folder / f"{name}.{kind}", buffer.getvalue()))
    return paths
