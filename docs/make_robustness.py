"""What results hang on: ``make robustness`` and ``make knockouts`` write the page anew.

The patterns under other rates, every rate screened by Morris' method, and the matrix of mechanisms
and patterns. Each part writes its figures when it is done; the page shows those that are there.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ecosim.analysis import sensitivity
from ecosim.command_line.progress import RunsProgress
from ecosim.court.docket import SEED, cases_of
from ecosim.court.knockouts import DIES, checked_mechanisms, knock_out
from ecosim.court.rates import CHANGE, perturbed_sets, ranges
from ecosim.court.record import KNOCKOUTS_FILE
from ecosim.court.robustness import REPLICATES, robustness_of
from ecosim.experiments.replicates import usable_threads
from ecosim.scenarios import load_patterns
from ecosim.sweeps import sweep

DOCS = Path(__file__).parent
FIGURES, PAGE = DOCS / "robustness.json", DOCS / "robustness.md"
OUTCOMES = ("viability", "profit", "service_share", "foreign_share", "trust", "maturity")
MOST_SHOWN = 25
Json = dict[str, Any]

INTRODUCTION = f"""\
# What results hang on

Written by `make robustness` and `make knockouts`; do not edit. Every rate is moved by up to
{CHANGE:.0%} of its default; whole numbers of months and candidates stay. The seed is that of the
[scorecard](scorecard.md).
"""
RATES = """
## Do patterns keep their sign at other rates?

{sets} sets of parameters, drawn from a Latin hypercube over all {rates} rates; means of
{replicates} paired runs. A pattern keeps its sign if every contrast does. {all} of {patterns}
patterns keep theirs under every set. The others:

| pattern | keeps its sign under | grade |
|---|---|---|"""
SCREENING = """
## Which rates matter?

Morris' method in the baseline: {trajectories} trajectories through {rates} rates, {replicates} runs
at each point, {runs:,} runs in all. An entry is the mean size of the effect of moving the rate over
its whole range, in standard deviations of the outcome over all runs. Chance is the same at all
points. Shown are the {shown} rates that do most for any outcome; {idle} rates move none of these
outcomes by a tenth of a standard deviation.

| rate | {heads} |
|---|{rules}|"""
KNOCKOUTS = """
## Which mechanism makes which pattern?

Each pattern that passes in a few runs of each arm ({passing} of {tried}) is tried again without one
mechanism after the other; those that fail then are listed. Patterns that take more runs to pass are
left out; `ecosim knockout F12 -m co_creation.trade_knowledge -n 256` looks at one of them.

No pattern dies without: {needless}. Patterns that outlive
every knock-out, nulls apart, are scripted, or made by several mechanisms of which one is enough, as
the file of the pattern then says: {scripted}.

