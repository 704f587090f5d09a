"""Why a candidate is the best: what its relationship, capabilities and markets do for the firm."""

from __future__ import annotations

import math

from ecosim.command_line.figures import between, mean, number, percent, plus_minus
from ecosim.command_line.plain_text import printable
from ecosim.command_line.ranking import Standing
from ecosim.command_line.screen import Screen, table
from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.experiments.reasons import CapabilityReason, MarketReason
from ecosim.results.statistics import Interval

__all__ = ["show_reasons"]

_LEVELS = ("very low", "low", "medium", "high", "very high")
_PHASES = ("none", "foundational", "intermediate", "advanced")
_GOVERNANCE = ("contractual", "mixed", "relational")
_ACCOUNTS = {"profit": "profit", "revenue_foreign": "foreign sales", "cash": "cash"}
_CLEAR = 1.96


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
        lines.add_row(name, mean(interval), ends, _word(name, interval.estimate))
    screen.print()
    screen.print(lines)


def _word(name: str, value: float) -> str:
    """Return a word for the level of one component of a relationship."""
    if not math.isfinite(value):
        return ""
    if name == "phase":
        return _PHASES[min(3, max(0, round(value)))]
    words = _GOVERNANCE if name == "governance" else _LEVELS
    return words[min(len(words) - 1, int(max(0.0, value) * len(words)))]


def _show_capabilities(screen: Screen, standing: Standing) -> None:
    """Print the gaps that the partner clearly narrows or widens, and name the others."""
    reasons = standing.result.reasons.capabilities
    clear = [reason for reason in reasons if _is_clear(reason.gain)]
    screen.print()
    if clear:
        heads = ("Capability", "Own", "Partner's", "Needed", "Change of requirement met")
        lines = table(heads, right=heads[1:])
        for reason in clear:
            lines.add_row(*_capability_row(reason))
        screen.print(lines)
    unclear = [_plain(reason.name) for reason in reasons if not _is_clear(reason.gain)]
    if unclear:
        screen.paragraph(f"No clear change of requirements met in {', '.join(unclear)}.")


def _capability_row(reason: CapabilityReason) -> tuple[str, ...]:
    given = (reason.own, reason.partners, reason.requirement)
    levels = ("varies" if math.isnan(level) else number(level, 2) for level in given)
    return _plain(reason.name), *levels, plus_minus(reason.gain, signed=True)


def _show_markets(screen: Screen, standing: Standing) -> None:
    """Print the markets that are clearly served more often with the partner."""
    runs, focal = standing.result.replicates, printable(standing.result.focal)
    opened = [m for m in standing.result.reasons.markets if _opens(m, runs)]
    if not opened:
        screen.paragraph(f"No market is clearly served by {focal} more often than alone.")
        return
    places = (
        f"{printable(m.name)} {percent(m.with_partner)} (alone {percent(m.without)})"
        for m in opened
    )
    screen.paragraph(f"Markets {focal} serves at the end, in shares of runs: {', '.join(places)}.")


def _opens(market: MarketReason, runs: int) -> bool:
    """Tell whether a market is served more often than chance explains, taking arms as unpaired."""
    shares = market.with_partner, market.without
    error = math.sqrt(sum(share * (1 - share) for share in shares) / runs)
    return shares[0] - shares[1] > _CLEAR * error


def _show_accounts(screen: Screen, standing: Standing) -> None:
    """Print what the partner changes in the firm's accounts."""
    focal = printable(standing.result.focal)
    lines = table((f"{focal}'s accounts", "Change", "", "Clear?"), right=("Change",))
    for name, words in _ACCOUNTS.items():
        effect, declared = standing.result.reasons.effects[name], FIRM_OUTCOMES[name]
        change = plus_minus(effect, signed=True)
        lines.add_row(words, change, declared.unit, _verdict(effect))
    screen.print()
    screen.print(lines)


def _verdict(effect: Interval) -> str:
    if effect.low == effect.high == 0:
        return "the same in every run"
    return ("more" if effect.estimate > 0 else "less") if _is_clear(effect) else "unclear"


def _is_clear(interval: Interval) -> bool:
    """Tell whether an interval leaves zero out."""
    return interval.low > 0 or interval.high < 0


def _plain(name: str) -> str:
    return name.replace("_", " ")
