"""What the user asks of a command that runs a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecosim.declarations import Scenario
from ecosim.results.folder import ResultsFolder
from ecosim.scenarios import load_scenario, parse_setting

__all__ = ["Request"]


@dataclass(frozen=True)
class Request:
    """What ``run`` and ``compare`` have in common, as given on the command line.

    Parameters
    ----------
    scenario : name in the library, or path
    replicates, seed, ticks, threads : numbers; None for the scenario's own, or the usual
    settings : each "KEY=VALUE"
    out, format : folder and format of the tables
    report : whether to write a report beside the tables
    as_json, quiet : how to answer
    """

    scenario: str
    replicates: int
    seed: int | None
    ticks: int | None
    settings: tuple[str, ...]
    threads: int | None
    out: Path
    format: str
    report: bool
    as_json: bool
    quiet: bool

    @property
    def overrides(self) -> dict[str, Any]:
        """Return the settings given, by dotted name."""
        overrides = dict(parse_setting(setting) for setting in self.settings)
        if self.ticks is not None:
            overrides["scenario.ticks"] = self.ticks
        return overrides

    def load(self) -> Scenario:
        """Return the scenario with the settings given."""
        scenario: Scenario = load_scenario(self.scenario, self.overrides)
        return scenario

    def write_report(self) -> list[Path]:
        """Write the report where it is asked for, and return its files."""
        if not self.report:
            return []
        from ecosim.command_line.progress import RunsProgress
        from ecosim.reporting import FORMATS, write_report

        with RunsProgress("Writing the report", 1 + len(FORMATS), self.quiet) as progress:
            return write_report(self.out, progress=progress)

    def check_folder(self) -> None:
        """Refuse a folder that cannot take results before any time is spent."""
        ResultsFolder(self.out).release()
