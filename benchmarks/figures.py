"""A measured figure, and how figures are written down."""

from __future__ import annotations

import datetime
import json
import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from rich.table import Table

__all__ = ["Figure", "Measured", "as_json", "as_markdown", "as_table", "from_json", "machine"]


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    Parameters
    ----------
    name : what was measured
    value, unit : what was found
    how : one sentence on how it was measured
    required, aim : bounds, or None
    at_least : whether the bounds are lower bounds
    detail : further numbers in words
    """

    name: str
    value: float
    unit: str
    how: str
    required: float | None = None
    aim: float | None = None
    at_least: bool = False
    detail: str = ""

    @property
    def met(self) -> bool:
        """Tell whether the requirement, if there is one, is met."""
        if self.required is None:
            return True
        return self.value >= self.required if self.at_least else self.value <= self.required

    def cells(self) -> tuple[str, str, str, str]:
        """Return name, required, aim and measured in words."""
        sign = "≥" if self.at_least else "≤"
        required, aim = (
            "–" if bound is None else f"{sign} {bound:g} {self.unit}"
            for bound in (self.required, self.aim)
        )
        missed = "" if self.met else " (missed)"
        return self.name, required, aim, f"{self.value:.3g} {self.unit}{missed}"


def machine() -> dict[str, str]:
    """Return what is worth knowing of the machine, in words."""
    words = {"processor": _processor(), "cores": str(os.cpu_count())}
    words["python"] = f"{platform.python_implementation()} {platform.python_version()}"
    words["system"] = sys.platform
    for package in ("numba", "numpy", "mesa", "networkx"):
        words[package] = version(package)
    return words


def _processor() -> str:
    """Return the model of the processor where the system tells."""
    described = Path("/proc/cpuinfo")
    if described.is_file():
        for line in described.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def as_table(figures: Iterable[Figure]) -> Table:
    """Return a table for the terminal."""
    table = Table("figure", "required", "aim", "measured", "detail", title="ecosim: speed")
    for figure in figures:
        table.add_row(*figure.cells(), figure.detail, style="" if figure.met else "bold red")
    return table


@dataclass(frozen=True)
class Measured:
    """The figures of one part, measured in one go.

    Parameters
    ----------
    figures : what was measured
    machine : on what
    day : when, as in 2026-11-28
    """

    figures: list[Figure]
    machine: dict[str, str]
    day: str

    @classmethod
    def now(cls, figures: list[Figure]) -> Measured:
        """Return figures just measured here."""
        return cls(figures, machine(), datetime.date.today().isoformat())

    @property
    def described(self) -> str:
        """Return on what and when, in words."""
        words = ", ".join(f"{name} {value}" for name, value in self.machine.items())
        return f"{words}, on {self.day}"


def as_markdown(parts: list[Measured]) -> str:
    """Return the text of ``docs/performance.md``."""
    figures = [figure for part in parts for figure in part.figures]
    rows = [f"| {' | '.join(figure.cells())} |" for figure in figures]
    notes = [f"- **{f.name}.** {f.how}{' ' + f.detail + '.' if f.detail else ''}" for f in figures]
    measured = dict.fromkeys(part.described for part in parts)
    return "\n".join(
        [
            "# Speed",
            "",
            "Written by `python -m benchmarks`; run it again rather than edit this page.",
            "",
            f"Measured on: {'; '.join(measured)}.",
            "Where two things are compared they ran in turns in one process, A B A B, and the "
            "figure is the median of the ratios of neighbours: other work on the machine weighs "
            "on both.",
            "What runs on one thread is measured in processor time. Times are medians; they depend "
            "on the machine, ratios hardly do.",
            "",
            "| figure | required | aim | measured |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            "## How each was measured",
            "",
            *notes,
            "",
        ]
    )


def as_json(parts: dict[str, Measured]) -> str:
    """Return the parts as JSON."""
    content = {name: asdict(part) for name, part in parts.items()}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def from_json(text: str) -> dict[str, Measured]:
    """Return the parts that ``as_json`` wrote."""
    return {
        name: Measured([Figure(**one) for one in part["figures"]], part["machine"], part["day"])
        for name, part in json.loads(text).items()
    }
