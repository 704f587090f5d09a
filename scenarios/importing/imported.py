"""From tables to a scenario file, with everything assumed written into it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError
from ecosim.scenarios.document import read_document
from ecosim.scenarios.firm_ids import split_names
from ecosim.scenarios.importing.findings import Findings
from ecosim.scenarios.importing.firms import FIRM_TITLES, Firms, read_firms
from ecosim.scenarios.importing.names import KnownFirms
from ecosim.scenarios.importing.readers import read_tables
from ecosim.scenarios.importing.relationships import RELATIONSHIP_TITLES, read_relationships
from ecosim.scenarios.importing.scenario_text import scenario_text
from ecosim.scenarios.importing.settings_sheet import is_settings, read_settings
from ecosim.scenarios.importing.sheets import EXPLANATION_TITLES, Sheet
from ecosim.scenarios.importing.surroundings import surroundings
from ecosim.scenarios.importing.titles import Column, match_titles
from ecosim.scenarios.loader import load_scenario
from ecosim.scenarios.messages import name_like, named, shown
from ecosim.scenarios.remarks import remarks_in

__all__ = ["Imported", "import_tables", "understood"]


@dataclass(frozen=True)
class Imported:
    """A scenario made from tables.

    Parameters
    ----------
    text : the scenario file
    scenario : as loaded from it
    findings : what was read, guessed, refused and assumed
    """

    text: str
    scenario: Scenario
    findings: Findings


def import_tables(
    *sources: Any,
    name: str = "imported",
    focal: str | None = None,
    candidates: Iterable[str] = (),
    rates: Mapping[str, float] | None = None,
    may_open_files: bool = True,
) -> Imported:
    """Return the scenario in a user's own tables.

    Parameters
    ----------
    sources : paths of CSV, xlsx or GraphML files, pandas frames, or networkx graphs; a table with a
        source and a target in each row holds relationships, others hold firms
    name : of the scenario
    focal : the firm that chooses a partner; a column ``focal`` may say it
    candidates : the firms it chooses among, or ["all"] for every partner; a column ``candidate``
        may say it
    rates : Swedish kronor for one unit of other currencies: ``{"EUR": 11.2}``
    may_open_files : whether a setting may name a file of relationships on this machine

    Raises
    ------
    InputError
        where a file cannot be read, or no firm is left; single cells and rows that cannot be used
        are noted in ``findings`` and left out
    """
    findings, firms = Findings(), Firms()
    sheets = [sheet for source in sources for sheet in read_tables(source)]
    settings, ties, others = _sorted_by_content(sheets)
    for sheet in (*settings, *others, *ties):
        findings.guessed.extend(f"{sheet.name}: {note}" for note in sheet.guessed)
        findings.refused.extend(f"{sheet.name}: {note}" for note in sheet.refused)
    for sheet in others:
        read_firms(sheet, rates or {}, firms, findings)
    listed = any(sheet.rows for sheet in ties)
    content = _content(name, firms, listed, None if settings else findings.assumed)
    for sheet in settings:
        read_settings(sheet, content, findings)
    if not may_open_files:
        _leave_out_files(content, findings)
    _refuse_nothing(content, findings)
    with named("settings"):
        read_document(content)
    known = KnownFirms.of(content)
    content["relationship"] = read_relationships(ties, known, findings)
    _choose(content, firms, focal, tuple(candidates), findings)
    text = scenario_text(content, findings, {n: firm.remark for n, firm in firms.by_id.items()})
    tables = tomllib.loads(text)
    scenario = replace(load_scenario(tables), remarks=remarks_in(text, tables))
    return Imported(text, scenario, findings)


def understood(sheet: Sheet) -> list[Column]:
    """Return the columns of a sheet that stand for something; none where two stand for the same."""
    if is_settings(sheet):
        return [Column(place, title, title.casefold(), "", is_guess=False)
                for place, title in enumerate(sheet.titles) if title]  # fmt: skip
    try:
        ties = _has_relationships(sheet)
        return match_titles(sheet, RELATIONSHIP_TITLES if ties else FIRM_TITLES)[0]
    except InputError:
        return []


def _sorted_by_content(sheets: list[Sheet]) -> tuple[list[Sheet], list[Sheet], list[Sheet]]:
    """Return sheets of settings, of relationships, and of firms; explanations of ours are none."""
    told = [sheet for sheet in sheets if sheet.titles != EXPLANATION_TITLES]
    settings = [sheet for sheet in told if is_settings(sheet)]
    ties = [sheet for sheet in told if sheet not in settings and _has_relationships(sheet)]
    return settings, ties, [sheet for sheet in told if sheet not in settings and sheet not in ties]


def _leave_out_files(content: Mapping[str, Any], findings: Findings) -> None:
    """Leave out a setting that would open a file of relationships on this machine."""
    network = content.get("network")
    if isinstance(network, dict) and network.pop("file", None) is not None:
        findings.refused.append("network.file: an uploaded table cannot open a file here")


def _refuse_nothing(content: Mapping[str, Any], findings: Findings) -> None:
    """Refuse tables in which there is no firm at all."""
    if not content["firm"] and "population" not in content:
        first = f"; {findings.refused[0]}" if findings.refused else ""
        raise InputError(f"import: no firm could be read{first}")


def _has_relationships(sheet: Sheet) -> bool:
    """Tell whether each row of a sheet names two firms."""
    if any(column.field == "kind" for column in match_titles(sheet, FIRM_TITLES)[0]):
        return False
    found = {column.field for column in match_titles(sheet, RELATIONSHIP_TITLES)[0]}
    return {"source", "target"} <= found


def _content(
    name: str, firms: Firms, has_relationships: bool, assumed: list[str] | None
) -> dict[str, Any]:
    """Return the tables of the scenario file; ``assumed`` is None where settings say them all."""
    entries = [firm.content for firm in firms.by_id.values()]
    around = {} if assumed is None else surroundings(entries, has_relationships, assumed)
    return {
        "scenario": {"name": name, "title": name},
        **around,
        "firm": entries,
        "relationship": [],
    }


def _choose(
    content: dict[str, Any],
    firms: Firms,
    focal: str | None,
    candidates: tuple[str, ...],
    findings: Findings,
) -> None:
    """Write who chooses among whom, where that is said."""
    chooser = focal or firms.focal
    chosen = list(split_names(candidates, firms.by_id)) or firms.candidates
    if chosen == ["all"]:
        chosen = [one for one, firm in firms.by_id.items() if firm.content["kind"] == "partner"]
    for identity in (*([chooser] if chooser else []), *chosen):
        if identity not in firms.by_id:
            raise InputError(f"import: there is no firm {shown(identity)}"
                             f"{name_like(identity, firms.by_id)}")  # fmt: skip
    if chooser and chosen:
        content["comparison"] = {"focal": chooser, "candidates": chosen}
        _end_relationships(content, chooser, chosen, findings)
    elif chosen:
        findings.refused.append("candidates: no firm is marked as focal, the one that chooses")


def _end_relationships(
    content: dict[str, Any], focal: str, candidates: list[str], findings: Findings
) -> None:
    """Leave out relationships the firm that chooses has with candidates already."""
    kept = []
    for one in content["relationship"]:
        ends = {one["source"], one["target"]}
        if focal in ends and ends & set(candidates):
            findings.refused.append(f"relationship of {' and '.join(sorted(ends))}: "
                                    "candidates have none with the firm that chooses")  # fmt: skip
        else:
            kept.append(one)
    content["relationship"] = kept
