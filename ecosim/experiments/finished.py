"""Answers read back from the folder they were written to."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ecosim.errors import InputError
from ecosim.experiments.comparison import ComparisonResult, Settlement
from ecosim.experiments.paradox import Cause, Month, ParadoxResult
from ecosim.experiments.ranking import RankedCandidate
from ecosim.experiments.reasons import CapabilityReason, MarketReason, Reasons
from ecosim.results import Results
from ecosim.results.statistics import Interval

__all__ = ["read_comparison", "read_paradox"]


def read_comparison(folder: Path | str) -> ComparisonResult:
    """Return the comparison in a folder that ``compare`` wrote.

    Raises
    ------
    InputError
        where there is none, or a part of it is missing or damaged
    """
    results, content = _read(Path(folder), "compare", "ranking.json")
    with _damage_named(Path(folder) / "ranking.json"):
        return _comparison(content, results)


def read_paradox(folder: Path | str) -> ParadoxResult:
    """Return the result in a folder that ``paradox`` wrote; errors as in ``read_comparison``."""
    results, content = _read(Path(folder), "paradox", "paradox.json")
    with _damage_named(Path(folder) / "paradox.json"):
        return _paradox(content, results)


def _read(folder: Path, command: str, name: str) -> tuple[Results, Any]:
    """Return the tables of a folder and what was worked out from them."""
    results = Results.read(folder)
    if results.provenance["command"]["name"] != command:
        raise InputError(f"{folder}: was not written by {command}; name a folder that was")
    path = folder / name
    if not path.is_file():
        raise InputError(f"{path}: is missing; run the experiment again")
    with _damage_named(path):
        return results, json.loads(path.read_text(encoding="utf-8"))


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Turn every way in which a file can be damaged into one sentence."""
    try:
        yield
    except InputError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{path}: is damaged; run the experiment again") from None


def _paradox(content: Mapping[str, Any], results: Results) -> ParadoxResult:
    given: dict[str, Any] = {n: content[n] for n in ("scenario", "replicates", "seed", "ticks")}
    means = ("providers", "incidence", "ever", "exited", "months_to_exit", "gain")
    given |= {name: _interval(content[name]) for name in means}
    return ParadoxResult(
        **given,
        causes=tuple(Cause(one["words"], _interval(one["amount"])) for one in content["causes"]),
        months=tuple(
            Month(one["month"], _number(one["incidence"]), _number(one["gain"]))
            for one in content["months"]
        ),
        results=results,
    )


def _comparison(content: Mapping[str, Any], results: Results) -> ComparisonResult:
    asked = {
        name: content[name] for name in ("scenario", "focal", "objective", "replicates", "seed")
    }
    ranking = tuple(_ranked(one) for one in content["ranking"])
    settled = content["settlement"]
    return ComparisonResult(
        **asked, ranking=ranking, reasons=_reasons(content["reasons"]), results=results,
        settlement=None if settled is None else _settlement(settled),
    )  # fmt: skip


def _settlement(content: Mapping[str, Any]) -> Settlement:
    return Settlement(content["difference"], content["error"], tuple(content["remaining"]))


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
