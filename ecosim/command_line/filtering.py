"""What ``ecosim filter`` does and says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ecosim.command_line.failures import StoppedError
from ecosim.command_line.plain_text import printable
from ecosim.command_line.progress import RunsProgress, compile_once
from ecosim.command_line.screen import Screen, table
from ecosim.command_line.verification import write_json
from ecosim.court.filter_folder import FilterFolder
from ecosim.court.filtering import Request, Score, Standing, ranked
from ecosim.court.findings import FAIL, INCONCLUSIVE, PASS
from ecosim.experiments.replicates import usable_threads
from ecosim.results.figures import number

__all__ = ["Asked", "show_filter"]

_MOST_SHOWN = 10


@dataclass(frozen=True)
class Asked:
    """How a request is worked out and shown, which changes none of its numbers."""

    out: Path
    best: int
    resume: bool
    threads: int | None
    json_file: str | None
    quiet: bool


def show_filter(request: Request, left_out: Sequence[str], asked: Asked) -> None:
    """Score every set, judge the best and the default one, write tables and print what they say."""
    with FilterFolder.opened(asked.out, request, asked.resume) as folder:
        compile_once(asked.quiet)
        found: list[Score] = []
        verdicts: list[dict[str, Any]] = []
        stopped = False
        try:
            _score(folder, request, asked, found)
            _judge(folder, request, asked, ranked(found), verdicts)
        except KeyboardInterrupt:
            stopped = True
        files = folder.write(found, verdicts)
    told = _Told(request, ranked(found), verdicts, left_out)
    if asked.json_file is not None:
        write_json(asked.json_file, told.as_dict())
    if asked.json_file != "-":
        told.show(asked.quiet, f"{printable(str(asked.out))}: {', '.join(files)}")
    if stopped:
        raise StoppedError(
            f"Stopped; {len(told.standings)} of {request.sets + 1} sets are scored, in "
            f"{printable(str(asked.out))}. Go on with --resume."
        )


def _score(folder: FilterFolder, request: Request, asked: Asked, found: list[Score]) -> None:
    """Add the scores of every set to what was found."""
    sets, threads = request.sets + 1, usable_threads(asked.threads)
    with RunsProgress("Scoring sets", sets * len(request.cases), asked.quiet) as progress:
        for place in range(sets):
            before = place * len(request.cases)
            found += folder.scores(
                place, threads, lambda done, _, before=before: progress(before + done, 0)
            )


def _judge(
    folder: FilterFolder,
    request: Request,
    asked: Asked,
    standings: Sequence[Standing],
    verdicts: list[dict[str, Any]],
) -> None:
    """Add the verdicts on the default set and the best others."""
    others = [one.set for one in standings if one.set != 0]
    chosen, threads = [0, *others[: asked.best]], usable_threads(asked.threads)
    with RunsProgress("Judging", len(chosen) * len(request.cases), asked.quiet) as progress:
        for place, one in enumerate(chosen):
            before = place * len(request.cases)
            verdicts += folder.verdicts(
                one, threads, lambda done, _, before=before: progress(before + done, 0)
            )


@dataclass(frozen=True)
class _Told:
    """What was found so far, for the screen and as JSON."""

    request: Request
    standings: Sequence[Standing]
    verdicts: Sequence[dict[str, Any]]
    left_out: Sequence[str]

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        numbers = ("sets", "change", "replicates", "seed", "judging_seed")
        return {
            **{name: getattr(self.request, name) for name in numbers},
            "patterns": [case.pattern.id for case in self.request.cases],
            "left_out": list(self.left_out),
            "standings": [
                {"set": one.set, "held": one.held, "mean_clearance": one.mean_clearance,
                 "fails": [score.pattern for score in one.scores if not score.holds]}
                for one in self.standings
            ],
            "verdicts": list(self.verdicts),
        }  # fmt: skip

    def show(self, quiet: bool, files: str) -> None:
        """Print the best sets, what they were judged to be, and which claims are hard to keep."""
        if quiet:
            click.echo(files)
            return
        screen = Screen()
        screen.print(self._table())
        for sentence in self._sentences():
            screen.paragraph(sentence)
        screen.heading("Files")
        screen.whole_line(files)

    def _table(self) -> Any:
        counts = Counter((row["set"], row["verdict"]) for row in self.verdicts)
        judged = {row["set"] for row in self.verdicts}
        heads = ("Set", "Hold", "Clearance", "Pass", "Fail", "Inconclusive")
        lines = table(heads, right=heads[1:])
        for place, one in enumerate(self.standings):
            if place < _MOST_SHOWN or one.set in judged:
                words = [str(counts[one.set, v]) for v in (PASS, FAIL, INCONCLUSIVE)]
                lines.add_row(
                    str(one.set) if one.set else "default", f"{one.held}",
                    number(one.mean_clearance, 2), *(words if one.set in judged else [""] * 3),
                )  # fmt: skip
        return lines

    def _sentences(self) -> Sequence[str]:
        request, claims = self.request, len(self.request.cases)
        survivors = sum(one.lets_all_through for one in self.standings)
        hard = Counter(s.pattern for one in self.standings for s in one.scores if not s.holds)
        told = [
            f"Hold, Clearance: of {claims} claims, by the means of {request.replicates} runs of "
            f"each arm on seed {request.seed}. Pass, Fail, Inconclusive: verdicts on seed "
            f"{request.judging_seed}.",
            f"{survivors} of {len(self.standings)} sets let all claims through.",
        ]
        if hard:
            worst = ", ".join(f"{printable(k)} ({n})" for k, n in hard.most_common(_MOST_SHOWN))
            told.append(f"Fall short most often, with the number of sets: {worst}.")
        if self.left_out:
            told.append(f"Left out, as named firms act in them: {', '.join(self.left_out)}.")
        return told
