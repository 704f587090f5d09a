"""Measure everything, print a table, and write ``docs/performance.md`` and ``results.json``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

from benchmarks import against_c, against_mesa, browser, everyday, large, sweep_share, sweep_size
from benchmarks.figures import as_json, as_markdown, as_table

_PARTS = {"mesa": against_mesa, "c": against_c, "large": large, "everyday": everyday,
          "sweeps": sweep_share, "sweep-size": sweep_size, "browser": browser}  # fmt: skip
_HERE = Path(__file__).parent


def main() -> int:
    """Return 0 if every requirement is met, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes; writes no files")
    parser.add_argument("--only", choices=_PARTS, help="one part; writes no files")
    chosen = parser.parse_args()
    console, found = Console(), []
    for name, part in _PARTS.items():
        if chosen.only in (None, name):
            with console.status(f"measuring: {name}"):
                found.extend(part.figures(chosen.quick))
    console.print(as_table(found))
    if not chosen.quick and chosen.only is None:
        (_HERE / "results.json").write_text(as_json(found), encoding="utf-8")
        page = _HERE.parent / "docs" / "performance.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(as_markdown(found), encoding="utf-8")
    return 0 if all(figure.met for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
