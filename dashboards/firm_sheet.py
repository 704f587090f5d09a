"""A firm in words and numbers."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from ecosim.dashboards.firm_readings import OFFERS, read_choice, read_viability
from ecosim.dashboards.settings import plain
from ecosim.dashboards.sheet import Tree, bar, button, h, number, table
from ecosim.dashboards.simulation import Simulation
from ecosim.declarations.columns import EVENT, EVENTS, FIRM, FIRM_COLUMNS, TIE
from ecosim.declarations.fields import CAPABILITIES, KINDS
from ecosim.engine.world import World

__all__ = ["Parts", "choice_sheet", "firm_sheet"]

_LATEST = 14  # events shown
_FACTS = ("employees", "cash", "profit", "markets_served", "legitimacy", "viability")


_ENDS = {
    EVENT.partner_chosen: "accepted it",
    EVENT.no_room: "would have accepted it, but one of the two had no room for it",
    EVENT.offer_declined: "declined it",
}


class Parts(NamedTuple):
    """The head of a sheet, and what follows the curves."""

    head: Tree
    rest: list[Tree]


def firm_sheet(simulation: Simulation, firm: int) -> Parts:
    """Return what is known of a firm this month."""
    world, roster = simulation.world, simulation.blueprint.roster
    kind, market = KINDS[world.kind[firm]], simulation.scenario.markets.names[world.home[firm]]
    industry = roster.industries[int(world.industry[firm])]
    state = "" if world.firms[FIRM.alive, firm] else " · closed"
    facts = [
        h(
            "div",
            h("dt", plain(name)),
            h("dd", _with_unit(name, world.firms[getattr(FIRM, name), firm])),
        )
        for name in _FACTS
    ]
    head = h(
        "div",
        h("h2", roster.ids[firm]),
        h("p", f"{kind} · {industry} · {market}{state}", klass="quiet"),
        h("dl", *facts, klass="facts"),
    )
    rest = [_viability(world, firm), _partners(simulation, firm), _capabilities(world, firm),
            _events(simulation, firm)]  # fmt: skip
    return Parts(head, rest)


def _with_unit(name: str, value: float) -> str:
    unit = FIRM_COLUMNS[name].unit
    return (
        number(float(value), 2) if unit in ("1", "markets") else f"{number(float(value), 2)} {unit}"
    )


def _viability(world: World, firm: int) -> Tree:
    """Return the essential variables, the one that decides first."""
    rows = [
        [
            plain(essential.name) + (" ← decides" if place == 0 and essential.margin < 1.0 else ""),
            number(essential.value), number(essential.reference), number(essential.tolerance),
            h("span", bar(essential.margin), f" {number(essential.margin, 2)}", klass="barred"),
        ]
        for place, essential in enumerate(read_viability(world, firm))
    ]  # fmt: skip
    head = ("essential variable", "now", "first year", "may fall by", "margin to its bound")
    words = "A firm is as viable as the margin of its weakest essential variable: ½ (1 + margin)."
    return _section("Why it is as viable as it is", h("p", words, klass="quiet small"),
                    table(head, rows, {1, 2, 3}))  # fmt: skip


def _partners(simulation: Simulation, firm: int) -> Tree:
    world, ids = simulation.world, simulation.blueprint.roster.ids
    start = world.link_start[firm]
    slots = world.links[start : start + world.degree[firm]]
    slots = slots[np.argsort(-world.ties[TIE.resonance, slots], kind="stable")]
    columns = ("complementarity", "consonance", "resonance", "trust", "governance", "phase")
    rows = []
    for slot in slots.tolist():
        other = int(world.source[slot] + world.target[slot] - firm)
        values = [number(float(world.ties[getattr(TIE, name), slot]), 2) for name in columns]
        rows.append(
            [button(ids[other], f"pair:{other}", "link"), KINDS[world.kind[other]], *values]
        )
    if not rows:
        return _section("Partners", h("p", "None this month.", klass="quiet"))
    return _section(
        f"Partners ({len(rows)})", table(("with", "kind", *columns), rows, set(range(2, 8)))
    )


def _capabilities(world: World, firm: int) -> Tree:
    rows = [
        [plain(name), number(own, 2), number(helped, 2), number(needed, 2)]
        for name, own, helped, needed in zip(
            CAPABILITIES, world.capability[firm].tolist(), world.effective[firm].tolist(),
            world.requirement[firm].tolist(), strict=True,
        )
    ]  # fmt: skip
    return _section(
        "Capabilities", table(("", "own", "with partners", "asked for"), rows, {1, 2, 3})
    )


def _events(simulation: Simulation, firm: int) -> Tree:
    events = simulation.events
    own = events[_concerns(events, firm)][::-1][:_LATEST]
    if not len(own):
        return _section("Events", h("p", "None yet.", klass="quiet"))
    lines = [_event(simulation, firm, row) for row in own]
    return _section("Latest events", h("ul", *lines, klass="events"))


def _concerns(events: np.ndarray, firm: int) -> np.ndarray:
    """Tell which events concern a firm; the object of a market's events is a market."""
    kinds = [k for k, name in enumerate(EVENTS.names) if not name.startswith(("market", "shock"))]
    as_object = (events["object"] == firm) & np.isin(events["kind"], kinds)
    concerned: np.ndarray = (events["subject"] == firm) | as_object
    return concerned


