"""The verdicts that come with ecosim, as ``make verify`` wrote them."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

__all__ = ["KNOCKOUTS_FILE", "SCORECARD_FILE", "recorded_knockouts", "recorded_verdicts"]

_DATA = Path(__file__).parent / "data"
SCORECARD_FILE = _DATA / "scorecard.json"
KNOCKOUTS_FILE = _DATA / "knockouts.json"
"""Written by ``ecosim knockout --json``; not there before the matrix was worked out."""


@functools.cache
def recorded_verdicts() -> dict[str, dict[str, Any]]:
    """Return the recorded verdict on each pattern, by its id; see ``Verdict.as_dict``."""
    content = json.loads(SCORECARD_FILE.read_text(encoding="utf-8"))
    return {pattern["id"]: pattern for pattern in content["patterns"]}


@functools.cache
def recorded_knockouts() -> dict[str, dict[str, str]]:
    """Return what becomes of each pattern without each mechanism; nothing where it is not known."""
    if not KNOCKOUTS_FILE.is_file():
        return {}
    content = json.loads(KNOCKOUTS_FILE.read_text(encoding="utf-8"))
    return {pattern["id"]: pattern["fates"] for pattern in content["patterns"] if pattern["fates"]}
