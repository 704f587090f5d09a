"""Why a candidate comes first: its relationship, capabilities, markets, and accounts."""

from __future__ import annotations

from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.experiments.standing import Standing
from ecosim.experiments.wording import is_opened, level_in_words, plain, verdict
from ecosim.reporting.document import Block, Column, Section, Table, Words
from ecosim.results.figures import percent, plus_minus
from ecosim.results.statistics import Interval

__all__ = ["reasons"]


def reasons(standing: Standing) -> Section:
    """Return what the first in the ranking brings, against having no new partner."""
    best, found = standing.result.ranking[0], standing.result.reasons
    lasting = f"The relationship lasts to the end in {percent(found.lasting)} of runs."
    blocks: list[Block] = [Words(lasting)]
    if found.lasting > 0:
        blocks.append(_relationship(found.relationship))
    blocks += [
        Words(_help(standing)),
        _capabilities(standing),
        _markets(standing),
        _effects(standing),
    ]
    heading = (
        f"Why {best.candidate}" if best.gain.high > 0 else f"What {best.candidate} would bring"
    )
    return Section(heading, tuple(blocks))


def _help(standing: Standing) -> str:
    """Return which capabilities are helped most."""
    helped = [reason for reason in standing.result.reasons.capabilities if reason.gain.low > 0]
    if not helped:
        return "It clearly helps with no capability."
    names = " and ".join(
        f"{plain(one.name)} ({plus_minus(one.gain, signed=True)})" for one in helped[:2]
    )
    return f"It helps most with {names}, in shares of what is needed that are met at the end."


def _relationship(components: dict[str, Interval]) -> Table:
    columns = (
        Column("Relationship", meaning="Component of the relationship at the end."),
        Column("At the end", "", "Mean over runs in which it lasts.", "interval"),
        Column("In words", meaning="What that level is called."),
    )
    rows = tuple(
        (plain(name), interval, level_in_words(name, interval.estimate))
        for name, interval in components.items()
    )
    caption = "How it turns out, where it lasts to the end; phase from 0 (none) to 3 (advanced)"
    return Table("Relationship", caption, columns, rows)


def _capabilities(standing: Standing) -> Table:
    result = standing.result
    columns = (
        Column("Capability", meaning="What digital services need."),
        Column("Own", "1", f"Of {result.focal} at the start; empty where drawn.", "number", 2),
        Column("Partner's", "1", "Of the partner at the start; empty where drawn.", "number", 2),
        Column("Change", "1", "Change of the share of the requirement met at the end.", "change"),
        Column("Clear?", meaning="Whether the interval leaves zero out, and on which side."),
    )
    rows = tuple(
        (plain(r.name), r.own, r.partners, r.gain, verdict(r.gain))
        for r in result.reasons.capabilities
    )
    caption = "Capabilities at the start, and by how much more of what is needed is met at the end"
    return Table("Capabilities", caption, columns, rows)


def _markets(standing: Standing) -> Block:
    result = standing.result
    opened = [m for m in result.reasons.markets if is_opened(m, result.replicates)]
    if not opened:
        return Words(f"No market is clearly served by {result.focal} more often than alone.")
    columns = (
        Column("Market", meaning="Country."),
        Column("With partner", "", "Share of runs in which it is served at the end.", "share"),
        Column("Alone", "", "The same without a new partner.", "share"),
    )
    rows = tuple((market.name, market.with_partner, market.without) for market in opened)
    caption = f"Markets {result.focal} clearly serves more often, in shares of runs at the end"
    return Table("Markets", caption, columns, rows)


def _effects(standing: Standing) -> Table:
    result = standing.result
    columns = (
        Column("Outcome", meaning=f"Of {result.focal}."),
        Column("Change", "", "Paired difference to having no new partner.", "change"),
        Column("Unit"),
        Column("Clear?", meaning="Whether the interval leaves zero out, and on which side."),
        Column("Meaning"),
    )
    rows = tuple(_effect(name, effect) for name, effect in result.reasons.effects.items())
    caption = f"What the partner changes for {result.focal}, against having no new partner"
    return Table("Effects", caption, columns, rows)


def _effect(name: str, effect: Interval) -> tuple[object, ...]:
    declared = FIRM_OUTCOMES[name]
    unit = "" if declared.unit == "1" else declared.unit
    return plain(name), effect, unit, verdict(effect), declared.description
