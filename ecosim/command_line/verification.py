"""What ``ecosim verify`` does and says."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from ecosim.command_line.failures import StoppedError
from ecosim.command_line.plain_text import printable
from ecosim.command_line.progress import RunsProgress, compile_once
from ecosim.command_line.screen import Screen, table
from ecosim.court.docket import SEED, cases_of, try_all
from ecosim.court.findings import FAIL, INCONCLUSIVE, PASS, Verdict
from ecosim.court.rates import perturbed_sets
from ecosim.court.robustness import Robustness, robustness_of
from ecosim.experiments.replicates import usable_threads
from ecosim.results.figures import number, percent

__all__ = ["show_robustness", "show_verdicts", "write_json"]

_STYLES = {PASS: "green", FAIL: "bold red", INCONCLUSIVE: "yellow"}
_GROUPS = {"explicit": "Explicit claims", "case": "Claims of single cases",
           "implied": "Implied claims", "control": "Controls"}  # fmt: skip


def show_verdicts(
    patterns: Sequence[str],
    seed: int | None,
    threads: int | None,
    json_file: str | None,
    quiet: bool,
    replicates: int | None,
) -> int:
    """Try patterns and print a scorecard; return 1 if one fails, else 0."""
    cases = cases_of(patterns)
    compile_once(quiet)
    verdicts: list[Verdict] = []
    stopped = False
    with RunsProgress("Trying patterns", len(cases), quiet) as progress:
        try:
            for verdict in try_all(cases, replicates, SEED if seed is None else seed, threads):
                verdicts.append(verdict)
                progress(len(verdicts), len(cases))
        except KeyboardInterrupt:
            stopped = True
    if json_file is not None:
        write_json(json_file, {"patterns": [verdict.as_dict() for verdict in verdicts]})
    if json_file != "-":
        _show_scorecard(verdicts, quiet)
    if stopped:
        raise StoppedError(f"Stopped after {len(verdicts)} of {len(cases)} patterns.")
    return int(any(verdict.verdict == FAIL for verdict in verdicts))


def write_json(file: str, content: Any) -> None:
    """Write plain values to a file, or to stdout for "-"."""
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    if file == "-":
        click.echo(text, nl=False)
    else:
        Path(file).write_text(text, encoding="utf-8")


def _show_scorecard(verdicts: Sequence[Verdict], quiet: bool) -> None:
    """Print one line for each pattern, and a count."""
    screen = Screen()
    if quiet:
        for verdict in verdicts:
            screen.whole_line(f"{printable(verdict.pattern.id)} {verdict.verdict}")
        return
    lines = table(("Id", "Verdict", "Effect", "Runs", "Claim"), right=("Effect", "Runs"))
    for verdict in verdicts:
        pattern = verdict.pattern
        lines.add_row(
            printable(pattern.id),
            Text(verdict.verdict, _STYLES[verdict.verdict]),
            _effect(verdict),
            f"{verdict.replicates:,}",
            f"{printable(pattern.claim)} [{printable(pattern.source)}, {pattern.support}]",
        )
    screen.print(lines)
    for name, heading in _GROUPS.items():
        counts = Counter(v.verdict for v in verdicts if v.pattern.support == name)
        if counts:
            screen.paragraph(f"{heading}: {_counted(counts)}")


def _effect(verdict: Verdict) -> str:
    """Return the decisive contrast in pooled standard deviations."""
    effect = verdict.decisive.effect
    if math.isinf(effect):
        return "+∞" if effect > 0 else "−∞"
    return number(effect, 2)


def _counted(counts: Counter[str]) -> str:
    total = counts.total()
    parts = [f"{counts[PASS]} of {total} pass ({percent(counts[PASS] / total)})"]
    parts += [f"{counts[FAIL]} fail"] if counts[FAIL] else []
    parts += [f"{counts[INCONCLUSIVE]} inconclusive"] if counts[INCONCLUSIVE] else []
    return ", ".join(parts)


def show_robustness(
    sets: int,
    patterns: Sequence[str],
    seed: int | None,
    threads: int | None,
    json_file: str | None,
    quiet: bool,
    replicates: int | None,
) -> int:
    """Try patterns under other rates and print how often each keeps its sign; return 0."""
    cases = cases_of(patterns)
    compile_once(quiet)
    seed = SEED if seed is None else seed
    rates, found = perturbed_sets(sets, seed), list[Robustness]()
    with RunsProgress("Changing rates", len(cases), quiet) as progress:
        for case in cases:
            found.append(robustness_of(case, rates, seed, usable_threads(threads)))
            progress(len(found), len(cases))
    if json_file is not None:
        write_json(json_file, {"robustness": [vars(one) for one in found]})
    if json_file != "-":
        lines = table(("Id", "Keeps its sign", "Sets"), right=("Keeps its sign", "Sets"))
        for one in found:
            lines.add_row(printable(one.id), percent(one.kept / one.sets), str(one.sets))
        Screen().print(lines)
    return 0
