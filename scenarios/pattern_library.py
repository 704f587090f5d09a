"""The patterns that come with ecosim."""

from __future__ import annotations

from pathlib import Path

__all__ = ["PATTERNS", "pattern_path"]

PATTERNS = Path(__file__).parent / "patterns"


def pattern_path(name: str) -> Path | None:
    """Return the file of a library pattern, or None where there is none of this id."""
    path = PATTERNS / f"{name}.toml"
    return path if Path(name).name == name and path.is_file() else None
