"""The folder of a sweep: new or empty at first, then for one client, or one for each shard."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ecosim.errors import InputError

__all__ = ["Shard", "locked", "make_folder"]

Shard = tuple[int, int]
"""Which part of how many, counted from 1."""

_PATIENCE = 2.0


def make_folder(folder: Path, plan_file: str, what: str) -> None:
    """Make a folder that holds nothing yet; a plan that was cut off counts as nothing.

    Raises
    ------
    InputError
        where it cannot be made, or holds something; ``what`` says what needs it
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = [n for n in os.listdir(folder) if not n.startswith((".", f"{plan_file}."))]
    except FileExistsError:
        raise InputError(f"{folder}: is a file; {what} needs a folder") from None
    except OSError as error:
        raise InputError(f"{folder}: cannot be made a folder: {error.strerror}") from None
    if names:
        raise InputError(f"{folder}: holds {names[0]!r}; {what} needs a new or empty folder")


@contextmanager
def locked(folder: Path, shard: Shard | None) -> Iterator[None]:
    """Keep other clients away: all of them, or those that compute the same shard.

    Raises
    ------
    InputError
        where another client is at work
    """
    with ExitStack() as stack:
        if shard is None:
            stack.enter_context(_lock(folder, fcntl.LOCK_EX, f"{folder}: another sweep"))
        else:
            part = f"shard-{shard[0]}-of-{shard[1]}"
            # Another shard holds the whole folder while it writes the plan.
            whole = f"{folder}: a sweep of all shards"
            stack.enter_context(_lock(folder, fcntl.LOCK_SH, whole, _PATIENCE))
            own = folder / "begun" / f"{part}.lock"
            own.parent.mkdir(exist_ok=True)
            own.touch()
            stack.enter_context(_lock(own, fcntl.LOCK_EX, f"{folder}: another {part}"))
        yield


@contextmanager
def _lock(path: Path, kind: int, what: str, patience: float = 0.0) -> Iterator[None]:
    """Hold a lock, which the system itself releases when the process ends in whatever way."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        _take(descriptor, kind, what, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, kind: int, what: str, deadline: float) -> None:
    """Take a lock that is free before the deadline."""
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < deadline:
                time.sleep(0.02)
                continue
            raise InputError(f"{what} is at work here; wait for it, or end it") from None
        except OSError:
            # A network file system without locks; committing a chunk twice does no harm there.
            pass
        return
