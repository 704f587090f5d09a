"""The design file: which scenario is run, what varies, and how often."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ecosim.errors import InputError
from ecosim.scenarios import load_scenario
from ecosim.scenarios.library import library_path
from ecosim.scenarios.messages import choices, named, shown
from ecosim.scenarios.plain import plain_table
from ecosim.scenarios.relationship_file import read_relationships
from ecosim.scenarios.setting_text import parse_toml
from ecosim.scenarios.settings import apply_settings
from ecosim.scenarios.sources import decoded, open_source, read_limited
from ecosim.sweeps.factors import Factor, read_factor

__all__ = ["METHODS", "Asked", "Design", "design_from_dict", "read_design"]

METHODS = ("grid", "latin-hypercube", "sobol", "morris", "table")
CHANCES = ("common", "own")
_LARGEST_FILE = 5_000_000
_SECTIONS = ("design", "factors", "settings")
_KEYS = ("scenario", "method", "samples", "replicates", "seed", "chance", "second_order",
         "levels", "table")  # fmt: skip
_WHOLE = {"samples": (1, 10_000_000), "replicates": (1, 10_000_000), "seed": (0, 2**63 - 1),
          "levels": (4, 100)}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What is said outside of a design file.

    Parameters
    ----------
    scenario : name or path, which the design need not name then
    settings : of the scenario, before those of the design
    replicates : of each point where the design does not say
    """

    scenario: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    replicates: int = 1


@dataclass(frozen=True)
class Design:
    """A checked design; ``read_design`` makes one.

    Parameters
    ----------
    content : tables of the scenario, with the design's fixed settings, free of other files
    method : one of ``METHODS``
    factors : in their order
    samples : points of a Latin hypercube, base samples of Sobol', trajectories of Morris
    replicates : runs of each point, which differ by chance alone
    seed : of the sample and of every run
    chance : "common" gives every point the same random numbers, "own" gives each point its own
    second_order : whether a Sobol' design also tells pairs of factors
    levels : of a Morris design
    table : file with one row for each point, for the method "table"
    """

    content: Mapping[str, Any]
    method: str
    factors: tuple[Factor, ...] = ()
    samples: int = 100
    replicates: int = 1
    seed: int = 0
    chance: str = "common"
    second_order: bool = False
    levels: int = 4
    table: Path | None = field(default=None)

    def checked_at(self, settings: Mapping[str, Any]) -> None:
        """Raise ``InputError`` where the scenario cannot have these settings."""
        load_scenario(self.content, settings)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values; a design whose points stand in a file is not whole without it."""
        return {**vars(self), "factors": [vars(factor) for factor in self.factors],
                "table": None if self.table is None else self.table.name}  # fmt: skip


def design_from_dict(content: Mapping[str, Any]) -> Design:
    """Return the design, without a file, of which ``content`` is the ``as_dict``."""
    factors = (Factor(**{**one, "values": tuple(one["values"])}) for one in content["factors"])
    return Design(**{**content, "factors": tuple(factors)})


def read_design(
    source: str | os.PathLike[str] | Mapping[str, Any], asked: Asked | None = None
) -> Design:
    """Return the design in a TOML file, or in the tables of such a file as a dict.

    Parameters
    ----------
    source : path or tables
    asked : the scenario that the user names elsewhere; by default the design names it

    Raises
    ------
    InputError
        one sentence: which file, which key, what was found and what is allowed
    """
    if isinstance(source, Mapping):
        with named("design (a dict)"):
            return _design(plain_table(source), Path(), asked)
    path = Path(source)
    label = f"design {shown(str(source))}"
    raw = read_limited(path, _LARGEST_FILE, label)
    with named(label):
        return _design(plain_table(parse_toml(decoded(raw))), path.parent, asked)


def _design(tables: dict[str, Any], folder: Path, asked: Asked | None) -> Design:
    for section, table in tables.items():
        if section not in _SECTIONS:
            raise InputError(f"table {choices(section, _SECTIONS)}")
        if not isinstance(table, Mapping):
            raise InputError(f"{section}: {shown(table)} is not a table")
    head = tables.get("design", {})
    for key in head:
        if key not in _KEYS:
            raise InputError(f"design: {choices(key, _KEYS)}")
    method = head.get("method", "latin-hypercube")
    if method not in METHODS:
        raise InputError(f"design.method: {choices(str(method), METHODS)}")
    factors = tuple(read_factor(*item) for item in _flat(tables.get("factors", {})).items())
    design = Design(
        content=_content(head, tables.get("settings", {}), folder, asked),
        method=method,
        factors=factors,
        table=_table_path(head, method, factors, folder),
        **({"replicates": asked.replicates} if asked else {}) | _numbers(head),
        **_words(head),
    )
    return replace(design, factors=tuple(_fitted(design, factor) for factor in design.factors))


def _flat(table: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Return factors by dotted name; ``[factors.parameters]`` may be written as a table, too."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        name = f"{before}{key}"
        if isinstance(value, Mapping) and not {"values", "low", "high"} & value.keys():
            flat |= _flat(value, f"{name}.")
        else:
            flat[name] = value
    return flat


def _content(
    head: Mapping[str, Any], settings: Mapping[str, Any], folder: Path, asked: Asked | None
) -> dict[str, Any]:
    """Return the scenario's tables with the design's own settings, complete in themselves."""
    given = head.get("scenario", asked.scenario if asked else None)
    if not isinstance(given, str):
        raise InputError(f"design.scenario: a name or a path is needed, not {shown(given)}")
    if asked and given != asked.scenario:
        raise InputError(
            f"design.scenario: {shown(given)} is not {shown(asked.scenario)}, which is asked for; "
            "leave it out"
        )
    beside = folder / given
    is_beside = asked is None and beside.exists() and not library_path(given)
    opened = open_source(beside if is_beside else given)
    content = opened.content
    settings = {**settings, **(asked.settings if asked else {})}
    with named(opened.label):
        if settings:
            apply_settings(content, settings)
        content = _without_files(content, opened.folder)
        load_scenario(content)
        return {**content, "scenario": {"name": opened.name, **content.get("scenario", {})}}


def _without_files(content: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return tables in which relationships from a file stand among the others."""
    network = dict(content.get("network", {}))
    file = network.pop("file", None)
    if file is None:
        return content
    read = read_relationships(folder, file)
    listed = [{"source": r.source, "target": r.target, **r.columns} for r in read]
    return {**content, "network": {**network, "generator": "none"},
            "relationship": [*content.get("relationship", []), *listed]}  # fmt: skip


