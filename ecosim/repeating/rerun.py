"""Repeating a result from its provenance, and saying whether it is the same to the bit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecosim.errors import InputError
from ecosim.experiments.replicates import Progress
from ecosim.repeating.again import again
from ecosim.repeating.differences import first_difference
from ecosim.results import Results
from ecosim.results.folder import PARTIAL, table_files
from ecosim.sweeps.compact import refuse_unfinished
from ecosim.sweeps.plan import PLAN_FILE

__all__ = ["Repetition", "rerun"]

_ON_THE_WAY = (PLAN_FILE, "sweep.log")  # of a sweep: what it was to do, and what it told


@dataclass(frozen=True)
class Repetition:
    """What came of repeating a result.

    Parameters
    ----------
    differences : one sentence for each file that is not the same to the bit; none if all are
    surroundings : what is not as it was: versions of packages, the kind of machine
    tables : names of the tables and files compared
    left : names of files that were not repeated: reports, and what later commands worked out
    """

    differences: tuple[str, ...]
    surroundings: tuple[str, ...]
    tables: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether every table and file compared is the same to the bit."""
        return not self.differences


def rerun(
    folder: Path | str,
    *,
    threads: int | None = None,
    out: Path | str | None = None,
    progress: Progress | None = None,
) -> Repetition:
    """Repeat a result of ``run``, ``compare``, ``paradox`` or ``sweep`` and compare all it wrote.

    Tables are compared value by value, other files line by line.

    Parameters
    ----------
    folder : of results
    threads, out, progress : as in ``simulate``

    Raises
    ------
    InputError
        where there are no results, they are of a sweep that is not finished, or they cannot be
        repeated from what they say of themselves
    """
    folder = Path(folder)
    if out is not None and Path(out).resolve() == folder.resolve():
        raise InputError(f"--out: {out} holds the results to be repeated; name another folder")
    refuse_unfinished(folder)
    before = Results.read(folder)
    with _place(out) as place:
        again(before, folder, place, threads, progress)
        files = _in_order(folder)
        repeated = [path for path in files if (place / path.name).is_file()]
        found = {path: first_difference(path, place / path.name) for path in repeated}
        after = Results.read(place).provenance
    return Repetition(
        differences=tuple(f"{_name(path)}: {words}" for path, words in found.items() if words),
        surroundings=tuple(_surroundings(before.provenance, after)),
        tables=tuple(map(_name, repeated)),
        left=tuple(path.name for path in files if path not in repeated),
    )


@contextmanager
def _place(out: Path | str | None) -> Iterator[Path]:
    """Give a folder for the repetition, which is kept where it was asked for."""
    if out is not None:
        yield Path(out)
    else:
        with tempfile.TemporaryDirectory(prefix="ecosim-rerun-") as made:
            yield Path(made)


def _in_order(folder: Path) -> list[Path]:
    """Return the files of a result: its tables, then what lies beside them."""
    tables = table_files(folder)
    others = sorted(
        path for path in folder.iterdir()
        if path.is_file() and path.name not in _ON_THE_WAY and path not in tables
        and not path.name.startswith(".") and not path.name.endswith(PARTIAL)
    )  # fmt: skip
    return [*tables, *others]


def _name(path: Path) -> str:
    """Return how a file is called: a table by its name alone."""
    return path.name if path.suffix in (".json", ".csv") else path.stem


def _surroundings(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is not as it was around the two."""
    for part in ("versions", "platform"):
        for name in sorted(set(before[part]) | set(after[part])):
            was, now = before[part].get(name, "absent"), after[part].get(name, "absent")
            if was != now:
                yield f"{name} was {was} and is {now}"
