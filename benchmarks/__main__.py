"""Measure everything, print a table, and write ``docs/performance.md`` and ``results.json``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

from benchmarks import against_c, against_mesa, browser, everyday, large, sweep_share, sweep_size
from benchmarks.figures import Measured, as_json, as_markdown, as_table, from_json

_PARTS = {"mesa": against_mesa, "c": against_c, "large": large, "everyday": everyday,
          "sweeps": sweep_share, "sweep-size": sweep_size, "browser": browser}  # fmt: skip
_HERE = Path(__file__).parent


def main() -> int:
    """Return 0 if every requirement is met, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes; writes no files")
    parser.add_argument("--only", choices=_PARTS, help="one part; the others stay as measured")
    chosen = parser.parse_args()
    console, measured = Console(), {}
    for name, part in _PARTS.items():
        if chosen.only in (None, name):
            with console.status(f"measuring: {name}"):
                measured[name] = Measured.now(list(part.figures(chosen.quick)))
            console.print(as_table(measured[name].figures))
    if not chosen.quick:
        _write(measured)
    return 0 if all(figure.met for part in measured.values() for figure in part.figures) else 1


def _write(measured: dict[str, Measured]) -> None:
    """Write the page and the numbers; parts that were not measured now stay as they were."""
    kept = _HERE / "results.json"
    before = from_json(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    parts = {name: (before | measured)[name] for name in _PARTS if name in before | measured}
    kept.write_text(as_json(parts), encoding="utf-8")
    page = _HERE.parent / "docs" / "performance.md"
    page.write_text(as_markdown(list(parts.values())), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
