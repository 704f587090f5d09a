"""The ranking of candidates: what follows from the runs, and as a table."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from ecosim.command_line.figures import bar, number, percent, plus_minus, shared_decimals
from ecosim.command_line.plain_text import printable
from ecosim.command_line.screen import table
from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.experiments import ComparisonResult
from ecosim.experiments.arms import NOBODY
from ecosim.results.statistics import Interval, mean_interval

__all__ = ["Standing", "ranking_table"]

_SURE = 1.645  # standard errors at which a difference has the right sign with 95 % probability
_FEWEST_WORTH_RUNNING, _MOST_WORTH_RUNNING = 30, 1_000_000


@dataclass(frozen=True)
class Standing:
    """A finished comparison with what its sentences need beside it.

    Parameters
    ----------
    result : the comparison
    alone : mean of the objective without a new partner, with its interval
    enough : replicates that would tell first and second apart; None where hardly any number would
    """

    result: ComparisonResult
    alone: Interval
    enough: int | None

    @classmethod
    def of(cls, result: ComparisonResult) -> Standing:
        """Work out what the runs say beside the ranking."""
        enough = None
        if len(result.ranking) > 1:
            first, second = (result.values(ranked.candidate) for ranked in result.ranking[:2])
            enough = _enough(first - second)
        return cls(result, mean_interval(result.values(NOBODY)), enough)

    @property
    def objective_words(self) -> str:
        """Return the name of the objective in plain words."""
        return self.result.objective.replace("_", " ")

    @property
    def description(self) -> str:
        """Return what the objective means, as one sentence."""
        return FIRM_OUTCOMES[self.result.objective].description

    @property
    def gain_decimals(self) -> int | None:
        """Return the decimals that all gains and losses are shown with."""
        return shared_decimals([ranked.gain for ranked in self.result.ranking])

    @property
    def unit(self) -> str:
        """Return the unit of the objective."""
        return FIRM_OUTCOMES[self.result.objective].unit


def _enough(differences: NDArray[np.float64]) -> int | None:
    """Return how many pairs would show the mean difference clearly, rounded up to two digits."""
    defined = differences[np.isfinite(differences)]
    if len(defined) < 2 or defined.mean() <= 0:
        return None
    pairs = (_SURE * defined.std(ddof=1) / defined.mean()) ** 2
    needed = max(float(pairs), 2.0 * len(defined), _FEWEST_WORTH_RUNNING)
    if needed > _MOST_WORTH_RUNNING:
        return None
    step = int(10 ** max(0, math.floor(math.log10(needed)) - 1))
    return math.ceil(needed / step) * step


def ranking_table(standing: Standing) -> Table:
    """Return candidates with their standing, best first, and having none below."""
    objective = standing.objective_words.capitalize()
    values = shared_decimals([ranked.value for ranked in standing.result.ranking])
    gains = standing.gain_decimals
    heads = ("", "Candidate", objective, "Gain over none", "Best", "", "Regret")
    lines = table(heads, right=(objective, "Gain over none", "Best", "Regret"))
    for place, ranked in enumerate(standing.result.ranking, start=1):
        lines.add_row(
            str(place),
            printable(ranked.candidate),
            plus_minus(ranked.value, decimals=values),
            plus_minus(ranked.gain, signed=True, decimals=gains),
            percent(ranked.probability_best),
            bar(ranked.probability_best, 5),
            number(ranked.expected_regret, gains),
        )
    lines.add_row("", "no new partner", plus_minus(standing.alone, decimals=values))
    lines.caption = (
        "± 95 % interval. Best: probability of the highest mean. "
        "Regret: expected loss by choosing it now."
    )
    lines.caption_justify = "left"
    return lines
