"""A component alone, on data made for it: ``/stories?story=sketch`` shows one, ``all`` each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import solara

from ecosim.court.findings import PASS, Finding
from ecosim.dashboards.choice_stories import CHOICE_STORIES
from ecosim.dashboards.lesson_answers import Explained, Noticed
from ecosim.dashboards.lesson_parts import Sketch
from ecosim.dashboards.lessons.experiment import Outcome
from ecosim.dashboards.lessons.lesson import Lesson, lessons
from ecosim.dashboards.opened import Opened, fans_of
from ecosim.dashboards.results_parts import FactorMaps, Fans, RunRows, Sensitivities
from ecosim.dashboards.sheet import Sheet
from ecosim.dashboards.theory_sheets import contrasts, knockout_table, rule_map
from ecosim.dashboards.trial_card import TrialCard
from ecosim.dashboards.widgets.field import Field
from ecosim.declarations.columns import ECOSYSTEM
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.outcomes import OUTCOMES
from ecosim.results import Results
from ecosim.results.schemas import PANEL_SCHEMAS, runs_schema
from ecosim.results.statistics import Interval
from ecosim.scenarios import load_pattern

__all__ = ["STORIES"]

_MONTHS, _RUNS = 36, 48


@solara.component
def _SketchStory() -> Any:
    guess: solara.Reactive[list[float]] = solara.use_reactive([])
    return Sketch(_lesson(), {"alike": _lines(0.8)}, guess, False)


def _lesson() -> Lesson:
    return next(one for one in lessons() if one.name == "no-resonance-without-it")


def _lines(end: float) -> Any:
    points = len(_lesson().curve.points)
    return np.linspace(0.1, end, points) + np.linspace(-0.1, 0.1, 8)[:, None]


def _answer() -> Outcome:
    lines = {"alike": _lines(0.8), "unlike": _lines(0.3), "open": _lines(0.4)}
    found = Finding(
        "late", "alike - unlike", "positive", 0.1, Interval(0.4, 0.3, 0.5, 8), 0.2, PASS
    )
    return Outcome(lines, (found,) * len(_lesson().words.findings), 8)


def _opened(indices: pa.Table | None = None) -> Opened:
    """Return a sweep of two factors whose numbers are made up; one name holds markup."""
    names = {"parameters.trust_gain": pa.float64(), "policy.partner_selection": pa.string()}
    schema = runs_schema(OUTCOMES, names)
    place = np.arange(_RUNS)
    columns: dict[str, Any] = {field.name: np.zeros(_RUNS) for field in schema}
    columns |= {name: 0.5 + 0.5 * np.sin(place + k) for k, name in enumerate(OUTCOMES.names)}
    columns |= {
        "run_id": [f"{k:06d}-000000" for k in place], "status": ["ok"] * _RUNS,
        "parameters.trust_gain": 0.05 * (place % 6),
        "policy.partner_selection": [("viable", "<b>random</b>", "similar")[k % 3] for k in place],
    }  # fmt: skip
    arrays = [pa.array(columns[field.name]).cast(field.type) for field in schema]
    runs = pa.Table.from_arrays(arrays, schema=schema)
    provenance = {"command": {"name": "sweep", "seed": 1}, "scenario": {"title": "Made up"}}
    results = Results.from_tables({"runs": runs, "ecosystem": _series()}, provenance)
    return Opened("made-up", results, None, indices, fans_of(results))


def _series() -> pa.Table:
    schema = PANEL_SCHEMAS["ecosystem"]
    month = np.tile(np.arange(1, _MONTHS + 1), _RUNS)
    run = np.repeat(np.arange(_RUNS), _MONTHS)
    columns: dict[str, Any] = {"run_id": [f"{k:06d}-000000" for k in run], "tick": month}
    columns |= dict.fromkeys(ECOSYSTEM.names, month / _MONTHS + 0.01 * (run % 9))
    return pa.Table.from_arrays(
        [pa.array(columns[field.name]).cast(field.type) for field in schema], schema=schema
    )


def _indices() -> pa.Table:
    rows = [
        {"outcome": outcome, "factor": f"parameters.{name}", "other": None, "index": index,
         "estimate": size, "low": size - 0.1, "high": size + 0.1}
        for outcome in ("viability", "trust")
        for index in ("first", "total")
        for name, size in (("trust_gain", 0.5), ("shock_rate", 0.2))
    ]  # fmt: skip
    return pa.Table.from_pylist(rows)


def _findings() -> list[dict[str, Any]]:
    spans = {"positive": (0.2, 0.4), "negative": (-0.1, 0.1), "null": (-0.01, 0.02),
             "no fall": (-0.3, 0.1), "no rise": (-0.3, -0.1)}  # fmt: skip
    return [
        {"outcome": "trust", "contrast": "a - b", "direction": direction, "smallest": 0.05,
         "estimate": (low + high) / 2, "interval": [low, high], "verdict": "inconclusive"}
        for direction, (low, high) in spans.items()
    ]  # fmt: skip


def _fates() -> dict[str, dict[str, str]]:
    fates = ("dies", "lives", "unclear", "untouched")
    return {
        pattern: {name: fates[(k + at) % 4] for k, name in enumerate(MECHANISMS.names)}
        for at, pattern in enumerate(("C12", "E4", "F4"))
    }


STORIES: dict[str, Callable[[], Any]] = {
    "sketch": _SketchStory,
    "noticed": lambda: Noticed(_lesson(), [0.5] * len(_lesson().curve.points), _answer()),
    "explained": lambda: Explained(_lesson(), _answer()),
    "contrasts": lambda: Sheet([contrasts(_findings())]),
    "rule-map": lambda: Sheet([rule_map()]),
    "knockouts": lambda: Sheet([knockout_table(_fates())]),
    "trial": lambda: TrialCard(load_pattern("E4")),
    "fans": lambda: Fans(_opened()),
    "factor-maps": lambda: FactorMaps(_opened()),
    "sensitivities": lambda: Sensitivities(_opened(_indices())),
    "runs": lambda: RunRows(_opened()),
    "field": lambda: Field.element(label="Path", value="output/first"),
    **CHOICE_STORIES,
}
