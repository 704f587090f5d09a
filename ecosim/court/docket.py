"""All patterns one after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from ecosim.court.case import Case
from ecosim.court.findings import Verdict
from ecosim.court.trial import try_case
from ecosim.errors import InputError
from ecosim.experiments.replicates import usable_threads
from ecosim.scenarios.pattern import Pattern
from ecosim.scenarios.pattern_loader import load_patterns

__all__ = ["SEED", "Source", "cases_of", "try_all", "verify"]

SEED = 9_000_005
"""The seed of verdicts unless another is given; nothing was developed on it."""

Source = str | os.PathLike[str]


def verify(
    patterns: Iterable[Source] = (),
    *,
    replicates: int | None = None,
    seed: int = SEED,
    threads: int | None = None,
    progress: Callable[[Verdict], None] | None = None,
) -> list[Verdict]:
    """Try patterns and return their verdicts.

    Parameters
    ----------
    patterns : ids, files or folders; without any, all that come with ecosim
    replicates : most runs of each arm; each pattern's own by default
    seed : whole number from 0
    threads : by default one for each core; verdicts do not depend on it
    progress : called after each verdict

    Raises
    ------
    InputError
        for a pattern that is wrong, before anything runs
    """
    verdicts = []
    for verdict in try_all(cases_of(patterns), replicates, seed, threads):
        verdicts.append(verdict)
        if progress is not None:
            progress(verdict)
    return verdicts


def cases_of(sources: Iterable[Source]) -> list[Case]:
    """Return patterns with their arms loaded, so that bad input is found before anything runs."""
    patterns: Sequence[Pattern] = load_patterns(tuple(sources))
    return [Case.of(pattern) for pattern in patterns]


def try_all(
    cases: Iterable[Case], replicates: int | None, seed: int, threads: int | None
) -> Iterator[Verdict]:
    """Yield the verdict on each case."""
    if not 0 <= seed < 2**63:
        raise InputError(f"seed: {seed} is not a whole number from 0 to 2^63 - 1")
    for case in cases:
        most = case.pattern.replicates if replicates is None else replicates
        yield try_case(case, seed, most, usable_threads(threads))
