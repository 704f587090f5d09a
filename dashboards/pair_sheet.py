"""A relationship in words and numbers: the consonance microscope, and every other rule's."""

from __future__ import annotations

from ecosim.dashboards.equations import with_numbers
from ecosim.dashboards.firm_sheet import Parts
from ecosim.dashboards.microscope import Reading, find_slot, read_relationship
from ecosim.dashboards.settings import plain
from ecosim.dashboards.sheet import Tree, bar, button, h, number, table
from ecosim.dashboards.simulation import Simulation
from ecosim.declarations.columns import TIE

__all__ = ["pair_sheet", "reading_card"]

_PHASES = ("no phase yet", "foundational", "intermediate", "advanced")


def pair_sheet(simulation: Simulation, pair: tuple[int, ...]) -> Parts:
    """Return what is known of a relationship this month."""
    world, ids = simulation.world, simulation.blueprint.roster.ids
    one, other = pair
    slot = find_slot(world, pair)
    title = h(
        "h2",
        button(ids[one], f"firm:{one}", "link"),
        " and ",
        button(ids[other], f"firm:{other}", "link"),
    )
    if slot < 0:
        words = "They are not in a relationship this month."
        return Parts(h("div", title, h("p", words, klass="quiet")), [])
    age, phase = int(world.ties[TIE.age, slot]), int(world.ties[TIE.phase, slot])
    words = f"{_PHASES[phase]} · {age} months old"
    head = h("div", title, h("p", words, klass="quiet"))
    readings = read_relationship(simulation, pair)
    if not readings:
        words = "It began this month: the rules of relationships work on it from the next month on."
        return Parts(head, [h("p", words, klass="quiet")])
    intro = h(
        "p",
        "Every number below is what the rule read and gave this month. A bar is what the result "
        "would lose or gain with that input at rest.",
        klass="quiet small",
    )
    return Parts(head, [intro, h("div", *map(reading_card, readings), klass="readings")])


def reading_card(reading: Reading) -> Tree:
    """Return one rule at work: result, terms, equation with numbers, inputs, source."""
    most = max((abs(term.value) for term in reading.terms), default=0.0) or 1.0
    terms = [
        h("li", h("span", term.label, klass="term"), bar(term.value / most),
          h("span", number(term.value), klass="number"))
        for term in reading.terms
    ]  # fmt: skip
    inputs = [
        [plain(parameter.name), number(reading.inputs[parameter.name]), parameter.meaning]
        for parameter in reading.card.parameters
    ]
    details = h(
        "details", h("summary", "Equation and inputs"),
        h("pre", reading.card.equation, klass="equation"),
        h("pre", f"= {with_numbers(reading.card, reading.inputs)}\n= {number(reading.result)}",
          klass="equation"),
        table(("input", "now", "meaning"), inputs, {1}),
        h("p", f"Source: {reading.card.source}", klass="quiet small"),
    )  # fmt: skip
    return h(
        "div",
        h("div", h("h3", reading.title), h("strong", number(reading.result), klass="number"),
          klass="reading-head"),
        h("ul", *terms, klass="terms"),
        h("p", reading.note, klass="small note") if reading.note else None,
        details,
        klass="reading",
    )  # fmt: skip
