"""The scorecard, with a picture for each pattern: ``make verify`` writes it anew."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from ecosim.court import Finding, Verdict
from ecosim.court.docket import SEED, cases_of, try_all
from ecosim.court.looks import FALSE_ALARM
from ecosim.court.record import SCORECARD_FILE

DOCS = Path(__file__).parent
IMAGES = DOCS / "images" / "patterns"
COLOURS = {"pass": "#009e73", "fail": "#d55e00", "inconclusive": "#a3abb5"}
STYLE: dict[str, Any] = {
    "font.size": 7.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#d5d9de",
    "xtick.color": "#68707a",
}
PAPERS = {
    "AC": "Agile co-creation",
    "DS": "Viable digital servitization",
    "EM": "Middle managers as entrepreneurs",
    "RT": "Relational transformation",
    "IN": "Internationalization of small firms",
}
INTRODUCTION = """\
# Scorecard

Written by `make verify`; do not edit. Each pattern is a claim of a source, put down as an
experiment in [scenarios/patterns](../scenarios/patterns). [court.md](court.md) says how to read a
verdict. The papers are qualitative: a pass means that the model is consistent with a direction or
an order they claim, in the operationalization written in the file, and nothing about sizes.

Seed {seed}, on which nothing was developed. Each verdict is wrong with a probability of at most
{wrong:.1%}, over all looks at the runs together.
"""
HEADINGS = """\
| outcome | contrast | expected | found | in standard deviations | |
|---|---|---|---|---|---|"""


def main() -> int:
    """Try every pattern, write the page and its pictures; return 1 if one fails."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    verdicts = []
    for verdict in try_all(cases_of([]), None, SEED, None):
        verdicts.append(verdict)
        draw(verdict)
        sys.stdout.write(f"{verdict.pattern.id:5} {verdict.verdict:13} {verdict.replicates}\n")
        sys.stdout.flush()
    (DOCS / "scorecard.md").write_text("\n".join(page(verdicts)) + "\n", encoding="utf-8")
    content = {"seed": SEED, "patterns": [verdict.as_dict() for verdict in verdicts]}
    SCORECARD_FILE.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return int(any(verdict.verdict == "fail" for verdict in verdicts))


def page(verdicts: list[Verdict]) -> Iterator[str]:
    """Yield the lines of the page."""
    yield INTRODUCTION.format(seed=SEED, wrong=FALSE_ALARM / 2)
    yield from summary(verdicts)
    key = sorted(verdicts, key=lambda v: (group(v), v.pattern.id[0], int(v.pattern.id[1:])))
    for title, members in groupby(key, group):
        yield f"\n## {title}\n"
        for verdict in members:
            yield from entry(verdict)


def summary(verdicts: list[Verdict]) -> Iterator[str]:
    """Yield a table of how many patterns of each kind got which verdict."""
    yield "| claims | pass | fail | inconclusive |\n|---|---|---|---|"
    for support in ("explicit", "case", "implied", "control"):
        counts = Counter(v.verdict for v in verdicts if v.pattern.support == support)
        yield f"| {support} | {counts['pass']} | {counts['fail']} | {counts['inconclusive']} |"


def group(verdict: Verdict) -> str:
    """Return the heading a pattern stands under."""
    if verdict.pattern.support == "control":
        return "Null controls"
    return PAPERS[verdict.pattern.source.partition(" ")[0]]


def entry(verdict: Verdict) -> Iterator[str]:
    """Yield what the page says of one pattern."""
    pattern = verdict.pattern
    yield f"### {pattern.id}: {verdict.verdict}\n"
    yield f"{pattern.claim}. ({pattern.source}; {pattern.support}, {pattern.grade})\n"
    yield f"![{pattern.id}](images/patterns/{pattern.id}.png)\n"
    yield HEADINGS
    yield from map(row, verdict.findings)
    yield (f"\n{verdict.replicates} runs of each arm, in "
           f"[{pattern.id}.toml](../scenarios/patterns/{pattern.id}.toml).\n")  # fmt: skip
    if pattern.tried:
        yield f"*What was tried.* {pattern.tried}\n"


def row(finding: Finding) -> str:
    """Return one contrast as a row of a table."""
    interval = finding.interval
    found = f"{interval.estimate:.3g} ({interval.low:.3g} to {interval.high:.3g})"
    cells = (f"`{finding.outcome}`", f"`{finding.contrast}`", asked(finding), found,
             f"{finding.effect:.2f}", finding.verdict)  # fmt: skip
    return f"| {' | '.join(cells)} |"


def asked(finding: Finding) -> str:
    """Return what was expected, with the size that counts."""
    size = f"{finding.smallest:.3g}"
    words = {"positive": f"> {size}", "negative": f"< −{size}", "null": f"within ±{size}",
             "no fall": f"≥ −{size}", "no rise": f"≤ {size}"}  # fmt: skip
    return words[finding.direction]


def draw(verdict: Verdict) -> None:
    """Draw the outcome of each expectation, run by run, arm by arm."""
    expectations = verdict.pattern.expectations
    tall = 0.5 + 0.32 * max(len(e.contrast.names) + len(e.order) for e in expectations)
    with plt.rc_context(STYLE):
        size = (2.9 * len(expectations) + 0.6, tall + 0.4)
        figure, panels = plt.subplots(
            1, len(expectations), squeeze=False, layout="constrained", figsize=size
        )
        for place, axes in enumerate(panels[0]):
            draw_expectation(axes, verdict, place)
        figure.savefig(IMAGES / f"{verdict.pattern.id}.png", dpi=110, metadata={"Software": None})
        plt.close(figure)


def draw_expectation(axes: Axes, verdict: Verdict, place: int) -> None:
    """Draw the runs of every arm that one expectation is about."""
    expectation = verdict.pattern.expectations[place]
    arms = expectation.order or expectation.contrast.names
    findings = [f for f in verdict.findings if f.outcome == expectation.outcome.text
                and f.contrast == expectation.contrast.text]  # fmt: skip
    colour = COLOURS[findings[0].verdict]
    for height, arm in enumerate(reversed(arms)):
        values = verdict.values[arm][place]
        values = values[np.isfinite(values)]
        spread = np.random.default_rng(0).uniform(-0.2, 0.2, len(values))
        axes.plot(values, height + spread, ".", ms=3, alpha=0.45, color=colour, mew=0)
        if len(values):
            axes.plot([values.mean()] * 2, [height - 0.32, height + 0.32], color="#22272e", lw=1.4)
    axes.set_yticks(range(len(arms)), list(reversed(arms)))
    axes.set_ylim(-0.6, len(arms) - 0.4)
    axes.set_title("\n".join(wrapped(expectation.outcome.text)), fontsize=7.5, loc="left")
    axes.tick_params(length=0)
    axes.locator_params(axis="x", nbins=5)


def wrapped(text: str, width: int = 44) -> Iterable[str]:
    """Return a text in lines."""
    lines = [""]
    for word in text.split():
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if len(lines[-1]) + len(word) < width \
            else [*lines, word]  # fmt: skip
    return lines


if __name__ == "__main__":
    sys.exit(main())
