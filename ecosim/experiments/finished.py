"""A comparison read back from the folder it was written to."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ecosim.errors import InputError
from ecosim.experiments.compare import ComparisonResult, RankedCandidate
from ecosim.experiments.reasons import CapabilityReason, MarketReason, Reasons
from ecosim.results import Results
from ecosim.results.statistics import Interval

__all__ = ["read_comparison"]


def read_comparison(folder: Path | str) -> ComparisonResult:
    """Return the comparison in a folder that ``compare`` wrote.

    Raises
    ------
    InputError
        where there is none, or a part of it is missing or damaged
    """
    results = Results.read(folder)
    if results.provenance["command"]["name"] != "compare":
        raise InputError(f"{folder}: holds no comparison; name a folder given to compare --out")
    path = Path(folder) / "ranking.json"
    try:
        return _comparison(json.loads(path.read_text(encoding="utf-8")), results)
    except FileNotFoundError:
        raise InputError(f"{path}: is missing; run the comparison again") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{path}: is damaged; run the comparison again") from None


def _comparison(content: Mapping[str, Any], results: Results) -> ComparisonResult:
    asked = {
        name: content[name] for name in ("scenario", "focal", "objective", "replicates", "seed")
    }
    ranking = tuple(_ranked(one) for one in content["ranking"])
    return ComparisonResult(
        **asked, ranking=ranking, reasons=_reasons(content["reasons"]), results=results
    )


def _ranked(content: Mapping[str, Any]) -> RankedCandidate:
    return RankedCandidate(
        candidate=content["candidate"],
        value=_interval(content["value"]),
        gain=_interval(content["gain"]),
        probability_best=_number(content["probability_best"]),
        expected_regret=_number(content["expected_regret"]),
        win_share=_number(content["win_share"]),
    )


def _reasons(content: Mapping[str, Any]) -> Reasons:
    return Reasons(
        winner=content["winner"],
        lasting=_number(content["lasting"]),
        relationship={name: _interval(one) for name, one in content["relationship"].items()},
        effects={name: _interval(one) for name, one in content["effects"].items()},
        capabilities=tuple(_capability(one) for one in content["capabilities"]),
        markets=tuple(MarketReason(**one) for one in content["markets"]),
    )


def _capability(content: Mapping[str, Any]) -> CapabilityReason:
    levels = {name: _number(content[name]) for name in ("requirement", "own", "partners")}
    return CapabilityReason(content["name"], **levels, gain=_interval(content["gain"]))


def _interval(content: Mapping[str, Any]) -> Interval:
    estimate, low, high = (_number(content[name]) for name in ("estimate", "low", "high"))
    return Interval(estimate, low, high, content["count"])


def _number(value: float | None) -> float:
    """Return a number; JSON has None where one is undefined."""
    return math.nan if value is None else float(value)
