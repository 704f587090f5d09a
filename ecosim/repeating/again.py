"""The experiment behind a result, done again in another folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ecosim.declarations.rebuilt import scenario_from_dict
from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError
from ecosim.experiments import compare, paradox, simulate
from ecosim.experiments.replicates import Progress, usable_threads
from ecosim.repeating.beside import repeat_analyses, repeat_answers
from ecosim.results import Results
from ecosim.results.folder import table_files
from ecosim.sweeps.engines import Threads
from ecosim.sweeps.plan import read_plan
from ecosim.sweeps.sweep import repeat_plan

__all__ = ["again"]

_EXPERIMENTS: dict[str, Callable[..., Any]] = {"compare": compare, "paradox": paradox}


def again(
    before: Results, folder: Path, place: Path, threads: int | None, progress: Progress | None
) -> None:
    """Do the experiment of a folder again, and write its tables to ``place``.

    Raises
    ------
    InputError
        where it cannot be repeated from what it says of itself
    """
    command: dict[str, Any] = dict(before.provenance["command"])
    name = command.pop("name", None)
    scenario = _scenario(before, folder)
    given: dict[str, Any] = {"threads": threads, "out": place, "progress": progress,
                             "format": table_files(folder)[0].suffix.removeprefix(".")}  # fmt: skip
    if "decisions" in command:
        raise InputError(
            f"{folder}: firms decided by Python functions of yours; run those again yourself"
        )
    if name == "run":
        # Of a run that was stopped, earlier versions say how many were asked for.
        command["replicates"] = before.runs.num_rows
        simulate(scenario, **command, **given)
    elif name in _EXPERIMENTS:
        _EXPERIMENTS[str(name)](scenario, **command, **given)
        repeat_answers(folder, place, scenario, threads)
    elif name == "sweep":
        _sweep(folder, place, threads, progress)
        repeat_analyses(folder, place)
    else:
        raise InputError(f"{folder}: holds results of {name!r}, which cannot be repeated")


def _scenario(before: Results, folder: Path) -> Scenario:
    """Return the scenario of a result, refusing one whose digest this version finds different."""
    content: Mapping[str, Any] = before.provenance["scenario"]
    scenario = scenario_from_dict(content)
    if scenario.digest != before.provenance["scenario_digest"]:
        raise InputError(f"{folder}: the scenario in it was changed after it was simulated")
    return scenario


def _sweep(folder: Path, place: Path, threads: int | None, progress: Progress | None) -> None:
    def tell(tally: Any) -> None:
        if progress is not None:
            progress(tally.done, tally.total)

    engine = Threads(usable_threads(threads))
    try:
        repeat_plan(read_plan(folder), place, engine, tell)
    finally:
        engine.close()
