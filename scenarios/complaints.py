"""From pydantic's errors to problems in a user's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from ecosim.scenarios import schema
from ecosim.scenarios.messages import Problem, brief, key_text, name_like, shown
from ecosim.scenarios.tables import Table

__all__ = ["entry_label", "firm_label", "location", "problems_of"]

_NEEDED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "finite_number": "a finite number",
}


def problems_of(
    error: ValidationError, content: Mapping[str, Any], sections: Mapping[str, type[Table]]
) -> list[Problem]:
    """Return the first problem of a validation, as a list.

    Parameters
    ----------
    error : what pydantic found
    content : what was checked; it says how an entry of a list is called
    sections : class of each table, for the names allowed there
    """
    first = error.errors(include_url=False)[0]
    path = tuple(part for part in first["loc"] if part != "[key]")
    if first["type"] == "extra_forbidden":
        return [Problem(location(path, content), _unknown(path, sections))]
    return [Problem(location(path, content), _sentence(first))]


def _unknown(path: tuple[int | str, ...], sections: Mapping[str, type[Table]]) -> str:
    names: Sequence[str] = tuple(sections)
    if len(path) > 1:
        table = sections[str(path[0])]
        in_group = path[0] == "population" and len(path) > 2
        names = schema.GroupEntry.names() if in_group else table.names()
    hint = name_like(str(path[-1]), names)
    return f"there is no such key{hint or _listing(names)}"


def _listing(names: Sequence[str]) -> str:
    return f"; allowed are {', '.join(names)}" if len(names) <= 15 else ""


def _sentence(error: Any) -> str:
    kind, found, details = error["type"], error["input"], error.get("ctx", {})
    if kind in _NEEDED:
        return _wrong_type(kind, found)
    if kind in _SENTENCES:
        return _SENTENCES[kind](found, details)
    return brief(str(details.get("error", error["msg"])), 240)


def _wrong_type(kind: str, found: Any) -> str:
    article = "is text, not" if isinstance(found, str) else "is not"
    single = kind == "list_type" and isinstance(found, Mapping)
    hint = "; write its name in double brackets, [[…]]" if single else ""
    return f"{shown(found)} {article} {_NEEDED[kind]}{hint}"


def _range(word: str, bound: str) -> Callable[[Any, Mapping[str, Any]], str]:
    return lambda found, details: f"{shown(found)} is {word} {details[bound]:g}"


_SENTENCES: dict[str, Callable[[Any, Mapping[str, Any]], str]] = {
    "missing": lambda found, details: "it is missing",
    "greater_than_equal": _range("below", "ge"),
    "greater_than": _range("not above", "gt"),
    "less_than_equal": _range("above", "le"),
    "less_than": _range("not below", "lt"),
    "string_too_short": lambda found, details: "it is empty",
    "string_too_long": lambda found, details: (
        f"{shown(found)} has more than {details['max_length']} characters"
    ),
    "too_short": lambda found, details: (
        f"{details['actual_length']} values; at least {details['min_length']} needed"
    ),
    "too_long": lambda found, details: f"more than {details['max_length']} entries",
}


def location(path: Sequence[int | str], content: Any) -> str:
    """Return a path into a scenario as a user would say it, "firm.A.employees".

    Parameters
    ----------
    path : keys and places in lists, from 0
    content : the scenario; entries of lists are called by their id or code, others by number
    """
    words: list[str] = []
    here = content
    for part in path:
        if isinstance(part, int):
            entry = here[part] if isinstance(here, list) and part < len(here) else here
            words.append(entry_label(entry, part + 1) if isinstance(here, list) else "")
        else:
            words.append(f".{key_text(part)}")
            entry = here.get(part) if isinstance(here, Mapping) else None
        here = entry
    return _joined(words)


def entry_label(entry: Any, number: int) -> str:
    """Return how an entry of a list is called: by its id or code, or by its number from 1."""
    if not isinstance(entry, Mapping):
        return f", number {number}"
    for key in ("id", "code"):
        if isinstance(entry.get(key), str) and entry[key]:
            return f".{_short(entry[key])}"
    source, target = entry.get("source"), entry.get("target")
    if isinstance(source, str) and isinstance(target, str):
        return f", number {number} ({brief(source, 40)} to {brief(target, 40)})"
    return f", number {number}"


def firm_label(firm: str) -> str:
    """Return how a named firm is called, "firm.A"."""
    return f"firm.{_short(firm)}"


def _short(name: str) -> str:
    return brief(key_text(name), 60)


def _joined(words: Sequence[str]) -> str:
    """Join the parts of a location; after a number comes a comma instead of a dot."""
    text = ""
    for word in words:
        text += f", {word[1:]}" if ", number " in text and word.startswith(".") else word
    return brief(text.lstrip(".,").strip(), 200)