| without | these die |
|---|---|"""
MISSING = "\nNot worked out for this version: {} (`{}`)."


def main() -> int:
    """Work out the parts asked for and write the page."""
    asked = arguments()
    figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    for part in asked.parts:
        if part == "knockouts":
            write(KNOCKOUTS_FILE, knockouts(asked))
        else:
            figures[part] = {"rates": robustness, "screening": screening}[part](asked)
            write(FIGURES, figures)
    PAGE.write_text("\n".join(page(figures)) + "\n", encoding="utf-8")
    return 0


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "parts",
        nargs="*",
        choices=[*SECTIONS, []],
        metavar="PART",
        help=f"{', '.join(SECTIONS)}; none for the page alone",
    )
    parser.add_argument("--pattern", action="append", default=[], help="by default all")
    parser.add_argument("--mechanism", action="append", default=[], help="by default all")
    parser.add_argument("--sets", type=int, default=20)
    parser.add_argument("--trajectories", type=int, default=40)
    parser.add_argument("--replicates", type=int, default=32, help="most in knock-outs")
    parser.add_argument("--ticks", type=int, default=120, help="months of the screening")
    return parser.parse_args()


def write(file: Path, content: Json) -> None:
    """Write plain values in a form that a change shows up in."""
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)
    file.write_text(text + "\n", encoding="utf-8")


def robustness(asked: argparse.Namespace) -> Json:
    """Return under how many sets of parameters each pattern keeps its sign."""
    cases, sets = cases_of(asked.pattern), perturbed_sets(asked.sets, SEED)
    found = []
    with RunsProgress("Changing rates", len(cases), quiet=False) as progress:
        for case in cases:
            found.append(vars(robustness_of(case, sets, SEED, usable_threads(None))))
            progress(len(found), len(cases))
    return {"sets": asked.sets, "rates": len(sets[0]), "replicates": REPLICATES, "patterns": found}


def screening(asked: argparse.Namespace) -> Json:
    """Return the mean effect of every rate on each outcome, in standard deviations."""
    moved = {f"parameters.{name}": list(ends) for name, ends in ranges().items()}
    factors = {name: ends for name, ends in moved.items() if ends[0] < ends[1]}
    design = {
        "design": {"scenario": "baseline", "method": "morris", "samples": asked.trajectories,
                   "replicates": 2, "seed": SEED},
        "settings": {"scenario.ticks": asked.ticks},
        "factors": factors,
    }  # fmt: skip
    runs = asked.trajectories * (len(factors) + 1) * 2
    with tempfile.TemporaryDirectory() as folder:
        with RunsProgress("Screening rates", runs, quiet=False) as progress:
            out = Path(folder) / "sweep"
            results = sweep(design, out, progress=lambda tally: progress(tally.done, runs))
        indices = sensitivity(out, OUTCOMES).indices.to_pylist()
        spread = {name: float(np.nanstd(results.runs[name].to_numpy())) for name in OUTCOMES}
    effects: dict[str, dict[str, float]] = {}
    for row in indices:
        if row["index"] == "mean_absolute_effect":
            size = row["estimate"] / spread[row["outcome"]]
            effects.setdefault(row["factor"].partition(".")[2], {})[row["outcome"]] = round(size, 4)
    return {"trajectories": asked.trajectories, "replicates": 2, "runs": runs, "effects": effects}


def knockouts(asked: argparse.Namespace) -> Json:
    """Return what becomes of each pattern without each mechanism, as ``ecosim knockout`` does."""
    cases, names = cases_of(asked.pattern), checked_mechanisms(asked.mechanism)
    found = []
    with RunsProgress("Knocking out", len(cases), quiet=False) as progress:
        for one in knock_out(cases, names, asked.replicates, SEED, usable_threads(None)):
            found.append(one.as_dict())
            progress(len(found), len(cases))
    return {"mechanisms": list(names), "patterns": found}


def page(figures: Mapping[str, Json]) -> Iterator[str]:
    """Yield the lines of the page."""
    yield INTRODUCTION.rstrip()
    if KNOCKOUTS_FILE.is_file():
        matrix = json.loads(KNOCKOUTS_FILE.read_text(encoding="utf-8"))
        figures = {**figures, "knockouts": matrix}
    for part, (section, what, target) in SECTIONS.items():
        if part in figures:
            yield from section(figures[part])
        else:
            yield MISSING.format(what, target)


def rates_section(found: Json) -> Iterator[str]:
    """Yield the patterns that lose their sign under some set, the frailest first."""
    frail = sorted((one for one in found["patterns"] if one["kept"] < one["sets"]),
                   key=lambda one: one["kept"])  # fmt: skip
    patterns = len(found["patterns"])
    yield RATES.format(**{**found, "patterns": patterns, "all": patterns - len(frail)})
    for one in frail:
        yield f"| {one['id']} | {one['kept'] / one['sets']:.0%} | {one['grade']} |"


def screening_section(found: Json) -> Iterator[str]:
    """Yield the rates that do most, with their effect on each outcome."""
    effects = found["effects"]
    order = sorted(effects, key=lambda name: -max(effects[name].values(), default=0.0))
    idle = sum(max(own.values(), default=0.0) < 0.1 for own in effects.values())
    heads = " | ".join(name.replace("_", " ") for name in OUTCOMES)
    yield SCREENING.format(**{**found, "rates": len(effects), "shown": min(MOST_SHOWN, len(order)),
                              "idle": idle, "heads": heads,
                              "rules": "|".join(["---"] * len(OUTCOMES))})  # fmt: skip
    for name in order[:MOST_SHOWN]:
        cells = " | ".join(f"{effects[name].get(outcome, 0.0):.2f}" for outcome in OUTCOMES)
        yield f"| `{name}` | {cells} |"


def knockouts_section(found: Json) -> Iterator[str]:
    """Yield which patterns die without each mechanism."""
    passing = [one for one in found["patterns"] if one["fates"]]
    dying = {
        name: [one["id"] for one in passing if one["fates"][name] == DIES]
        for name in found["mechanisms"]
    }
    needless = [f"`{name}`" for name, ids in dying.items() if not ids]
    nulls = {pattern.id for pattern in load_patterns() if pattern.grade == "null"}
    outliving = [one["id"] for one in passing if DIES not in one["fates"].values()]
    scripted = [name for name in outliving if name not in nulls]
    yield KNOCKOUTS.format(passing=len(passing), tried=len(found["patterns"]),
                           needless=", ".join(needless) or "none",
                           scripted=", ".join(scripted) or "none")  # fmt: skip
    for name, ids in dying.items():
        if ids:
            yield f"| `{name}` | {', '.join(ids)} |"


SECTIONS = {
    "rates": (rates_section, "whether patterns keep their sign at other rates", "make robustness"),
    "screening": (screening_section, "which rates matter", "make robustness"),
    "knockouts": (knockouts_section, "which mechanism makes which pattern", "make knockouts"),
}

if __name__ == "__main__":
    sys.exit(main())
