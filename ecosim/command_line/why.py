"""Why a candidate is the best: what its relationship, capabilities and markets do for the firm."""

from __future__ import annotations

import math

from ecosim.command_line.plain_text import printable
from ecosim.command_line.screen import Screen, table
from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.experiments.reasons import CapabilityReason
from ecosim.experiments.standing import Standing
from ecosim.experiments.wording import (
    ACCOUNTS,
    is_clear,
    is_opened,
    level_in_words,
    plain,
    verdict,
)
from ecosim.results.figures import between, mean, number, percent, plus_minus

__all__ = ["show_reasons"]


def show_reasons(screen: Screen, standing: Standing) -> None:
    """Print what the first in the ranking brings, against having no new partner."""
    best = standing.result.ranking[0]
    name = printable(best.candidate)
    screen.heading(f"Why {name}" if best.gain.high > 0 else f"What {name} would bring")
    _show_relationship(screen, standing)
    _show_capabilities(screen, standing)
    _show_markets(screen, standing)
    _show_accounts(screen, standing)


def _show_relationship(screen: Screen, standing: Standing) -> None:
    """Print how the relationship is at its end, where it lasts."""
    reasons = standing.result.reasons
    lasting = percent(reasons.lasting)
    screen.paragraph(f"The relationship lasts to the end in {lasting} of runs.")
    if reasons.lasting == 0:
        return
    lines = table(("Relationship at the end", "Mean", "95 % interval", "In words"),
                  right=("Mean", "95 % interval"))  # fmt: skip
    for name, interval in reasons.relationship.items():
        ends = between(interval) if interval.count > 1 else ""
        lines.add_row(name, mean(interval), ends, level_in_words(name, interval.estimate))
    screen.print()
    screen.print(lines)


def _show_capabilities(screen: Screen, standing: Standing) -> None:
    """Print the gaps that the partner clearly narrows or widens, and name the others."""
    reasons = standing.result.reasons.capabilities
    clear = [reason for reason in reasons if is_clear(reason.gain)]
    screen.print()
    if clear:
        heads = ("Capability", "Own", "Partner's", "Needed", "Change of requirement met")
        lines = table(heads, right=heads[1:])
        for reason in clear:
            lines.add_row(*_capability_row(reason))
        screen.print(lines)
    unclear = [plain(reason.name) for reason in reasons if not is_clear(reason.gain)]
    if unclear:
        screen.paragraph(f"No clear change of requirements met in {', '.join(unclear)}.")


def _capability_row(reason: CapabilityReason) -> tuple[str, ...]:
    given = (reason.own, reason.partners, reason.requirement)
    levels = ("varies" if math.isnan(level) else number(level, 2) for level in given)
    return plain(reason.name), *levels, plus_minus(reason.gain, signed=True)


def _show_markets(screen: Screen, standing: Standing) -> None:
    """Print the markets that are clearly served more often with the partner."""
    runs, focal = standing.result.replicates, printable(standing.result.focal)
    opened = [m for m in standing.result.reasons.markets if is_opened(m, runs)]
    if not opened:
        screen.paragraph(f"No market is clearly served by {focal} more often than alone.")
        return
    places = (
        f"{printable(m.name)} {percent(m.with_partner)} (alone {percent(m.without)})"
        for m in opened
    )
    screen.paragraph(f"Markets {focal} serves at the end, in shares of runs: {', '.join(places)}.")


def _show_accounts(screen: Screen, standing: Standing) -> None:
    """Print what the partner changes in the firm's accounts."""
    focal = printable(standing.result.focal)
    lines = table((f"{focal}'s accounts", "Change", "", "Clear?"), right=("Change",))
    for name, words in ACCOUNTS.items():
        effect, declared = standing.result.reasons.effects[name], FIRM_OUTCOMES[name]
        change = plus_minus(effect, signed=True)
        lines.add_row(words, change, declared.unit, verdict(effect))
    screen.print()
    screen.print(lines)
