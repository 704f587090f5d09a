"""A results folder holds the results of one experiment, and nothing else is ever harmed."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from ecosim.errors import InputError, RunError
from ecosim.results import Results
from ecosim.results.writer import ResultsWriter


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


class FailingDisk:
    """A disk that renames all but files called in some way, with or without hard links."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, failing: str, links: bool) -> None:
        self.renamed: list[str] = []
        self._failing, self._replace = failing, os.replace
        monkeypatch.setattr(os, "replace", self._renaming)
        if not links:
            monkeypatch.setattr(os, "link", self._refusing)

    def _renaming(self, source: Path, target: Path) -> None:
        if self._failing in ("", source.name):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self.renamed.append(source.name)
        self._replace(source, target)

    @staticmethod
    def _refusing(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))


class TestPublishing:
    @staticmethod
    def break_off(writer, tables):
        writer.write("runs", tables["runs"].slice(1))
        with writer.open("firms") as sink:
            sink.write(tables["firms"])
            raise KeyboardInterrupt

    def test_nothing_shows_before_the_end(self, tables, provenance, tmp_path):
        with ResultsWriter(tmp_path, provenance) as writer:
            writer.write("runs", tables["runs"])
            assert names(tmp_path) == {"runs.arrow.partial"}
        assert names(tmp_path) == {"runs.arrow"}

    def test_a_table_that_failed_halfway_leaves_nothing(self, tables, provenance, tmp_path):
        with ResultsWriter(tmp_path, provenance) as writer:
            with pytest.raises(KeyboardInterrupt):
                self.break_off(writer, tables)
            assert names(tmp_path) == {"runs.arrow.partial"}
        assert names(tmp_path) == {"runs.arrow"}

    def test_an_exception_leaves_earlier_results_as_they_were(self, tables, provenance, saved):
        before = {path: path.read_bytes() for path in saved.iterdir()}
        with pytest.raises(KeyboardInterrupt), ResultsWriter(saved, provenance) as writer:
            self.break_off(writer, tables)
        assert {path: path.read_bytes() for path in saved.iterdir()} == before

    @pytest.mark.parametrize("links", [True, False])
    def test_a_disk_that_fails_halfway_leaves_earlier_results_as_they_were(
        self, tables, provenance, saved, monkeypatch, links
    ):
        before = {path: path.read_bytes() for path in saved.iterdir()}
        disk = FailingDisk(monkeypatch, "runs.arrow.partial", links)
        writer = ResultsWriter(saved, {**provenance, "command": "another"})
        for name in ("firms", "runs"):
            writer.write(name, tables[name].slice(1))
        writer.write_file("report.html", b"<p>")
        with pytest.raises(
            RunError, match="Input/output error; earlier results in the folder are whole"
        ):
            writer.commit()
        writer.discard()

        assert disk.renamed[-1] != "firms.arrow.partial"
        assert "firms.arrow.partial" in disk.renamed
        assert {path: path.read_bytes() for path in saved.iterdir()} == before

    def test_a_disk_that_fails_for_good_is_not_said_to_hold_whole_results(
        self, tables, provenance, saved, monkeypatch
    ):
        FailingDisk(monkeypatch, "", links=True)
        writer = ResultsWriter(saved, provenance)
        writer.write("runs", tables["runs"])
        with pytest.raises(
            RunError, match="earlier ones could not be put back; run the experiment"
        ):
            writer.commit()
        writer.discard()

    def test_tables_of_an_earlier_run_do_not_stay(self, tables, provenance, saved):
        with ResultsWriter(saved, provenance, "arrow") as writer:
            writer.write("runs", tables["runs"])
        assert names(saved) == {"runs.arrow"}

    def test_writing_nothing_changes_nothing(self, provenance, saved):
        before = names(saved)
        with ResultsWriter(saved, provenance) as writer, writer.open("runs"):
            pass
        assert names(saved) == before

    def test_files_made_from_tables_live_as_long_as_they_do(self, tables, provenance, tmp_path):
        with ResultsWriter(tmp_path, provenance) as writer:
            writer.write("runs", tables["runs"])
            writer.write_file("report.html", b"<p>")
        assert (tmp_path / "report.html").read_bytes() == b"<p>"
        with ResultsWriter(tmp_path, provenance) as writer:
            writer.write("runs", tables["runs"])
        assert names(tmp_path) == {"runs.arrow"}

    def test_a_file_is_safe_on_disk_before_it_gets_its_name_and_the_name_after(
        self, tables, provenance, tmp_path, monkeypatch
    ):
        steps = []

        def sync(descriptor: int) -> None:
            steps.append(f"sync {Path(os.readlink(f'/proc/self/fd/{descriptor}')).name}")

        def replace(source: Path, target: Path) -> None:
            steps.append(f"rename {target.name}")
            source.rename(target)

        monkeypatch.setattr(os, "fsync", sync)
        monkeypatch.setattr(os, "replace", replace)
        with ResultsWriter(tmp_path, provenance) as writer:
            writer.write("runs", tables["runs"])
            writer.write_file("report.html", b"")
        assert steps[:5] == [
            "sync runs.arrow.partial",
            "sync report.html.partial",
            "rename report.html",
            "rename runs.arrow",
            f"sync {tmp_path.name}",
        ]

    def test_a_table_is_written_once_and_has_a_known_name(self, tables, provenance, tmp_path):
        with ResultsWriter(tmp_path, provenance) as writer:
            writer.write("runs", tables["runs"])
            with pytest.raises(ValueError, match="written already"):
                writer.write("runs", tables["runs"])
            with pytest.raises(ValueError, match="'run' is none of"):
                writer.write("run", tables["runs"])
            with pytest.raises(ValueError, match="none of"):
                writer.write_file("../report.html", b"")


