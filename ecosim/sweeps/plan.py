"""The frozen plan of a sweep: every run's point, seed and settings, written once, never changed."""

from __future__ import annotations

import functools
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.ipc

from ecosim.errors import InputError
from ecosim.experiments.simulate import SEED_SCHEME
from ecosim.results.provenance import make_provenance
from ecosim.results.sink import failures_named
from ecosim.scenarios import load_scenario
from ecosim.sweeps.design import Design
from ecosim.sweeps.sampling import Sample, draw

__all__ = ["PLAN_FILE", "Plan", "make_plan", "read_plan"]

PLAN_FILE = "plan.arrow"
_VERSION = 1
_KEY = b"ecosim-plan"
_OWN = ("point", "seed")
_PLACE = "place:"


@dataclass(frozen=True)
class Plan:
    """What a sweep runs. Run ``n`` is replicate ``n % replicates`` of point ``n // replicates``.

    Parameters
    ----------
    points : columns ``point``, ``seed``, one for each factor, and ``place:FACTOR`` for Morris
    content : tables of the scenario
    method, replicates, second_order, levels, design_seed : of the design
    provenance : of the table of runs
    chunk_runs : runs that are computed, written and committed together
    time_limit : seconds after which a run counts as one that never ends
    expected_seconds : per run, measured beforehand
    """

    points: pa.Table
    content: dict[str, Any]
    method: str
    replicates: int
    second_order: bool
    levels: int
    design_seed: int
    provenance: dict[str, Any]
    chunk_runs: int = 0
    time_limit: float = 0.0
    expected_seconds: float = 0.0
    digest: str = field(default="", compare=False)

    @property
    def runs(self) -> int:
        """Return the number of runs."""
        return int(self.points.num_rows) * self.replicates

    @property
    def chunks(self) -> int:
        """Return the number of chunks."""
        return -(-self.runs // self.chunk_runs)

    @property
    def factors(self) -> list[str]:
        """Return the names of the factors."""
        names = self.points.column_names
        return [name for name in names if name not in _OWN and not name.startswith(_PLACE)]

    @property
    def places(self) -> Any:
        """Return where values lie in their factors, [points, factors]; only a Morris plan knows."""
        return np.stack([self.points[_PLACE + name].to_numpy() for name in self.factors], axis=1)

    def runs_of(self, chunk: int) -> range:
        """Return the numbers of the runs in a chunk."""
        start = chunk * self.chunk_runs
        return range(start, min(start + self.chunk_runs, self.runs))

    def points_of(self, runs: range) -> dict[int, dict[str, Any]]:
        """Return ``seed`` and factors of the points to which these runs belong, by their number."""
        first, last = runs.start // self.replicates, (runs.stop - 1) // self.replicates
        rows = self.points.slice(first, last - first + 1).select(["seed", *self.factors])
        return dict(enumerate(rows.to_pylist(), start=first))

    def write(self, folder: Path) -> None:
        """Write the plan whole or not at all."""
        path = folder / PLAN_FILE
        partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
        facts = {k: v for k, v in vars(self).items() if k not in ("points", "digest")}
        text = json.dumps({"version": _VERSION, **facts})
        table = self.points.replace_schema_metadata({_KEY: text})
        with failures_named(path):
            with partial.open("wb") as file:
                with pa.ipc.new_file(file, table.schema) as writer:
                    writer.write_table(table, max_chunksize=1 << 16)
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, path)


def make_plan(design: Design) -> Plan:
    """Return the plan of a design, without chunks yet."""
    sample = draw(design)
    scenario = load_scenario(design.content)
    numbers = np.arange(sample.factors.num_rows, dtype=np.int32)
    columns = {
        "point": pa.array(numbers),
        "seed": _seeds(design, sample),
        **{name: sample.factors[name] for name in sample.factors.column_names},
    }
    if sample.places is not None:
        for k, name in enumerate(sample.factors.column_names):
            columns[_PLACE + name] = pa.array(sample.places[:, k])
    points = pa.table(columns)
    digest = _digest(points, design)
    command = {"name": "sweep", "method": design.method, "replicates": design.replicates,
               "seed": design.seed, "chance": design.chance, "points": points.num_rows,
               "plan": digest}  # fmt: skip
    return Plan(
        points=points,
        content=dict(design.content),
        method=design.method,
        replicates=design.replicates,
        second_order=design.second_order,
        levels=design.levels,
        design_seed=design.seed,
        provenance=make_provenance(scenario, seed_scheme=SEED_SCHEME, command=command),
        digest=digest,
    )


def _seeds(design: Design, sample: Sample) -> pa.Array:
    """Return the seed of each point: the factor ``scenario.seed``, one of its own, or one for all.

    Own seeds are whole numbers from 0 to 2⁶³ − 1 hashed from the design's seed and the point.
    """
    count = sample.factors.num_rows
    if "scenario.seed" in sample.factors.column_names:
        return sample.factors["scenario.seed"].cast(pa.int64())
    if design.chance == "own":
        generator = np.random.Generator(np.random.Philox(key=design.seed))
        return pa.array(generator.integers(0, 2**63, count, dtype=np.int64))
    return pa.array(np.full(count, design.seed, dtype=np.int64))


def _digest(points: pa.Table, design: Design) -> str:
    """Return a hash of everything that determines the runs."""
    whole = hashlib.sha256()
    text = json.dumps([design.content, design.method, design.replicates], sort_keys=True)
    whole.update(text.encode())
    for name in points.column_names:
        whole.update(name.encode())
        for chunk in points[name].combine_chunks().buffers():
            whole.update(b"" if chunk is None else chunk)
    return whole.hexdigest()[:16]


def read_plan(folder: Path) -> Plan:
    """Return the plan in a folder; its points stay on disk until they are needed.

    Raises
    ------
    InputError
        where there is none, or another version of ecosim wrote it
    """
    path = folder / PLAN_FILE
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(f"{folder}: holds no sweep; name a folder given to sweep --out") from None
    return _read_once(path.resolve(), found.st_ino, found.st_mtime_ns)


@functools.lru_cache(maxsize=8)
def _read_once(path: Path, _inode: int, _changed: int) -> Plan:
    """Return a plan; a worker reads each only once."""
    try:
        table = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
        facts = json.loads(table.schema.metadata[_KEY])
    except (pa.ArrowException, KeyError, ValueError, OSError):
        raise InputError(f"{path}: is not the plan of a sweep, or is damaged") from None
    if facts.pop("version") != _VERSION:
        raise InputError(f"{path}: is of another version of ecosim; start the sweep again")
    digest = facts["provenance"]["command"]["plan"]
    return Plan(points=table.replace_schema_metadata(), digest=digest, **facts)
