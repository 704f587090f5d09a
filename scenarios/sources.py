"""Where a scenario comes from: the library, a file, or a dict in Python."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ecosim.errors import InputError
from ecosim.scenarios.library import library_names, library_path
from ecosim.scenarios.messages import brief, name_like, named, shown
from ecosim.scenarios.plain import plain_table
from ecosim.scenarios.remarks import remarks_in
from ecosim.scenarios.setting_text import parse_toml

__all__ = ["Source", "decoded", "open_source", "read_limited"]

_TABLES = (".xlsx", ".xlsm", ".csv", ".graphml")
_LARGEST_FILE = 20_000_000


@dataclass(frozen=True)
class Source:
    """What was given, read but not yet checked.

    Parameters
    ----------
    label : how messages name it, "scenario 'my.toml'"
    name : name of the scenario where the content gives none
    folder : where files it names are looked for
    content : its tables
    remarks : its comments by dotted name of a setting, as ``remarks_in`` gives them
    """

    label: str
    name: str
    folder: Path
    content: dict[str, Any]
    remarks: Mapping[str, str] = field(default_factory=dict)


def open_source(source: str | os.PathLike[str] | Mapping[str, Any]) -> Source:
    """Read a library name, a path or a mapping.

    A text without a folder and without ``.toml`` is first looked for in the library.

    Raises
    ------
    InputError
        where nothing is found or it cannot be read
    """
    if isinstance(source, Mapping):
        with named(label := _mapping_label(source)):
            return Source(label, "scenario", Path(), plain_table(source))
    if not isinstance(source, str | os.PathLike) or not os.fspath(source).strip():
        raise InputError(f"scenario: a name, a path or a dict is needed, not {shown(source)}")
    return _open_file(source)


def _mapping_label(content: Mapping[str, Any]) -> str:
    words = content.get("scenario")
    name = words.get("name") if isinstance(words, Mapping) else None
    return f"scenario {shown(name)}" if isinstance(name, str) else "scenario (a dict)"


def _open_file(source: str | os.PathLike[str]) -> Source:
    text = os.fspath(source)
    path = library_path(text) if isinstance(source, str) else None
    label = f"scenario {_shown_path(text)}"
    raw = read_limited(path or Path(text), _LARGEST_FILE, label, _library_hint(text))
    if not raw.strip():
        raise InputError(f"{label}: the file is empty")
    if raw.startswith(b"PK\x03\x04") or text.casefold().endswith(_TABLES):
        raise InputError(f"{label}: is a table; make a scenario of it first: ecosim import")
    with named(label):
        words = decoded(raw)
        content = plain_table(parse_toml(words))
    path = path or Path(text)
    name = brief(path.stem.strip(), 200) or "scenario"
    return Source(label, name, path.parent, content, remarks_in(words, content))


def _shown_path(text: str) -> str:
    return shown(text if len(text) <= 60 else f"…{text[-58:]}")


def _library_hint(text: str) -> str:
    """Return the nearest library name for a bare word, or nothing for a path."""
    if Path(text).name != text or text.endswith(".toml"):
        return ""
    names = library_names()
    return name_like(text, names) or f"; the library has {', '.join(names)}"


def decoded(raw: bytes) -> str:
    """Return the text of UTF-8 bytes, without a byte order mark."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        wide = "; it looks like UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        raise InputError(f"line {line}: the text is not UTF-8{wide}; save it as UTF-8") from None


def read_limited(path: Path, largest: int, label: str, hint: str = "") -> bytes:
    """Return the bytes of a file.

    Parameters
    ----------
    path, largest : the file and the most bytes allowed
    label : how the message begins
    hint : said where the file is missing; by default, the most similar file beside it

    Raises
    ------
    InputError
        where it is missing, no file, too large or cannot be read
    """
    try:
        with path.open("rb") as file:
            raw = file.read(largest + 1)
    except FileNotFoundError:
        raise InputError(f"{label}: there is no such file{hint or _similar(path)}") from None
    except IsADirectoryError:
        raise InputError(f"{label}: this is a folder{_first_inside(path)}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{label}: cannot be read: {brief(reason, 80)}") from None
    if len(raw) > largest:
        raise InputError(f"{label}: the file is larger than {largest // 1_000_000} MB")
    return raw


def _names_in(folder: Path, suffix: str) -> list[str]:
    try:
        return sorted(p.name for p in folder.iterdir() if p.suffix == suffix)[:200]
    except OSError:
        return []


def _similar(path: Path) -> str:
    return name_like(path.name, _names_in(path.parent, path.suffix))


def _first_inside(folder: Path) -> str:
    names = _names_in(folder, ".toml")
    return f"; name a file in it, such as {shown(names[0])}" if names else ""
