"""The folder of a filtering: what is worked out for one set is one part, committed once."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecosim.court.filtering import Request, Score, Standing, judged, ranked, scores
from ecosim.court.findings import Verdict
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError
from ecosim.experiments.replicates import Progress
from ecosim.experiments.simulate import SEED_SCHEME
from ecosim.results.answers import answer_table, write_answer, write_beside
from ecosim.results.provenance import make_provenance
from ecosim.sweeps.chunks import ChunkFiles
from ecosim.sweeps.locks import locked, make_folder

__all__ = ["FilterFolder"]

_PLAN_FILE = "filter.json"
_SCORES: dict[str, tuple[type, str]] = {
    "set": (int, "Number of the set of parameters; 0 is the default one."),
    "pattern": (str, "Id of the claim."),
    "holds": (bool, "Whether every contrast has its sign and is as large as counts."),
    "clearance": (float, "Of the weakest contrast beyond the effect that counts, in pooled "
                  "standard deviations; below 0 it falls short."),
}  # fmt: skip
_VERDICTS: dict[str, tuple[type, str]] = {
    "set": (int, "Number of the set of parameters; 0 is the default one."),
    "pattern": (str, "Id of the claim."),
    "verdict": (str, "pass, fail or inconclusive, on the judging seed."),
    "estimate": (float, "The decisive contrast."),
    "low": (float, "Lower end of its interval."),
    "high": (float, "Upper end of its interval."),
    "effect": (float, "The contrast in pooled standard deviations."),
    "replicates": (int, "Runs of each arm."),
}
_SETS: dict[str, tuple[type, str]] = {
    "set": (int, "Number of the set of parameters; 0 is the default one."),
    "held": (int, "Claims that hold."),
    "mean_clearance": (float, "Mean clearance of all claims, each held within -1 and 1."),
}
Rows = list[dict[str, Any]]


class FilterFolder:
    """What a filtering has worked out so far; ``opened`` gives one.

    Parameters
    ----------
    path : of the folder
    request : what is filtered
    """

    def __init__(self, path: Path, request: Request) -> None:
        self.path = path
        self._request = request
        self._scored, self._judged = (_files(path / name) for name in ("scored", "judged"))

    @classmethod
    @contextmanager
    def opened(cls, path: Path, request: Request, resume: bool) -> Iterator[FilterFolder]:
        """Give the folder, kept for this process; an earlier filtering is only ever continued.

        Raises
        ------
        InputError
            where it holds something else, a filtering that shall not be resumed, or one of
            other claims, sets or seeds
        """
        plan = path / _PLAN_FILE
        if not plan.is_file():
            make_folder(path, _PLAN_FILE, "a filtering")
            write_beside(plan, json.dumps({"digest": request.digest}).encode())
        elif _digest_in(plan) != request.digest:
            raise InputError(
                f"{path}: holds a filtering with other patterns, parameters, sets, replicates or "
                "seeds; name another folder"
            )
        elif not resume:
            raise InputError(
                f"{path}: holds this filtering already; --resume continues it, or name another "
                "folder"
            )
        with locked(path, None):
            yield cls(path, request)

    def scores(self, number: int, threads: int, told: Progress) -> list[Score]:
        """Return the scores of one set, which are worked out if they are not there."""
        rows = _part(
            self._scored, number, _SCORES,
            lambda: map(vars, scores(self._request, number, threads, told)),
        )  # fmt: skip
        return [Score(**{**row, "clearance": _number(row["clearance"])}) for row in rows]

    def verdicts(self, number: int, threads: int, told: Progress) -> Rows:
        """Return the verdicts under one set as plain values, worked out if they are not there."""
        return _part(
            self._judged, number, _VERDICTS,
            lambda: (_plain(number, v) for v in judged(self._request, number, threads, told)),
        )  # fmt: skip

    def write(self, found: Sequence[Score], verdicts: Rows) -> list[str]:
        """Write the tables of what was found and return their names."""
        provenance = make_provenance(
            Scenario("default parameters"), seed_scheme=SEED_SCHEME,
            command={"name": "filter", "digest": self._request.digest,
                     "patterns": [case.pattern.id for case in self._request.cases],
                     "sets": self._request.sets, "change": self._request.change,
                     "replicates": self._request.replicates, "seed": self._request.seed,
                     "judging_seed": self._request.judging_seed},
        )  # fmt: skip
        tables = {
            "sets": _table_of_sets(ranked(found), self._request),
            "scores": answer_table(_SCORES, [vars(score) for score in found]),
            "verdicts": answer_table(_VERDICTS, verdicts),
        }
        return [
            write_answer(self.path, name, table, provenance).name for name, table in tables.items()
        ]


def _files(folder: Path) -> ChunkFiles:
    folder.mkdir(exist_ok=True)
    files = ChunkFiles(folder)
    files.make_folders()
    return files


def _part(
    files: ChunkFiles,
    number: int,
    columns: dict[str, tuple[type, str]],
    work: Callable[[], Iterable[dict[str, Any]]],
) -> Rows:
    """Return the rows of one set; they are worked out and committed where that is still to do."""
    if not files.is_done(number):
        with files.begun(number, careful=False) as marker:
            files.commit(number, answer_table(columns, list(work())), marker)
        files.forget(number)
    return list(files.read(number).to_pylist())


def _plain(number: int, verdict: Verdict) -> dict[str, Any]:
    found = verdict.as_dict()
    low, high = found["interval"]
    return {**found, "set": number, "pattern": found["id"], "low": low, "high": high}


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _table_of_sets(standings: Sequence[Standing], request: Request) -> pa.Table:
    """Return a row for each set, best first, with the value of every rate."""
    candidates = request.candidates
    rates = candidates[-1]
    defaults = {name: PARAMETERS[name].default for name in rates}
    columns = {
        f"parameters.{name}": (float, f"{PARAMETERS[name].description} [{PARAMETERS[name].unit}]")
        for name in rates
    }
    rows = [
        {"set": one.set, "held": one.held, "mean_clearance": one.mean_clearance,
         **{f"parameters.{k}": v for k, v in {**defaults, **candidates[one.set]}.items()}}
        for one in standings
    ]  # fmt: skip
    return answer_table({**_SETS, **columns}, rows)


def _digest_in(plan: Path) -> str:
    """Return the fingerprint of the filtering that a folder holds."""
    try:
        return str(json.loads(plan.read_bytes())["digest"])
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{plan}: is damaged; name another folder") from None