class TestFolder:
    def test_is_made_with_those_above_it(self, results, tmp_path):
        results.save(tmp_path / "a" / "b")
        assert Results.read(tmp_path / "a" / "b").recorded == results.recorded

    @pytest.mark.parametrize("name", ["thesis.docx", "runs.csv", "old/runs.arrow", "x.partial"])
    def test_with_anything_else_is_refused_and_left_alone(self, results, tmp_path, name):
        foreign = tmp_path / name
        foreign.parent.mkdir(exist_ok=True)
        foreign.write_text("precious")
        with pytest.raises(InputError, match=f"holds '{name.split('/')[0]}'.*new or empty folder"):
            results.save(tmp_path)
        assert foreign.read_text() == "precious"
        assert len(names(tmp_path)) == 1

    def test_with_results_and_something_else_is_refused(self, results, saved):
        (saved / "notes.txt").write_text("precious")
        with pytest.raises(InputError, match=r"notes\.txt"):
            results.save(saved)

    def test_with_a_table_of_another_program_is_refused(self, results, tmp_path):
        (tmp_path / "events.parquet").write_bytes(b"PAR1 of somebody else")
        with pytest.raises(InputError, match=r"events\.parquet.*remove it"):
            results.save(tmp_path)
        assert names(tmp_path) == {"events.parquet"}

    def test_with_a_report_but_no_tables_is_refused(self, results, tmp_path):
        (tmp_path / "report.html").write_text("the annual report")
        with pytest.raises(InputError, match=r"report\.html"):
            results.save(tmp_path)

    def test_keeps_hidden_files(self, results, tmp_path):
        (tmp_path / ".gitignore").write_text("*")
        results.save(tmp_path)
        assert (tmp_path / ".gitignore").read_text() == "*"

    def test_is_cleaned_of_what_a_killed_writer_left(self, results, tmp_path):
        for left in ("runs.arrow.partial", "firms.arrow.merged.partial"):
            (tmp_path / left).write_bytes(b"cut off")
        results.save(tmp_path)
        assert not {name for name in names(tmp_path) if name.endswith(".partial")}

    def test_that_is_a_file_is_refused(self, results, tmp_path):
        (tmp_path / "out").write_text("")
        with pytest.raises(InputError, match="is a file"):
            results.save(tmp_path / "out")
        with pytest.raises(InputError, match="Not a directory"):
            results.save(tmp_path / "out" / "below")

    def test_that_cannot_be_made_is_refused(self, results):
        with pytest.raises(InputError, match="/proc/ecosim: cannot be made"):
            results.save("/proc/ecosim")

    def test_that_cannot_be_written_is_refused(self, results, tmp_path, monkeypatch):
        monkeypatch.setattr(os, "access", lambda *_: False)
        with pytest.raises(InputError, match="cannot be written to"):
            results.save(tmp_path)

    def test_takes_one_writer_at_a_time(self, results, provenance, tmp_path):
        writer = ResultsWriter(tmp_path, provenance)
        with pytest.raises(InputError, match="another ecosim is writing here"):
            results.save(tmp_path)
        writer.discard()
        results.save(tmp_path)

    def test_may_move_after_writing(self, results, saved, tmp_path):
        shutil.move(saved, tmp_path / "moved")
        assert Results.read(tmp_path / "moved").runs.equals(results.runs)


@pytest.mark.parametrize("arguments", [{"format": "csv"}, {"compression": "zip"}])
def test_an_unknown_format_is_bad_input(provenance, tmp_path, arguments):
    with pytest.raises(InputError, match="is none of"):
        ResultsWriter(tmp_path / "new", provenance, **arguments)
    assert not (tmp_path / "new").exists()
