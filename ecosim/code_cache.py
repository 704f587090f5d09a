"""Where machine code is kept on disk: in a folder named after the sources that it was made of."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
import tempfile
from pathlib import Path

__all__ = ["cache_folder", "code_folder", "sources_of"]

_PACKAGE = Path(__file__).parent
# Every function reads numbers of columns and parameters, and comes through the one door to numba.
_ALWAYS = (
    "compiled.py",
    "several.py",
    "constants.py",
    "declarations/**/*.py",
    "declarations/**/*.csv",
)
_IMPORTED = re.compile(r"^from (ecosim\.(?:rules|engine)[\w.]*) import", re.MULTILINE)


@functools.cache
def cache_folder() -> Path | None:
    """Return the folder for machine code, or None where nothing can be written."""
    with contextlib.suppress(OSError, RuntimeError):
        folder = _chosen()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    return None


def _chosen() -> Path:
    """Return the folder the user or the platform reserves for caches."""
    if chosen := os.environ.get("ECOSIM_CACHE_DIR"):
        return Path(chosen)
    if platform := os.environ.get("XDG_CACHE_HOME"):
        return Path(platform) / "ecosim"
    return Path.home() / ".cache" / "ecosim"


@functools.cache
def code_folder(module: str) -> Path | None:
    """Return the folder for machine code of a module's functions, or None.

    numba notices an edit of the file that holds a function, but not of those that it calls. The
    name of the folder changes with each of them, so that code which no longer fits is not found,
    and an edit makes only that code anew which it concerns.
    """
    root = cache_folder()
    if root is None:
        return None
    digest = hashlib.sha256(_shared())
    for source in sources_of(module):
        digest.update(source.encode() + b"\0" + _text(source).encode())
    return root / digest.hexdigest()[:16]


@functools.cache
def _shared() -> bytes:
    files = sorted(file for pattern in _ALWAYS for file in _PACKAGE.glob(pattern))
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return whole.digest()


def sources_of(module: str) -> list[str]:
    """Return a module and all rules and parts of the engine that it imports, at any remove.

    >>> [name for name in sources_of("ecosim.rules.trust") if "engine" in name]
    []
    """
    found, waiting = set[str](), [module]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _IMPORTED.findall(_text(name))
    return sorted(found)


@functools.cache
def _text(module: str) -> str:
    """Return the source of a module; nothing for one of a user's own."""
    place = _PACKAGE.parent / module.replace(".", "/")
    for file in (place.with_suffix(".py"), place / "__init__.py"):
        if file.is_file():
            return file.read_text("utf-8")
    return ""
