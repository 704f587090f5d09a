"""What is written is read again, by us and by programs that know nothing of us."""

import json
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosim.results import Results
from ecosim.results.schemas import TABLES
from ecosim.results.writer import ResultsWriter

HOSTILE = [
    "=cmd|'/c calc'!A1", "<script>alert(1)</script>", "🦊 & søn", "a\nb\x00c", "'; drop table runs",
    "x" * 100_000, "-1", "nan", " ", "",
]  # fmt: skip


@pytest.fixture(params=TABLES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def one_kind_of_missing(rows: list[dict]) -> list[dict]:
    return [{key: None if value != value else value for key, value in row.items()} for row in rows]


def test_ecosim_reads_what_it_wrote(saved, tables, name):
    read = Results.read(saved).table(name)
    assert read.to_pylist() == tables[name].to_pylist()
    assert read.schema.equals(tables[name].schema)
    for column in read.schema:
        assert column.metadata[b"unit"] == tables[name].schema.field(column.name).metadata[b"unit"]


def test_pandas_reads_it(saved, tables, name, format):
    read = pd.read_feather if format == "arrow" else pd.read_parquet
    frame = read(saved / f"{name}.{format}")
    rows = frame.astype(object).to_dict("records")
    assert one_kind_of_missing(rows) == tables[name].to_pylist()


def test_pandas_gets_categories_for_ids(saved, format):
    read = pd.read_feather if format == "arrow" else pd.read_parquet
    frame = read(saved / f"events.{format}")
    assert isinstance(frame["object"].dtype, pd.CategoricalDtype)


def test_polars_reads_it(saved, tables, name, format):
    read = pl.read_ipc if format == "arrow" else pl.read_parquet
    assert read(saved / f"{name}.{format}").to_dicts() == tables[name].to_pylist()


def test_duckdb_reads_it(saved, tables, name, format):
    path = saved / f"{name}.{format}"
    if format == "parquet":
        rows = duckdb.sql(f"select * from '{path}'").fetchall()
    else:
        arrow = pa.ipc.open_file(path).read_all()
        rows = duckdb.from_arrow(arrow).fetchall()
    assert rows == [tuple(row.values()) for row in tables[name].to_pylist()]


def test_duckdb_means_are_not_spoiled_by_undefined_values(saved, format):
    if format == "arrow":
        events = duckdb.from_arrow(Results.read(saved).events)
    else:
        events = duckdb.read_parquet(str(saved / "events.parquet"))
    assert events.aggregate("avg(detail)").fetchall() == [(pytest.approx(1.375 / 3),)]


def test_any_reader_of_arrow_finds_units_and_provenance(saved, format, provenance):
    path = saved / f"firms.{format}"
    schema = pa.parquet.read_schema(path) if format == "parquet" else pa.ipc.open_file(path).schema
    assert schema.field("cash").metadata[b"unit"] == b"MSEK"
    assert json.loads(schema.metadata[b"ecosim"]) == provenance


def test_floats_are_compressed_as_streams_of_bytes(results, tmp_path):
    results.save(tmp_path, "parquet")
    group = pa.parquet.ParquetFile(tmp_path / "firms.parquet").metadata.row_group(0)
    column = next(
        group.column(i)
        for i in range(group.num_columns)
        if group.column(i).path_in_schema == "cash"
    )
    assert "BYTE_STREAM_SPLIT" in column.encodings
    assert column.compression == "ZSTD"


def test_the_same_results_give_the_same_bytes(results, tmp_path, format):
    for copy in ("one", "other"):
        results.save(tmp_path / copy, format)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


@pytest.mark.parametrize("rows_held", [1, 5, 10_000])
def test_dictionaries_that_grow_are_one_in_the_file(
    make_run, make_tables, provenance, tmp_path, monkeypatch, rows_held, format
):
    monkeypatch.setattr("ecosim.results.sink._ROWS_HELD", rows_held)
    parts = [
        make_tables([make_run(i, firm_ids=("A", "B", f"firm {i}"))])["firms"] for i in range(4)
    ]
    with ResultsWriter(tmp_path, provenance, format) as writer, writer.open("firms") as sink:
        for part in parts:
            for batch in part.to_batches():
                sink.write(batch)
    expected = pa.concat_tables(parts).to_pylist()
    read = pl.read_ipc if format == "arrow" else pl.read_parquet
    assert Results.read(tmp_path).firms.to_pylist() == expected
    assert read(tmp_path / f"firms.{format}").to_dicts() == expected
    assert [path.name for path in tmp_path.iterdir()] == [f"firms.{format}"]


def test_a_table_without_rows_keeps_its_columns(tables, provenance, tmp_path, format):
    with ResultsWriter(tmp_path, provenance, format) as writer:
        writer.write("events", tables["events"].slice(0, 0))
    read = pl.read_ipc if format == "arrow" else pl.read_parquet
    assert read(tmp_path / f"events.{format}").columns == tables["events"].column_names
    assert Results.read(tmp_path).events.num_rows == 0


def test_lz4_is_read_alike(tables, provenance, tmp_path):
    with ResultsWriter(tmp_path, provenance, compression="lz4") as writer:
        writer.write("firms", tables["firms"])
    assert pl.read_ipc(tmp_path / "firms.arrow").to_dicts() == tables["firms"].to_pylist()


@given(ids=st.lists(st.text() | st.sampled_from(HOSTILE), min_size=2, max_size=6, unique=True))
def test_hostile_ids_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, make_run, make_tables, ids
):
    folder: Path = tmp_path_factory.mktemp("hostile")
    written = make_tables([make_run(firm_ids=(*ids, "last"))])
    for format, read in (("arrow", pl.read_ipc), ("parquet", pl.read_parquet)):
        provenance = {"schema_version": 1, "scenario": {"name": ids[0]}}
        Results.from_tables(written, provenance).save(folder, format)
        again = Results.read(folder)
        assert again.provenance == provenance
        assert again.firms["firm"].to_pylist()[: len(ids)] == ids
        assert read(folder / f"firms.{format}")["firm"].to_list()[: len(ids)] == ids
        assert "<script" not in again._repr_html_()


def test_numbers_reach_numpy_without_a_loop(saved):
    column = Results.read(saved).firms["alive"].to_numpy()
    assert column.dtype == np.float32