def _table_path(
    head: Mapping[str, Any], method: str, factors: tuple[Factor, ...], folder: Path
) -> Path | None:
    """Return the file of a design of the method "table", and refuse what does not go together."""
    given = head.get("table")
    if method != "table":
        if given is not None:
            raise InputError(f"design.table: belongs to method 'table', not to {method!r}")
        if not factors:
            raise InputError("factors: nothing varies; name at least one setting with its values")
        return None
    if not isinstance(given, str):
        raise InputError(f"design.table: a CSV or Parquet file is needed, not {shown(given)}")
    if factors:
        raise InputError("factors: the table of a design names its factors by its columns")
    return folder / given


def _numbers(head: Mapping[str, Any]) -> dict[str, Any]:
    given = {key: head[key] for key in _WHOLE if key in head}
    for key, value in given.items():
        low, high = _WHOLE[key]
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise InputError(
                f"design.{key}: {shown(value)} is not a whole number from {low} to {high:,}"
            )
    if given.get("levels", 4) % 2:
        raise InputError("design.levels: Morris' method needs an even number of levels")
    return given


def _words(head: Mapping[str, Any]) -> dict[str, Any]:
    given = {key: head[key] for key in ("chance", "second_order") if key in head}
    if given.get("chance", "common") not in CHANCES:
        raise InputError(f"design.chance: {choices(str(given['chance']), CHANCES)}")
    if not isinstance(given.get("second_order", False), bool):
        raise InputError("design.second_order: is neither true nor false")
    return given


def _fitted(design: Design, factor: Factor) -> Factor:
    """Return a factor whose ends the scenario takes, of whole numbers where it takes no others."""
    if not factor.values and factor.low == int(factor.low) and factor.high == int(factor.high):
        try:
            design.checked_at({factor.name: factor.low + 0.5})
        except InputError:
            factor = factor.of_whole_numbers()
    for value in factor.ends():
        with named(f"factors.{factor.name}"):
            design.checked_at({factor.name: value})
    return factor
