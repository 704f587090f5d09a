"""How the answers beside a ranking are told: over futures, by contribution, by assumption."""

from __future__ import annotations

from ecosim.command_line.decisions import Decisions
from ecosim.command_line.plain_text import printable
from ecosim.command_line.screen import Screen, table
from ecosim.decisions.robust import FEW, TOO_FEW, RobustRanking
from ecosim.decisions.shapley import Shapley
from ecosim.decisions.tipping import Tipping
from ecosim.experiments.arms import in_words
from ecosim.experiments.standing import Standing
from ecosim.results.figures import number, percent, plus_minus, shared_decimals
from ecosim.results.statistics import Interval

__all__ = ["show_decisions"]


def show_decisions(screen: Screen, standing: Standing, found: Decisions) -> None:
    """Print every answer that was asked for."""
    if found.robust is not None:
        _show_robust(screen, standing, found.robust)
    if found.shapley is not None:
        _show_shapley(screen, standing, found.shapley)
    if found.tipping is not None:
        _show_tipping(screen, found.tipping)


def _show_robust(screen: Screen, standing: Standing, robust: RobustRanking) -> None:
    screen.heading(f"Over {robust.used:,} futures")
    satisfied = "no worse than no new partner"
    if robust.good_enough is not None:
        satisfied = f"{standing.objective_words} of {number(robust.good_enough)} or more"
    screen.paragraph(
        f"{robust.replicates:,} runs of each choice in each future; all futures count alike. "
        f"Good enough: {satisfied}."
    )
    if robust.left_out:
        screen.paragraph(f"{robust.left_out:,} futures are left out: their settings contradict "
                         "each other, or there is no value.")  # fmt: skip
    heads = ("Choice", "Best in", "Good enough in", "Expected regret", "Largest")
    lines = table(heads, right=heads[1:])
    decimals = shared_decimals([choice.expected_regret for choice in robust.choices])
    for choice in robust.choices:
        lines.add_row(
            _name(choice.candidate),
            _share(choice.best_share),
            _share(choice.satisfied_share),
            plus_minus(choice.expected_regret, decimals=decimals),
            number(choice.largest_regret, decimals),
        )
    lines.caption = "95 % intervals. Regret: loss against the best choice in each future."
    lines.caption_justify = "left"
    screen.print(lines)
    screen.paragraph(_robust_sentence(robust))
    if robust.replicates < FEW:
        screen.paragraph(TOO_FEW)


def _robust_sentence(robust: RobustRanking) -> str:
    """Return which choice each way of judging prefers."""
    least = robust.choices[0]
    safest = min(robust.choices, key=lambda choice: choice.largest_regret)
    often = max(robust.choices, key=lambda choice: choice.best_share.estimate)
    sentence = f"{_name(least.candidate)} loses least on average"
    if {safest.candidate, often.candidate} == {least.candidate}:
        return f"{sentence} and at worst, and is most often the best."
    return (
        f"{sentence}; {_name(safest.candidate)} loses least at worst; "
        f"{_name(often.candidate)} is most often the best."
    )


def _share(interval: Interval) -> str:
    """Return a share with its interval, in whole percent."""
    return f"{percent(interval.estimate)} ({interval.low:.0%}–{interval.high:.0%})".replace(
        "%–", "–"
    ).replace("%)", " %)")


def _show_shapley(screen: Screen, standing: Standing, shapley: Shapley) -> None:
    focal = printable(standing.result.focal)
    screen.heading("What each partner contributes")
    how = "in all orders of joining" if shapley.is_exact else "in random orders of joining"
    screen.paragraph(
        f"Shapley values: the mean of what a partner adds {how}, whoever is there before; "
        f"{shapley.replicates:,} replicates."
    )
    heads = ("Partner", "Ecosystem's viability", f"{focal}'s {standing.objective_words}")
    lines = table(heads, right=heads[1:])
    for one in shapley.contributions:
        lines.add_row(
            printable(one.partner),
            plus_minus(one.ecosystem, signed=True),
            plus_minus(one.focal, signed=True),
        )
    screen.print(lines)


def _show_tipping(screen: Screen, tipping: Tipping) -> None:
    screen.heading("What would change the winner")
    confirmed = [point for point in tipping.points if point.is_confirmed]
    tried = f"{tipping.assumptions:,} parameters tried one at a time"
    if not confirmed:
        screen.paragraph(
            f"No change of a single parameter within its range clearly makes another choice than "
            f"{_name(tipping.winner)} the best ({tried})."
        )
    else:
        first = confirmed[0]
        screen.paragraph(
            f"The smallest change found ({tried}): {first.assumption} from {number(first.now)} to "
            f"{number(first.then)}. Then {_name(first.winner)} is ahead of "
            f"{_name(tipping.winner)} by {plus_minus(first.gain)} in {first.gain.count:,} fresh "
            "pairs of runs."
        )
    if tipping.points:
        lines = table(("Parameter", "Now", "Then", "Change", "Best then", "Gain", "Sure"),
                      right=("Now", "Then", "Change", "Gain"))  # fmt: skip
        for point in tipping.points:
            lines.add_row(
                point.assumption.removeprefix("parameters."), number(point.now),
                number(point.then), percent(point.change), _name(point.winner),
                plus_minus(point.gain, signed=True), "yes" if point.is_confirmed else "no",
            )  # fmt: skip
        lines.caption = (
            "Intervals hold together with 95 %. Sure: ahead in fresh runs, zero left out; the "
            "others led in few runs alone."
        )
        lines.caption_justify = "left"
        screen.print(lines)


def _name(choice: str) -> str:
    return printable(in_words(choice))