def _event(simulation: Simulation, firm: int, row: np.void) -> Tree:
    declared = list(EVENTS)[int(row["kind"])]
    why = None
    if row["subject"] == firm and row["kind"] in OFFERS:
        why = button("why?", f"why:{int(row['tick'])}", "link")
    sentence, _, meaning = declared.description.partition("; detail is ")
    detail = f"({meaning.rstrip('.')} {number(float(row['detail']), 2)})" if meaning else ""
    return h(
        "li",
        h("span", f"month {int(row['tick'])}", klass="quiet number"),
        " ",
        h("span", _sentence(simulation, row, sentence.rstrip("."), declared.name)),
        " ",
        h("span", detail, klass="quiet number"),
        " ",
        why,
    )


def _sentence(simulation: Simulation, row: np.void, description: str, name: str) -> str:
    """Return what happened, with names for subject and object as the register writes them."""
    ids, markets = simulation.blueprint.roster.ids, simulation.scenario.markets.names
    subject, place = ids[int(row["subject"])], int(row["object"])
    known = markets if name.startswith("market") else ids
    other = known[place] if 0 <= place < len(known) else ""
    if "ubject" not in description:
        return f"{subject} and {other}: {description[0].lower()}{description[1:]}"
    names = {"subject": subject, "object": other}
    return re.sub("[Ss]ubject|[Oo]bject", lambda found: names[found[0].lower()], description)


def choice_sheet(simulation: Simulation, month: int, firm: int) -> Tree:
    """Return why a firm made its offer of a month to whom it made it."""
    if simulation.decided(month, firm):
        return _section(f"Month {month}", h("p", "The fork decided so.", klass="quiet"))
    reading = read_choice(simulation, month, firm)
    if reading is None:
        return _section(f"Month {month}", h("p", "No offer was made.", klass="quiet"))
    ids = simulation.blueprint.roster.ids
    policies = list(next(iter(reading.scores.values())))
    ordered = sorted(reading.scores, key=lambda j: -reading.scores[j].get(reading.policy, 0.0))
    rows = [
        [ids[j] + (" ← offer" if j == reading.chosen else ""),
         *(number(reading.scores[j][policy]) for policy in policies)]
        for j in ordered
    ]  # fmt: skip
    end = _ENDS[reading.became]
    words = (
        f"It looks by the policy “{reading.policy}”: the highest score in that column gets the "
        f"offer. {ids[reading.chosen]} {end}. The other columns are what other policies see."
    )
    shown = table(("candidate", *policies), rows, set(range(1, len(policies) + 1)))
    return _section(f"Why this partner, in month {month}?", h("p", words, klass="small"), shown)


def _section(title: str, *parts: Tree) -> Tree:
    return h("details", h("summary", title), *parts, open="open", klass="part")
