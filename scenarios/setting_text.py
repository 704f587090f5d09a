"""TOML as text: a whole file, or one ``KEY=VALUE`` of a command line."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from ecosim.errors import InputError
from ecosim.scenarios.messages import brief, shown

__all__ = ["parse_setting", "parse_toml"]

_PLACE = re.compile(r"(.*) \(at (line \d+, column \d+|end of document)\)", re.DOTALL)
_LONGEST_SETTING = 10_000


def parse_toml(text: str) -> dict[str, Any]:
    """Return what a TOML text says.

    Raises
    ------
    InputError
        with line and column
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(_syntax_sentence(str(error))) from None
    except RecursionError:
        raise InputError("it is nested too deeply") from None
    except ValueError as error:
        raise InputError(f"it is not valid TOML: {brief(str(error), 120)}") from None


def _syntax_sentence(message: str) -> str:
    found = _PLACE.fullmatch(message)
    what, place = found.groups() if found else (message, "somewhere")
    sentence = f"{place}: not valid TOML, {brief(what[:1].lower() + what[1:], 120)}"
    if "overwrite" in what:
        sentence += "; beside its first part, a dotted name needs quotation marks"
    return sentence


def parse_setting(text: str) -> tuple[str, Any]:
    """Return the dotted key and the value of one ``KEY=VALUE``.

    The value is read as TOML; a bare word is text.

    >>> parse_setting("firm.A.employees=12"), parse_setting("policy.partner_selection=random")
    (('firm.A.employees', 12), ('policy.partner_selection', 'random'))

    Raises
    ------
    InputError
        where there is no ``=``, no key, no value, or a value that begins like TOML and is none
    """
    key, equals, value = (part.strip() for part in text.partition("="))
    where = f"setting {shown(text)}"
    if not equals or not key:
        raise InputError(f"{where}: a setting is written KEY=VALUE")
    if not value:
        raise InputError(f"{where}: there is no value after '='")
    if len(text) > _LONGEST_SETTING:
        raise InputError(f"{where}: longer than {_LONGEST_SETTING} characters")
    return key, _setting_value(value, where)


def _setting_value(text: str, where: str) -> Any:
    try:
        parsed = parse_toml(f"value = {text}")
    except InputError:
        parsed = {}
    if parsed.keys() == {"value"}:
        return parsed["value"]
    if text[0] in "[{\"'":
        raise InputError(f"{where}: {shown(text)} is not a valid TOML value")
    return text
