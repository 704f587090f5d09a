"""Made-up runs, shaped like those of the engine, for the tests of results."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ecosim.declarations.base import Declaration, Register
from ecosim.declarations.columns import ECOSYSTEM, EVENT, FIRM_COLUMNS, TIE_COLUMNS
from ecosim.results import Results
from ecosim.results.tables import (
    ecosystem_table,
    events_table,
    firms_table,
    relationships_table,
    runs_table,
)

OUTCOMES = Register(
    "outcomes",
    [
        Declaration("final_viability", "1", None, 0, 1, "Viability in the last month.", "Ours"),
        Declaration("revenue_total", "MSEK", None, 0, None, "Revenue of all months.", "Ours"),
    ],
)
PROVENANCE = {"schema_version": 1, "scenario": {"name": "example"}}
MARKETS = ("FI", "SE")
EVENT_RECORD = [
    ("tick", "i4"), ("kind", "i4"), ("subject", "i4"), ("object", "i4"), ("detail", "f8"),
]  # fmt: skip


@dataclass(frozen=True)
class ExamplePanel:
    tick: np.ndarray
    source: np.ndarray
    target: np.ndarray
    values: np.ndarray


@dataclass(frozen=True)
class ExampleRun:
    """Two recorded months of six, in which every number says where it stands."""

    replicate: int = 0
    seed: int = 42
    firm_ids: tuple[str, ...] = ("Alpha", "Beta", "SE")
    outcomes: dict[str, float] = field(
        default_factory=lambda: {"final_viability": 0.25, "revenue_total": 8.0}
    )
    months: int = 6
    recorded: bool = True

    @property
    def ticks(self) -> np.ndarray:
        return np.array([3, 6], dtype=np.int64)

    @property
    def ecosystem(self) -> np.ndarray:
        shape = (self.months, len(ECOSYSTEM))
        return np.arange(np.prod(shape), dtype=np.float64).reshape(shape) + 1000 * self.replicate

    @property
    def firms(self) -> np.ndarray | None:
        shape = (2, len(FIRM_COLUMNS), len(self.firm_ids))
        return np.arange(np.prod(shape), dtype=np.float32).reshape(shape) if self.recorded else None

    @property
    def relationships(self) -> ExamplePanel | None:
        if not self.recorded:
            return None
        values = np.arange(3 * len(TIE_COLUMNS), dtype=np.float32).reshape(len(TIE_COLUMNS), 3)
        ends = np.array([0, 1, 2], dtype=np.int32)
        return ExamplePanel(np.array([3, 3, 6], dtype=np.int32), ends, ends[::-1], values)

    @property
    def events(self) -> np.ndarray:
        rows = [
            (1, EVENT.partner_chosen, 0, 2, 0.5),
            (2, EVENT.market_entered, 1, 0, 0.75),
            (2, EVENT.market_entered, 2, 1, np.nan),
            (5, EVENT.shock, 1, -1, 0.125),
        ]
        return np.array(rows, dtype=EVENT_RECORD)


def example_tables(runs: list[ExampleRun]) -> dict[str, pa.Table]:
    """Return all five tables of example runs."""
    kinds = np.arange(len(runs[0].firm_ids)) % 4
    return {
        "runs": runs_table(runs, OUTCOMES),
        "ecosystem": pa.concat_tables(ecosystem_table(run) for run in runs),
        "firms": pa.concat_tables(firms_table(run, kinds) for run in runs),
        "relationships": pa.concat_tables(relationships_table(run) for run in runs),
        "events": pa.concat_tables(events_table(run, MARKETS) for run in runs),
    }


@pytest.fixture(scope="session")
def outcomes() -> Register:
    return OUTCOMES


@pytest.fixture(scope="session")
def make_run() -> type[ExampleRun]:
    return ExampleRun


@pytest.fixture(scope="session")
def make_tables() -> Callable[[list[ExampleRun]], dict[str, pa.Table]]:
    return example_tables


@pytest.fixture(scope="session")
def tables() -> dict[str, pa.Table]:
    return example_tables([ExampleRun(0), ExampleRun(1)])


@pytest.fixture
def provenance() -> dict[str, Any]:
    return dict(PROVENANCE)


@pytest.fixture(scope="session")
def results(tables: dict[str, pa.Table]) -> Results:
    return Results.from_tables(tables, PROVENANCE)


@pytest.fixture(params=["arrow", "parquet"])
def format(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def saved(results: Results, tmp_path: Path, format: str) -> Path:
    """Return a folder with all five tables."""
    results.save(tmp_path / "saved", format)
    return tmp_path / "saved"
