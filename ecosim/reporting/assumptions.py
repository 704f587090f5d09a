"""What a result rests on beside its runs: what was given, what was assumed, whose model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ecosim.declarations.fields import FIELDS, Distribution, assumption
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import FirmSpec, Group, Scenario, ShockSpec
from ecosim.reporting.document import Block, Column, Points, Section, Table, Words
from ecosim.reporting.remarks import remarks, sources
from ecosim.results.citations import studies_behind

__all__ = ["assumptions"]

_MOST_FIRMS = 30
_CAVEAT = (
    "The model's equations draw on the studies named here, which are qualitative: its results are "
    "consistent with them in direction and order. Nothing in it is fitted to data of these firms, "
    "and sizes are choices of the model. Use the differences between choices, not the levels."
)


def assumptions(scenario: Scenario, named: Iterable[str] = ()) -> Section:
    """Return what was given and what was assumed.

    Parameters
    ----------
    scenario : as simulated
    named : ids of firms that are told first
    """
    known = set(named)
    shown = sorted(scenario.firms, key=lambda firm: firm.id not in known)
    blocks: list[Block] = [Points(tuple(_sentences(scenario)))]
    blocks += remarks(scenario)
    if shown:
        blocks.append(_firms(shown[:_MOST_FIRMS]))
        if len(shown) > _MOST_FIRMS:
            blocks.append(
                Words(f"{len(shown) - _MOST_FIRMS:,} more are named in the scenario file.")
            )
        blocks += sources(scenario, shown[:_MOST_FIRMS])
        blocks.append(_drawn(shown))
    changed = [p for p in PARAMETERS if scenario.parameters[p.name] != float(p.default or 0.0)]
    if changed:
        blocks.append(_parameters(scenario, [p.name for p in changed]))
    blocks.append(Words(_CAVEAT))
    studies = studies_behind(scenario.mechanisms)
    blocks.append(Points(tuple(f"[{one.key}] {one.text}" for one in studies)))
    return Section("What was given, and what was assumed", tuple(blocks))


def _sentences(scenario: Scenario) -> Iterator[str]:
    """Yield what there is beside the firms that are named."""
    yield f"{len(scenario.firms):,} firms are named in the scenario, by whoever wrote it."
    yield from (_group(group) for group in scenario.groups if group.count)
    listed = len(scenario.relationships)
    generated = (
        "none is generated" if scenario.network.generator == "none" else
        f"others are generated, {scenario.network.mean_degree:g} to a firm on average"
    )  # fmt: skip
    yield f"{listed:,} relationships at the start are listed; {generated}."
    yield from map(_shock, scenario.shocks)
    off = [m for m in MECHANISMS if not scenario.mechanisms[m.name]]
    yield from (f"Switched off: {m.name.replace('_', ' ')}. {m.description}" for m in off)
    if not off:
        yield "Every mechanism of the model is on."


def _group(group: Group) -> str:
    what = f"{group.kind}s" if group.kind != "logistics" else "carriers"
    role = f" in the role of {group.role}" if group.role else ""
    places = ", ".join(group.markets)
    return (
        f"{group.count:,} {what}{role} are generated: {', '.join(group.industries)}; "
        f"home markets {places}."
    )


def _shock(shock: ShockSpec) -> str:
    where = [word for word in (shock.industry, shock.market, shock.firm) if word]
    limited = f", for {', '.join(where)} alone" if where else ""
    return f"In month {shock.month} a {shock.kind} shock of size {shock.size:g} happens{limited}."


def _firms(firms: list[FirmSpec]) -> Table:
    columns = (
        Column("Firm"),
        Column("Kind", meaning="Kind and role."),
        Column("Market", meaning="Home market."),
        Column("Given in the scenario", meaning="What the scenario fixes of this firm."),
        Column("Assumed", "fields", "How many fields are drawn from assumptions.", "number"),
    )
    rows = tuple(
        (firm.id, f"{firm.kind}, {firm.role}" if firm.role else firm.kind, firm.market or "drawn",
         "; ".join(_given(firm)) or "nothing more", len(FIELDS) - len(firm.fields))
        for firm in firms
    )  # fmt: skip
    return Table("Firms", "Firms named in the scenario: what is given of them", columns, rows)


def _given(firm: FirmSpec) -> Iterator[str]:
    for name, value in firm.fields.items():
        yield f"{name.removeprefix('capability.').replace('_', ' ')} {value:g}"


def _drawn(firms: list[FirmSpec]) -> Table:
    """Return from what is drawn whatever firms of each kind and role leave out."""
    missing: dict[tuple[str, str | None], set[str]] = {}
    for firm in firms:
        missing.setdefault((firm.kind, firm.role), set()).update(
            set(FIELDS.names) - set(firm.fields)
        )
    columns = (
        Column("For"), Column("Field"), Column("Assumed", meaning="Drawn anew in each run."),
        Column("Unit"), Column("Meaning"), Column("Source"),
    )  # fmt: skip
    rows = tuple(
        (role or kind, declared.name, _between(assumption(declared.name, kind, role)),
         "" if declared.unit == "1" else declared.unit, declared.description, declared.source)
        for (kind, role), names in missing.items()
        for declared in FIELDS
        if declared.name in names
    )  # fmt: skip
    caption = "Assumed where a named firm leaves a field out: each run draws it anew"
    return Table("Assumed values", caption, columns, rows, folded=True)


def _between(drawn: Distribution) -> str:
    """Return a distribution in words."""
    if drawn.shape == "uniform":
        return f"{drawn.first:g} to {drawn.second:g}"
    return f"about {drawn.first:g}" if drawn.shape == "lognormal" else f"{drawn.first:g}"


def _parameters(scenario: Scenario, names: list[str]) -> Table:
    columns = (
        Column("Parameter"), Column("Here", kind="number"), Column("Usually", kind="number"),
        Column("Unit"), Column("Meaning"), Column("Source"),
    )  # fmt: skip
    rows = tuple(
        (name, scenario.parameters[name], PARAMETERS[name].default, PARAMETERS[name].unit,
         PARAMETERS[name].description, PARAMETERS[name].source)
        for name in names
    )  # fmt: skip
    return Table("Parameters", "Parameters of the model that this scenario changes", columns, rows)
