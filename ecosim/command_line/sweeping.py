"""What ``ecosim sweep`` does and says."""

from __future__ import annotations

import shlex
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from ecosim.command_line.failures import StoppedError
from ecosim.command_line.plain_text import printable
from ecosim.command_line.progress import compile_once
from ecosim.command_line.screen import Screen, print_json
from ecosim.command_line.sweep_places import Place, logs_folder, place_of
from ecosim.command_line.sweep_progress import SweepProgress, duration, size
from ecosim.errors import InputError
from ecosim.scenarios.template import write_new
from ecosim.sweeps.chunks import ChunkFiles
from ecosim.sweeps.compact import file_hash, runs_file
from ecosim.sweeps.design import Design, read_design
from ecosim.sweeps.engines.array_job import array_script
from ecosim.sweeps.pilot import Estimate
from ecosim.sweeps.sweep import Options, Outcome, dry_run, freeze, run_sweep

__all__ = ["SweepRequest", "run_design"]


@dataclass(frozen=True)
class SweepRequest:
    """What the user asks of ``sweep``, as given on the command line."""

    design: Path
    out: Path | None
    resume: bool
    dry_run: bool
    threads: int | None
    workers: int | None
    scheduler: str | None
    slurm: Path | None
    sbatch: str | None
    shard: tuple[int, int] | None
    time_limit: float | None
    chunk: int | None
    as_json: bool
    quiet: bool

    @property
    def folder(self) -> Path:
        """Return the folder of the sweep."""
        if self.out is None:
            raise InputError(
                "--out FOLDER is needed, unless --dry-run only asks what it would take"
            )
        return self.out

    @property
    def options(self) -> Options:
        """Return how the sweep is computed."""
        return Options(resume=self.resume, shard=self.shard, time_limit=self.time_limit,
                       chunk_runs=self.chunk)  # fmt: skip


def run_design(request: SweepRequest) -> None:
    """Do what the user asks."""
    place = place_of(request.threads, request.workers, request.scheduler, request.slurm)
    design = read_design(request.design)
    if request.dry_run:
        compile_once(request.quiet)
        told = dry_run(design, place.workers, request.options)
        _show_estimate(request, place, told)
        return
    folder = request.folder
    if request.sbatch is not None:
        _write_array_job(request, request.sbatch, place, design)
        return
    compile_once(request.quiet)
    plan = freeze(design, folder, request.options)
    ended = _computed(request, place, design, plan.runs)
    if request.as_json:
        print_json(_as_dict(ended))
    elif request.quiet:
        click.echo(str(folder))
    else:
        _show(ended)


def _write_array_job(request: SweepRequest, target: str, place: Place, design: Design) -> None:
    """Freeze the plan, so that no job has to, and write what sbatch is given."""
    if place.profile is None:
        raise InputError("--sbatch: --slurm PROFILE is needed, which says what a job asks for")
    compile_once(request.quiet)
    freeze(design, request.folder, request.options)
    logs = logs_folder(request.folder)
    script = array_script(place.profile, request.design, request.folder, logs)
    path = write_new(target, script.encode())
    if request.as_json:
        print_json({"file": str(path), "folder": str(request.folder)})
    elif request.quiet:
        click.echo(str(path))
    else:
        jobs = place.profile.slurm.jobs
        screen = Screen()
        screen.whole_line(f"Wrote {printable(str(path))}, an array of {jobs} jobs. Submit it:")
        screen.whole_line(f"  sbatch {printable(shlex.quote(str(path)))}")


def _computed(request: SweepRequest, place: Place, design: Design, runs: int) -> Outcome:
    """Run the sweep, and say what is safe when the user ends it."""
    folder = request.folder
    options = Options(**{**vars(request.options), "resume": True})
    engine = place.opened(folder)
    try:
        with SweepProgress(folder, runs, request.quiet) as progress:
            return run_sweep(design, folder, engine, options, progress)
    except KeyboardInterrupt:
        raise StoppedError(
            f"Stopped; {len(ChunkFiles(folder).done())} chunks are whole, in "
            f"{printable(str(folder))}. Go on with --resume."
        ) from None
    finally:
        engine.close()


def _show_estimate(request: SweepRequest, place: Place, told: Estimate) -> None:
    if request.as_json:
        print_json(asdict(told))
        return
    screen = Screen()
    screen.paragraph(f"{told.points:,} points, {told.runs:,} runs in {told.chunks:,} chunks.")
    screen.paragraph(
        f"About {duration(told.seconds)} with {place.words}, "
        f"and {size(told.size)}; judged by {told.tried} runs."
    )
    if told.failed:
        screen.paragraph(f"{told.failed} of these failed: see what is wrong before you go on.")


def _as_dict(ended: Outcome) -> dict[str, Any]:
    return {**asdict(ended), "folder": str(ended.folder), "sha256": _hash(ended)}


def _hash(ended: Outcome) -> str | None:
    return file_hash(runs_file(ended.folder)) if ended.finished else None


def _show(ended: Outcome) -> None:
    """Print what is there, what failed, and where it lies."""
    screen, place = Screen(), printable(str(ended.folder))
    if not ended.finished:
        screen.paragraph(
            f"This part is done: {ended.done:,} of {ended.runs:,} runs are in {place}."
        )
        screen.paragraph("The sweep is finished when the other parts are.")
        return
    failed = f"; {ended.failed:,} failed, column reason says why" if ended.failed else ""
    screen.paragraph(f"{ended.runs:,} runs are done{failed}.")
    screen.whole_line(f"Table: {printable(str(runs_file(ended.folder)))}")
    screen.whole_line(f"SHA-256 of its bytes: {_hash(ended)}")
