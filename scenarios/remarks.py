"""What the author of a scenario file wrote beside its settings, as comments."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ecosim.scenarios.messages import brief

__all__ = ["remarks_in", "without_changed"]

_LONGEST = 1_000  # characters of one paragraph
_STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"(?:\[{1,2}\s*)?([\w.-]+)\s*(?:\]{1,2}|=\s*0)\s*")


def remarks_in(text: str, content: Mapping[str, Any]) -> dict[str, str]:
    r"""Return the comments in a TOML text by the dotted name of the setting they belong to.

    A comment belongs to the setting in its line or, in lines of its own, to the setting below.
    Comments at the head of the file, with an empty line below them, belong to the whole, which has
    the name "". Left out are comments that begin with ``##``, and settings that are commented out.

    Parameters
    ----------
    text : valid TOML
    content : what it says

    >>> remarks_in("# Two mills.\n\n[scenario]\nticks = 60  # one cycle", {})
    {'': 'Two mills.', 'scenario.ticks': 'one cycle'}
    """
    places, found = _Places(content), defaultdict[str, list[str]](list)
    above: list[str] = []
    depth = 0
    for line in _lines(text):
        is_inner = depth > 0
        if line.outline and not is_inner:
            places.enter(line)
        elif not line.outline and line.comment is None and places.line is None:
            found[""] += [*above, ""]
            above = []
        remark = _remark(line.comment)
        said = [*above, *([] if remark is None else [remark])]
        above = said if not line.outline and not is_inner else []
        if said and not above:
            found[places.name()] += said
        depth += sum(map(line.outline.count, "[{")) - sum(map(line.outline.count, "]}"))
    return {name: joined for name, lines in found.items() if (joined := _joined(lines))}


def without_changed(remarks: Mapping[str, str], changed: Collection[str]) -> dict[str, str]:
    """Return the remarks that are still true after settings were changed by dotted name.

    A change takes with it what is said of the setting, of what is in it, and of what it is part of.
    """

    def is_touched(name: str) -> bool:
        return any(f"{one}.".startswith(f"{name}.") or name.startswith(f"{one}.")
                   for one in changed)  # fmt: skip

    return {name: text for name, text in remarks.items() if not (name and is_touched(name))}


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a file: its code, that code with strings made harmless, and its comment."""

    code: str
    outline: str
    comment: str | None


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines of a file; one with a string over several lines is one."""
    outlines = _STRING_OR_COMMENT.sub(lambda m: ("#" if m[0][0] == "#" else "_") * len(m[0]), text)
    start = 0
    for outline in outlines.split("\n"):
        code, mark, _ = outline.partition("#")
        end, middle = start + len(outline), start + len(code)
        yield _Line(text[start:middle], code.rstrip(), text[middle:end] if mark else None)
        start = end + 1


class _Places:
    """Where in a file a reader is, in words of the settings."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.line: _Line | None = None
        self._content = content
        self._table = ""
        self._entries = Counter[tuple[str, ...]]()

    def enter(self, line: _Line) -> None:
        """Go to a line of code."""
        self.line = line
        heading = line.outline.lstrip()
        if heading.startswith("["):
            path = _path(line.code)
            self._entries[path] += heading.startswith("[[")
            self._table = self._named(path)

    def name(self) -> str:
        """Return the dotted name of what the line sets; of a heading, that of its table."""
        if self.line is None or self.line.outline.lstrip().startswith("["):
            return self._table
        key = self.line.code[: self.line.outline.index("=")]
        return ".".join(filter(None, (self._table, *_path(f"{key} = 0"))))

    def _named(self, path: tuple[str, ...]) -> str:
        """Return a path as settings are named: entries of a list by id, or by number if several."""
        names: list[str] = []
        table: Any = self._content
        for end, part in enumerate(path, start=1):
            names.append(part)
            table = table.get(part) if isinstance(table, Mapping) else None
            if isinstance(table, list) and (number := self._entries[path[:end]]):
                several, table = len(table) > 1, table[number - 1]
                identity = table.get("id") if isinstance(table, Mapping) else None
                names += [str(identity or number)] if several or identity else []
        return ".".join(names)


def _path(text: str) -> tuple[str, ...]:
    """Return the parts of the one key in a line of TOML."""
    if bare := _BARE_KEY.fullmatch(text.strip()):
        return tuple(bare[1].split("."))
    parts: list[str] = []
    table: Any = tomllib.loads(text)
    while table:
        if isinstance(table, list):
            table = table[0]
        else:
            key, table = next(iter(table.items()))
            parts.append(key)
    return tuple(parts)


def _remark(comment: str | None) -> str | None:
    """Return the words of a comment that is meant for readers of results."""
    if comment is None or comment.startswith("##"):
        return None
    words = comment[1:].strip()
    if "=" in words or words.startswith("[["):
        with contextlib.suppress(tomllib.TOMLDecodeError):
            return None if tomllib.loads(words) else words
    return words


def _joined(lines: list[str]) -> str:
    """Return lines as paragraphs, one in each line."""
    paragraphs = " ".join(line or "\n" for line in lines).split("\n")
    return "\n".join(brief(text.strip(), _LONGEST) for text in paragraphs if text.strip())
