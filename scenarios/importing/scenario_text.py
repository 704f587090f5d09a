"""A scenario file as text, with what was assumed written beside what was given."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ecosim.declarations.fields import FIELDS, Distribution, assumption
from ecosim.scenarios.importing.findings import Findings
from ecosim.scenarios.messages import brief

__all__ = ["scenario_text", "toml_value"]

_HEAD = """\
## Made from tables by `ecosim import`. What a firm does not say is drawn from the assumption for
## its kind and role, between the values given here; write it into the firm to say it yourself.
## Reports quote the comments of this file as sources and reasons, but for those with two marks.
"""
_LONGEST_REMARK = 500


def scenario_text(
    content: Mapping[str, Any], findings: Findings, remarks: Mapping[str, str]
) -> str:
    """Return the file; its comments are plain words on one line each.

    Parameters
    ----------
    content, findings : of an import
    remarks : where each firm comes from, by id
    """
    parts = [_HEAD, *(f"# assumed: {line}\n" for line in findings.assumed)]
    parts.append("".join(_assumptions(content.get("firm", ()))))
    for name, table in content.items():
        if name == "firm":
            parts.extend(_entry(name, firm, remarks.get(firm["id"], "")) for firm in table)
        elif isinstance(table, list):
            parts.extend(_entry(name, entry) for entry in table)
        else:
            parts.append(_table(name, table))
    return "\n".join(part for part in parts if part)


def _table(name: str, table: Mapping[str, Any]) -> str:
    return "\n".join([f"[{_key(name)}]", *_lines(table)]) + "\n"


def _entry(name: str, entry: Mapping[str, Any], remark: str = "") -> str:
    words = brief(remark, _LONGEST_REMARK).lstrip("#")
    heading = f"[[{name}]]" + (f"   # {words}" if words else "")
    return "\n".join([heading, *_lines(entry)]) + "\n"


def _lines(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        yield f"{'.'.join(map(_key, key.split('.')))} = {toml_value(value)}"


def _key(name: str) -> str:
    plain = name.replace("_", "").replace("-", "")
    return name if plain.isascii() and plain.isalnum() else _quoted(name)


def _quoted(text: str) -> str:
    """Return a text between quotation marks; those of JSON are those of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_value(value: Any) -> str:
    """Return a value as TOML writes it.

    >>> toml_value({"count": 3, "markets": ["SE"]})
    '{ count = 3, markets = ["SE"] }'
    """
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {toml_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return repr(value) if isinstance(value, int) else _quoted(str(value))


def _assumptions(firms: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what is drawn for firms of each kind and role that leave it out."""
    groups: dict[tuple[str, str | None], set[str]] = {}
    for firm in firms:
        missing = set(FIELDS.names) - set(firm)
        groups.setdefault((firm["kind"], firm.get("role")), set()).update(missing)
    for (kind, role), missing in groups.items():
        drawn = [f"{name} {_between(assumption(name, kind, role))}" for name in FIELDS.names
                 if name in missing]  # fmt: skip
        text = f"assumed for a {role or kind}, where left out: {'; '.join(drawn)}"
        yield textwrap.fill(text, 100, initial_indent="## ", subsequent_indent="##   ") + "\n"


def _between(drawn: Distribution) -> str:
    first, second = f"{drawn.first:g}", f"{drawn.second:g}"
    if drawn.shape == "uniform":
        return f"{first} to {second}"
    return f"about {first}" if drawn.shape == "lognormal" else first
