"""New files of a results folder take the place of earlier ones: all of them, or none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from ecosim.errors import RunError
from ecosim.results.folder import EARLIER, PARTIAL, partial_of

__all__ = ["exchange"]


def exchange(new: Sequence[Path], stale: Iterable[Path], sync: Callable[[], None]) -> None:
    """Give new files their names, in this order, and remove stale ones; an error undoes it all.

    Parameters
    ----------
    new : names of files that lie under their temporary names
    stale : files that go away
    sync : waits until names are safe on disk

    Raises
    ------
    OSError
        where the disk fails; all earlier files are there then
    RunError
        where it fails so that they cannot be put back
    """
    stale = list(stale)
    kept: dict[Path, Path] = {}
    try:
        for path in (*new, *stale):
            if path.exists():
                kept[path] = _set_aside(path)
        for path in new:
            os.replace(partial_of(path), path)
        sync()
        for path in stale:
            path.unlink(missing_ok=True)
        sync()
    except BaseException:
        _put_back(new, kept)
        raise
    for left in kept.values():
        # The next writer removes what stays.
        with suppress(OSError):
            left.unlink()


def _set_aside(path: Path) -> Path:
    """Keep a file under another name too, or only there where a disk has no links."""
    kept = path.with_name(path.name + EARLIER + PARTIAL)
    try:
        os.link(path, kept)
    except OSError:
        os.replace(path, kept)
    return kept


def _put_back(new: Iterable[Path], kept: dict[Path, Path]) -> None:
    try:
        for path in new:
            if path not in kept:
                path.unlink(missing_ok=True)
        for path, earlier in kept.items():
            os.replace(earlier, path)
            # Two names of one file are both left by a rename.
            earlier.unlink(missing_ok=True)
    except OSError as error:
        raise RunError(
            f"{path.parent}: the disk failed while results were replaced ({error.strerror}), and "
            "earlier ones could not be put back; run the experiment again"
        ) from error
