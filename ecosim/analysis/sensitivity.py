"""Which factors of a sweep matter: indices of Sobol' and Morris, worked out by SALib."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ecosim.analysis.chance import Share, shares_of_variance
from ecosim.analysis.finished import FinishedSweep, read_finished
from ecosim.errors import InputError
from ecosim.results.answers import answer_table, write_answer
from ecosim.results.student import student_quantile
from ecosim.sweeps.plan import Plan
from ecosim.sweeps.sampling import problem, quiet

__all__ = ["BLOCKS", "SEEDS", "Sensitivity", "sensitivity", "sensitivity_of"]

SEEDS = "scenario.seed"
"""The factor that makes chance one among the others."""

BLOCKS = {"sobol": "base samples", "morris": "trajectories"}
"""What the runs that SALib needs together are called."""

Floats = NDArray[np.float64]
Rows = list[dict[str, Any]]

_RESAMPLES = 1000
_NUMBERS_AT_ONCE = 1 << 24
_FEWEST_BLOCKS = 4
_SEED = 20_240_612
_COLUMNS = {
    "outcome": (str, "Name of the outcome."),
    "factor": (str, "Dotted name of the factor."),
    "other": (str, "The other factor, where the index is of a pair."),
    "index": (str, "first, total or second (shares of variance); mean_absolute_effect, "
              "mean_effect or spread_of_effects (change of the outcome over the whole range)."),
    "estimate": (float, "The index."),
    "low": (float, "Lower end of its interval."),
    "high": (float, "Upper end of its interval."),
}  # fmt: skip
_CHANCE_COLUMNS = {
    "outcome": (str, "Name of the outcome."),
    "source": (str, "settings; chance, alike at all points or, without common chance, all of it; "
               "both: chance whose effect depends on the settings."),
    "share": (float, "Part of the variance of one run at a random point."),
    "low": (float, "Lower end of its interval."),
    "high": (float, "Upper end of its interval."),
}  # fmt: skip


@dataclass(frozen=True)
class Sensitivity:
    """What a sweep says about its factors.

    Parameters
    ----------
    indices : outcome, factor, other, index, estimate, low, high
    chance : outcome, source, share, low, high; empty where each point was run once, or chance is
        a factor with indices of its own
    blocks : base samples of Sobol' or trajectories of Morris in the design
    used : of these, how many count for each outcome; the others hold runs that failed or in
        which the outcome is undefined
    constant : outcomes that are the same in every run, which have no indices
    skipped : outcomes that count for too few, where all were asked for
    level : of the intervals
    sweep : what was analyzed
    """

    indices: pa.Table
    chance: pa.Table
    blocks: int
    used: dict[str, int]
    constant: tuple[str, ...]
    skipped: tuple[str, ...]
    level: float
    sweep: FinishedSweep

    def write(self, folder: Path) -> list[Path]:
        """Write both tables to a folder, and return their paths."""
        asked = {"name": "sensitivity", "outcomes": list(self.used), "level": self.level}
        provenance = self.sweep.provenance_of(asked)
        return [write_answer(folder, "sensitivity", self.indices, provenance),
                write_answer(folder, "chance", self.chance, provenance)]  # fmt: skip


def sensitivity(
    folder: Path | str, outcomes: Sequence[str] = ("viability",), level: float = 0.95
) -> Sensitivity:
    """Return the indices of the factors of a finished sweep of the method sobol or morris.

    They are indices of the expected outcome: the mean over a point's replicates. How much of the
    variance of one run is chance is told apart from them. A base sample or trajectory in which a
    run failed, or the outcome is undefined, is left out as a whole.

    Parameters
    ----------
    folder : given to ``sweep``
    outcomes : names, or ["all"] that are defined in enough runs
    level : of the intervals, above 0 and below 1

    Raises
    ------
    InputError
        for a sweep that is not finished or of another method, an outcome that does not exist, or
        one named, or all of them, that are defined in too few runs

    Source
    ------
    Saltelli et al. (2010), Computer Physics Communications 181(2), 259-270; Morris (1991),
    Technometrics 33(2), 161-174; Campolongo et al. (2007), Env. Modelling & Software 22, 1509-1518
    """
    return sensitivity_of(read_finished(folder), outcomes, level)


def sensitivity_of(
    sweep: FinishedSweep, outcomes: Sequence[str] = ("viability",), level: float = 0.95
) -> Sensitivity:
    """Return the same for a sweep that is read already."""
    plan = sweep.plan
    if plan.method not in _METHODS:
        raise InputError(
            f"{sweep.folder}: is a sweep of the method {plan.method!r}; indices need 'sobol' or "
            "'morris' as design.method (regions can be found in any sweep: ecosim discover)"
        )
    size, analyze = _block_size(plan), _METHODS[plan.method]
    is_all = list(outcomes) == ["all"]
    rows, shares, used, constant, skipped = [], [], {}, [], []
    for outcome in sweep.outcomes if is_all else outcomes:
        blocks = sweep.values(outcome).reshape(-1, size, plan.replicates)
        counts = np.asarray(np.isfinite(blocks).all(axis=(1, 2)))
        if is_all and counts.sum() < _FEWEST_BLOCKS:
            skipped.append(outcome)
            continue
        _check_counts(sweep, outcome, counts)
        whole = blocks[counts]
        used[outcome] = len(whole)
        if np.ptp(whole) == 0.0:
            constant.append(outcome)
            continue
        found = analyze(plan, whole.mean(axis=2), np.repeat(counts, size), level)
        rows += [{"outcome": outcome, **row} for row in found]
        shares += [{"outcome": outcome, **vars(s)} for s in _shares(sweep, whole, level)]
    if skipped and not used:
        raise InputError(
            f"{sweep.folder}: no outcome is defined in all runs of {_FEWEST_BLOCKS} "
            f"{BLOCKS[plan.method]}"
        )
    return Sensitivity(
        indices=answer_table(_COLUMNS, rows),
        chance=answer_table(_CHANCE_COLUMNS, shares),
        blocks=plan.points.num_rows // size,
        used=used,
        constant=tuple(constant),
        skipped=tuple(skipped),
        level=level,
        sweep=sweep,
    )


def _block_size(plan: Plan) -> int:
    """Return the points that SALib needs together."""
    count = len(plan.factors)
    if plan.method == "morris":
        return count + 1
    return 2 * count + 2 if plan.second_order else count + 2


def _check_counts(sweep: FinishedSweep, outcome: str, counts: NDArray[np.bool_]) -> None:
    """Refuse an outcome that too few blocks have in every run."""
    if counts.sum() < _FEWEST_BLOCKS:
        raise InputError(
            f"{sweep.folder}: {outcome!r} is defined in all runs of only {counts.sum()} of "
            f"{len(counts)} {BLOCKS[sweep.plan.method]}; {_FEWEST_BLOCKS} are needed"
        )


def _shares(sweep: FinishedSweep, whole: Floats, level: float) -> list[Share]:
    """Return the parts of the variance, from points that are drawn independently of each other."""
    if whole.shape[2] == 1 or SEEDS in sweep.plan.factors:
        return []
    independent = whole[:, [0, -1]] if sweep.plan.method == "sobol" else whole[:, [0]]
    flat = independent.reshape(-1, whole.shape[2])
    return shares_of_variance(flat, sweep.has_common_chance, level) if np.ptp(flat) > 0 else []


def _sobol(plan: Plan, means: Floats, _points: NDArray[np.bool_], level: float) -> Rows:
    # SALib takes half a second to import, and what fails before does not need it.
    from SALib.analyze import sobol

    names = plan.factors
    resamples = max(100, min(_RESAMPLES, _NUMBERS_AT_ONCE // len(means)))
    with quiet():
        found = sobol.analyze(
            problem(names), means.ravel(), calc_second_order=plan.second_order,
            num_resamples=resamples, conf_level=level, seed=_SEED,
        )  # fmt: skip
    rows = []
    for index, key in (("first", "S1"), ("total", "ST")):
        for factor, value, half in zip(names, found[key], found[f"{key}_conf"], strict=True):
            rows.append(_row(factor, index, value, half))
    if plan.second_order:
        for (j, one), (k, other) in combinations(enumerate(names), 2):
            row = _row(one, "second", found["S2"][j, k], found["S2_conf"][j, k])
            rows.append({**row, "other": other})
    return rows


def _morris(plan: Plan, means: Floats, points: NDArray[np.bool_], level: float) -> Rows:
    from SALib.analyze import morris

    names, count = plan.factors, len(means)
    with quiet():
        found = morris.analyze(
            problem(names), plan.places[points], means.ravel(), num_resamples=_RESAMPLES,
            conf_level=level, num_levels=plan.levels, seed=_SEED,
        )  # fmt: skip
    error = student_quantile(level, count - 1) / math.sqrt(count)
    rows = []
    for k, factor in enumerate(names):
        spread = float(found["sigma"][k])
        conf = found["mu_star_conf"][k]
        rows.append(_row(factor, "mean_absolute_effect", found["mu_star"][k], conf))
        rows.append(_row(factor, "mean_effect", found["mu"][k], error * spread))
        rows.append(_row(factor, "spread_of_effects", spread, math.nan))
    return rows


def _row(factor: str, index: str, value: float, half: float) -> dict[str, Any]:
    value, half = float(value), float(half)
    return {"factor": factor, "index": index, "estimate": value,
            "low": value - half, "high": value + half}  # fmt: skip


_METHODS = {"sobol": _sobol, "morris": _morris}
