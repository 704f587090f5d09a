"""The ranking of candidates as a table."""

from __future__ import annotations

from rich.table import Table

from ecosim.command_line.plain_text import printable
from ecosim.command_line.screen import table
from ecosim.experiments.standing import Standing
from ecosim.results.figures import bar, number, percent, plus_minus, shared_decimals

__all__ = ["ranking_table"]


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
