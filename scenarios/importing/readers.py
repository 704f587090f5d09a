"""From whatever a user has to sheets: files, pandas frames, networkx graphs."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecosim.errors import InputError
from ecosim.scenarios.importing.csv_files import read_csv
from ecosim.scenarios.importing.sheets import Sheet, make_sheet
from ecosim.scenarios.importing.workbooks import LARGEST_UNPACKED, read_workbook
from ecosim.scenarios.messages import brief, shown
from ecosim.scenarios.sources import read_limited

__all__ = ["GivenFile", "read_tables"]

_LARGEST_FILE = 50_000_000
_PACKED, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class GivenFile:
    """A file that somebody sent.

    Parameters
    ----------
    name : of the file
    content : its bytes
    largest_unpacked : bytes that a workbook may unpack to
    """

    name: str
    content: bytes
    largest_unpacked: int = LARGEST_UNPACKED


def read_tables(source: Any) -> list[Sheet]:
    """Return the tables in a file (CSV, xlsx, GraphML), a pandas frame or a networkx graph.

    What a file is follows from what is in it, whatever its name ends with. A table that is read
    already comes back as it is.

    Raises
    ------
    InputError
        where there is no table in it
    """
    if isinstance(source, Sheet):
        return [source]
    if isinstance(source, GivenFile):
        return _read_given(source)
    if isinstance(source, str | os.PathLike):
        name = brief(Path(source).name, 80)
        return _read_given(GivenFile(name, read_limited(Path(source), _LARGEST_FILE, name)))
    if hasattr(source, "nodes") and hasattr(source, "edges"):
        return _graph_sheets("graph", source)
    if hasattr(source, "columns") and hasattr(source, "itertuples"):
        lines = [list(source.columns), *map(list, source.itertuples(index=False, name=None))]
        return [make_sheet("table", lines)]
    raise InputError(f"import: a path, a pandas frame or a networkx graph is needed, "
                     f"not {shown(source)}")  # fmt: skip


def _read_given(file: GivenFile) -> list[Sheet]:
    name, raw = brief(file.name, 80), file.content
    if not raw.strip():
        raise InputError(f"{name}: the file is empty")
    if raw.startswith((_PACKED, _OLD_EXCEL)):
        return read_workbook(name, raw, file.largest_unpacked)
    if b"<graphml" in raw[:2000]:
        return _graph_sheets(name, _read_graph(name, raw))
    return [read_csv(name, raw)]


def _read_graph(name: str, raw: bytes) -> Any:
    """Return the graph in a GraphML file; definitions that can grow without end are refused."""
    import networkx as nx

    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise InputError(f"{name}: holds a document type, which GraphML does not need")
    try:
        return nx.read_graphml(io.BytesIO(raw))
    except Exception as error:  # the parser raises whatever the damage leads to
        raise InputError(f"{name}: is no valid GraphML: {brief(str(error), 80)}") from None


def _graph_sheets(name: str, graph: Any) -> list[Sheet]:
    """Return nodes as a table of firms and edges as one of relationships."""
    nodes = [{"id": str(node), **attributes} for node, attributes in graph.nodes(data=True)]
    edges = [
        {"source": str(one), "target": str(other), **attributes}
        for one, other, attributes in graph.edges(data=True)
    ]
    tables = {f"{name}, nodes": nodes, f"{name}, edges": edges}
    return [make_sheet(label, _lines(rows)) for label, rows in tables.items() if rows]


def _lines(rows: list[dict[str, Any]]) -> Iterable[list[Any]]:
    """Yield titles and rows of cells from rows by title."""
    titles = list(dict.fromkeys(title for row in rows for title in row))
    yield titles
    for row in rows:
        yield [_cell(row, title) for title in titles]


def _cell(row: Mapping[str, Any], title: str) -> Any:
    value = row.get(title)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
