"""Finished results: the tables of a folder or of memory, read when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecosim.errors import InputError
from ecosim.results.folder import table_files
from ecosim.results.formats import read_schema, read_table
from ecosim.results.notebook import html_table, side_by_side
from ecosim.results.provenance import METADATA_KEY, parse_provenance
from ecosim.results.schemas import TABLES, record_level_of
from ecosim.results.summary import Summary, summarize
from ecosim.results.writer import ResultsWriter

__all__ = ["Results"]

_LARGE = 20_000_000  # bytes of runs that a notebook does not read unasked


class Results:
    """The tables of one experiment, each a ``pyarrow.Table``, and where they come from.

    Attributes
    ----------
    runs, ecosystem, firms, relationships, events : read at first use; one that was not recorded,
        or whose file is damaged, is an ``InputError``
    provenance : from ``make_provenance``
    folder : where the tables lie, or None while they are only in memory
    """

    def __init__(
        self,
        sources: Mapping[str, Callable[[], pa.Table]],
        provenance: Mapping[str, Any],
        folder: Path | None = None,
    ) -> None:
        self._sources = {name: sources[name] for name in TABLES if name in sources}
        self._tables: dict[str, pa.Table] = {}
        self.provenance = dict(provenance)
        self.folder = folder

    @classmethod
    def read(cls, folder: Path | str) -> Results:
        """Open a results folder without reading rows yet.

        Raises
        ------
        InputError
            where there is no such folder, it holds no results or those of two experiments, or a
            file was cut off or not written by ecosim
        """
        folder = Path(folder)
        files = table_files(folder)
        if not files:
            reason = "holds no results of ecosim" if folder.is_dir() else "is not a folder"
            raise InputError(f"{folder}: {reason}; name one that was given to --out")
        provenance = _common_provenance(files)
        # A table in two formats is the same in both: either may be read.
        sources = {path.stem: partial(read_table, path) for path in files}
        return cls(sources, provenance, folder)

    @classmethod
    def from_tables(cls, tables: Mapping[str, pa.Table], provenance: Mapping[str, Any]) -> Results:
        """Return results that lie in memory."""
        return cls({name: partial(_same, table) for name, table in tables.items()}, provenance)

    @property
    def recorded(self) -> tuple[str, ...]:
        """Return the names of the tables that are there."""
        return tuple(self._sources)

    @property
    def runs(self) -> pa.Table:
        """Return one row for each run."""
        return self.table("runs")

    @property
    def ecosystem(self) -> pa.Table:
        """Return one row for each run and month."""
        return self.table("ecosystem")

    @property
    def firms(self) -> pa.Table:
        """Return one row for each run, recorded month and firm."""
        return self.table("firms")

    @property
    def relationships(self) -> pa.Table:
        """Return one row for each run, recorded month and relationship."""
        return self.table("relationships")

    @property
    def events(self) -> pa.Table:
        """Return one row for each event of each run."""
        return self.table("events")

    def table(self, name: str) -> pa.Table:
        """Return one table by its name."""
        if name not in self._sources:
            raise InputError(
                f"{self._place}: table {name!r} was not recorded; "
                f"run again with --record {record_level_of(name)}"
            )
        if name not in self._tables:
            self._tables[name] = self._sources[name]()
        return self._tables[name]

    def summary(self) -> Summary:
        """Return the mean of every outcome over the runs, with its interval."""
        return summarize(self.runs)

    def save(self, folder: Path | str, format: str = "arrow") -> None:
        """Write every table to a folder, in place of earlier results there."""
        with ResultsWriter(folder, self.provenance, format) as writer:
            for name in self.recorded:
                writer.write(name, self.table(name))

    def __repr__(self) -> str:
        return f"<{self._title}: {', '.join(self.recorded) or 'no tables'}; {self._place}>"

    def _repr_html_(self) -> str:
        rows = [(name, f"results.{name}.to_pandas()") for name in self.recorded]
        tables = html_table(f"{self._title} ({self._place})", ("table", "to read it"), rows)
        return side_by_side(tables, self.summary()._repr_html_()) if self._are_few else tables

    @property
    def _are_few(self) -> bool:
        """Tell whether the runs can be summed up at once, without anybody waiting."""
        if "runs" not in self._sources:
            return False
        if "runs" in self._tables or self.folder is None:
            return True
        sizes = [path.stat().st_size for path in table_files(self.folder) if path.stem == "runs"]
        return max(sizes, default=0) < _LARGE

    @property
    def _title(self) -> str:
        return f"Results of {self.provenance.get('scenario', {}).get('name', 'a scenario')!r}"

    @property
    def _place(self) -> str:
        return "results in memory" if self.folder is None else str(self.folder)


def _same(table: pa.Table) -> pa.Table:
    return table


def _common_provenance(files: list[Path]) -> dict[str, Any]:
    """Return the provenance that all files share; a killed writer may have left two of them."""
    schemas = {path: read_schema(path) for path in files}
    first, *others = files
    provenance = parse_provenance(schemas[first], first)
    for path in others:
        parse_provenance(schemas[path], path)
        if schemas[path].metadata[METADATA_KEY] != schemas[first].metadata[METADATA_KEY]:
            raise InputError(
                f"{path}: comes from another experiment than {first.name} beside it; "
                "run the command that wrote the folder again"
            )
    return provenance
