"""Settings: values that replace those of a scenario, by dotted name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ecosim.declarations.fields import KINDS
from ecosim.errors import InputError
from ecosim.scenarios.complaints import firm_label
from ecosim.scenarios.document import SECTIONS
from ecosim.scenarios.messages import key_text, name_like, shown
from ecosim.scenarios.plain import flatten, plain_table
from ecosim.scenarios.schema import FirmEntry, GroupEntry

__all__ = ["apply_settings"]

_LISTS = ("relationship", "shock", "market")
_OPEN_TABLES = ("options", "layers")


def apply_settings(content: dict[str, Any], settings: Mapping[str, Any]) -> None:
    """Change the tables of a scenario, not yet checked, in place.

    Parameters
    ----------
    content : the tables
    settings : values by dotted name, "parameters.trust_gain" or "firm.A.employees"; a whole table
        may be given for its name, and changes only what it names

    Raises
    ------
    InputError
        for a name that does not exist, with the nearest one; values are checked later
    """
    for key, value in plain_table(settings).items():
        section, _, rest = key.partition(".")
        if section not in SECTIONS:
            raise InputError(f"setting {key_text(key)}: there is no such name{_similar(key)}")
        if section in _LISTS and rest:
            raise InputError(f"setting {key_text(key)}: a {section} cannot be changed by name")
        if rest:
            _set(content, section, rest, value)
        elif isinstance(value, Mapping):
            for name, inner in value.items():
                _set(content, section, name, inner)
        else:
            content[section] = value


def _similar(key: str) -> str:
    """Return the nearest full name; the last part of a name alone is recognized too."""
    names = list(_all_names())
    ending = [name for name in names if name.endswith(f".{key}")]
    return f"; did you mean {ending[0]!r}?" if ending else name_like(key, names)


def _all_names() -> Iterator[str]:
    for section in sorted(SECTIONS.keys() - {"firm", "population", *_LISTS}):
        yield from (f"{section}.{name}" for name in SECTIONS[section].names())
    yield from (f"population.{kind}.count" for kind in KINDS)


def _set(content: dict[str, Any], section: str, rest: str, value: Any) -> None:
    if section == "firm":
        _set_in_firm(content, rest, value)
    elif section == "population":
        _set_in_group(content, rest, value)
    else:
        names = SECTIONS[section].names()
        content[section] = _with(_table(content, section, section), names, rest, value)


def _with(
    table: Mapping[str, Any], names: tuple[str, ...], name: str, value: Any
) -> dict[str, Any]:
    """Return a table with one value changed; parts of options and layers are changed inside."""
    flat = flatten(table, names)
    head, _, tail = name.partition(".")
    if tail and head in _OPEN_TABLES and head in names:
        flat[head] = {**_table(flat, head, head), tail: value}
    else:
        flat[name] = value
    return flat


def _table(content: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    table = content.get(key, {})
    if not isinstance(table, Mapping):
        raise InputError(f"{where}: {shown(table)} is not a table")
    return table


def _set_in_firm(content: dict[str, Any], rest: str, value: Any) -> None:
    """Change one key of the named firm whose id the name begins with: the longest such id."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            _set_in_firm(content, f"{rest}.{name}", inner)
        return
    firms = content.get("firm", [])
    tables = [f for f in firms if isinstance(f, Mapping)] if isinstance(firms, list) else []
    ids = [f["id"] for f in tables if isinstance(f.get("id"), str)]
    firm = max((i for i in ids if rest.startswith(f"{i}.")), key=len, default=None)
    if firm is None:
        raise InputError(f"setting {key_text(f'firm.{rest}')}: {_no_firm(rest, ids)}")
    content["firm"] = [
        _with(f, FirmEntry.names(), rest[len(firm) + 1 :], value) if f.get("id") == firm else f
        for f in tables
    ]


def _no_firm(rest: str, ids: list[str]) -> str:
    if rest in ids:
        return f"{firm_label(rest)}.employees, for one, is a complete name"
    found = rest.partition(".")[0]
    return f"there is no named firm {shown(found)}{name_like(found, ids)}"


def _set_in_group(content: dict[str, Any], rest: str, value: Any) -> None:
    """Change one key of a group; of several of one kind, that with the number after the kind."""
    kind, _, name = rest.partition(".")
    if isinstance(value, Mapping) and not name:
        for key, inner in value.items():
            _set_in_group(content, f"{kind}.{key}", inner)
        return
    population = dict(_table(content, "population", "population"))
    groups = population.get(kind, {})
    if not name:
        population[kind] = value
    elif isinstance(groups, list):
        population[kind] = _with_group(groups, kind, name, value)
    else:
        where = f"population.{key_text(kind)}"
        population[kind] = _with(_table(population, kind, where), GroupEntry.names(), name, value)
    content["population"] = population


def _with_group(groups: list[Any], kind: str, name: str, value: Any) -> list[Any]:
    number, _, key = name.partition(".")
    if len(groups) == 1 and not number.isdecimal():
        number, key = "1", name
    where = f"setting population.{key_text(kind)}.{key_text(name)}"
    if not (number.isdecimal() and key and 1 <= int(number[:9]) <= len(groups)):
        raise InputError(
            f"{where}: there are {len(groups)} groups; name one of them by its number, "
            f"'population.{kind}.1.count'"
        )
    place = int(number[:9]) - 1
    if not isinstance(groups[place], Mapping):
        raise InputError(f"{where}: {shown(groups[place])} is not a table")
    changed = _with(groups[place], GroupEntry.names(), key, value)
    return [*groups[:place], changed, *groups[place + 1 :]]
