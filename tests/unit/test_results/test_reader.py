"""Finished results say what they hold, and damaged ones are refused in one sentence."""

import random
import re
import shutil

import pyarrow as pa
import pytest

from ecosim.errors import InputError
from ecosim.results import Results
from ecosim.results.schemas import TABLES


def test_every_table_is_an_attribute(saved, tables):
    read = Results.read(saved)
    assert read.recorded == TABLES
    for name in TABLES:
        assert getattr(read, name).num_rows == tables[name].num_rows


def test_tables_are_read_when_asked_for_and_once(saved):
    read = Results.read(saved)
    runs = read.runs
    shutil.rmtree(saved)
    assert read.runs is runs
    with pytest.raises(InputError):
        _ = read.firms


@pytest.mark.parametrize(
    ("name", "level"),
    [("ecosystem", "ecosystem"), ("events", "ecosystem"), ("relationships", "all")],
)
def test_a_table_that_was_not_recorded_names_the_level_that_records_it(
    tables, provenance, name, level
):
    results = Results.from_tables({"runs": tables["runs"]}, provenance)
    with pytest.raises(InputError, match=f"{name!r} was not recorded.*--record {level}$"):
        getattr(results, name)


def test_results_show_themselves(saved):
    read = Results.read(saved)
    assert repr(read) == (
        f"<Results of 'example': runs, ecosystem, firms, relationships, events; {saved}>"
    )
    assert "results.runs.to_pandas()" in read._repr_html_()


def test_markup_in_a_name_is_not_markup_in_a_notebook(tables):
    shown = Results.from_tables(tables, {"scenario": {"name": "<b>&"}})._repr_html_()
    assert "&lt;b&gt;&amp;" in shown
    assert "<b>" not in shown


@pytest.mark.parametrize("made", [True, False])
def test_a_folder_without_results_is_refused(tmp_path, made):
    folder = tmp_path if made else tmp_path / "nowhere"
    with pytest.raises(InputError, match="holds no results" if made else "is not a folder"):
        Results.read(folder)


def test_tables_of_two_experiments_are_refused(tables, provenance, saved, format):
    other = Results.from_tables({"runs": tables["runs"]}, {**provenance, "command": "other"})
    other.save(saved.parent / "other", format)
    shutil.copy(saved.parent / "other" / f"runs.{format}", saved)
    with pytest.raises(InputError, match="from another experiment"):
        Results.read(saved)


def test_two_formats_of_the_same_experiment_are_one(results, tmp_path):
    results.save(tmp_path / "a", "arrow")
    results.save(tmp_path / "p", "parquet")
    shutil.copy(tmp_path / "p" / "runs.parquet", tmp_path / "a")
    assert Results.read(tmp_path / "a").runs.equals(results.runs)


def test_a_table_of_another_program_is_refused(saved, tables, format):
    path = saved / f"runs.{format}"
    if format == "arrow":
        with pa.ipc.new_file(path, tables["runs"].schema) as file:
            file.write_table(tables["runs"])
    else:
        pa.parquet.write_table(tables["runs"], path)
    with pytest.raises(InputError, match="was not written by ecosim"):
        Results.read(saved)


def test_a_table_of_a_later_version_is_refused(tables, provenance, tmp_path):
    Results.from_tables(tables, {**provenance, "schema_version": 99}).save(tmp_path)
    with pytest.raises(InputError, match=r"version 99.*newer ecosim"):
        Results.read(tmp_path)


def test_a_file_cut_off_anywhere_is_refused(saved, format):
    path = saved / f"events.{format}"
    whole = path.read_bytes()
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(InputError, match=rf"^{re.escape(str(path))}: [^\n]+$"):
            _ = Results.read(saved).events


def test_a_damaged_file_never_raises_anything_but_input_errors(saved, format):
    path = saved / f"events.{format}"
    whole, chance, refusals = path.read_bytes(), random.Random(1), []
    for _ in range(400):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            Results.read(saved).events.to_pylist()
        except InputError as refusal:
            refusals.append(str(refusal))
    assert len(refusals) > 100
    assert not any("\n" in refusal for refusal in refusals)


def test_damage_to_the_pages_of_a_parquet_file_is_always_found(results, tmp_path):
    results.save(tmp_path, "parquet")
    path = tmp_path / "firms.parquet"
    whole = path.read_bytes()
    group = pa.parquet.ParquetFile(path).metadata.row_group(0)
    for index in range(group.num_columns):
        column = group.column(index)
        start = column.dictionary_page_offset or column.data_page_offset
        last = start + column.total_compressed_size - 1
        damaged = bytearray(whole)
        damaged[last] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(InputError):
            _ = Results.read(tmp_path).firms
