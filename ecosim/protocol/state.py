"""State beside the registers of columns: vectors, grids and counts, and what they are."""

from __future__ import annotations

from ecosim.engine.world import CHAIN, DOMAINS, ESSENTIALS, MODULES, SKILLS, STAGES, TEAMS, TOTAL
from ecosim.protocol.registers import markdown_table

__all__ = ["BOOKKEEPING", "IN_REGISTERS", "STATE", "state_table"]

# What a firm, market or month has beside its columns: whose it is, how much of it, what it is.
STATE: dict[str, tuple[str, str, str]] = {
    "values": ("firm", f"{DOMAINS}", "Value categories, a unit vector; slow."),
    "schemes": ("firm", f"{DOMAINS}", "Interpretation schemes, a unit vector; faster."),
    "own_values": ("firm", f"{DOMAINS}", "Identity to which values revert."),
    "own_schemes": ("firm", f"{DOMAINS}", "Identity to which schemes revert."),
    "information": ("firm", f"{DOMAINS}", "Freshness of knowledge in each domain, 0 to 1."),
    "capability": ("firm", f"{SKILLS}", "What it can do, 0 to 1."),
    "requirement": ("firm", f"{SKILLS}", "What its business asks for, 0 to 1."),
    "effective": ("firm", f"{SKILLS}", "What it can do with its partners' help, 0 to 1."),
    "reference": ("firm", f"{ESSENTIALS}", "Its essential variables in its first year."),
    "totals": ("firm", f"{len(TOTAL)}", "Sums over the months so far, from which outcomes come."),
    "modules": ("provider", f"{MODULES}", "How far each digital function is ready, 0 to 1."),
    "operation": (
        "customer",
        f"{CHAIN}",
        "Capacity of each stage of its operation against normal throughput.",
    ),
    "effort": (
        "customer",
        f"{TEAMS} × {STAGES}",
        "Person-months of each joint team in each stage of the co-creation cycle.",
    ),
    "months_in": ("firm", "one a market", "Months it has been there, 0 for absent."),
    "months_of_loss": ("firm", "one a market", "Months in a row it has lost money there."),
    "market_choice": ("provider", "1", "Market it will enter this month, if any."),
    "candidates": ("firm", "a few", "Firms found in this month's search."),
    "choice": ("firm", "1", "Partner chosen among them, if any."),
    "score": ("firm", "1", "What that partner is worth to it."),
    "kind": ("firm", "1", "Provider, customer, partner or logistics; never changes."),
    "industry": ("firm", "1", "Never changes."),
    "home": ("firm", "1", "Home market; never changes."),
    "policy": ("provider", "1", "How it selects partners; never changes."),
    "strategy": ("provider", "1", "How it internationalizes; never changes."),
    "innovation": ("provider", "1", "How it runs joint projects; never changes."),
    "need_tie": ("need", "1", "Relationship in which it is worked on or served, if any."),
    "apart": (
        "pair of firms",
        "1",
        "A firm that compares candidates and one of these: they begin no relationship.",
    ),
    "distance": ("pair of markets", "1", "Psychic distance; never changes."),
    "pull": ("pair of markets", "1", "Demand of one against that of the other as home."),
}
# Arrays of the state whose rows are registers of their own, or what a scenario says.
IN_REGISTERS = frozenset({"firms", "ties", "needs", "series", "events", "settings", "shocks"})
# How state is stored, and copies of it that are made and used up within a month.
BOOKKEEPING = frozenset(
    {
        "seeds", "counters", "firm_key", "industry_key", "market_key", "tie_key", "profile",
        "next_values", "next_schemes", "next_capability", "next_digitization", "source", "target",
        "free", "links", "link_start", "degree", "by_kind", "kind_start", "customer",
        "event_detail",
    }
)  # fmt: skip


def state_table() -> str:
    """Return what there is of state beside the columns of firms, relationships and needs."""
    rows = [(f"`{name}`", *words) for name, words in STATE.items()]
    return markdown_table(("name", "of each", "numbers", "meaning"), rows)
