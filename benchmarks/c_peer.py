"""Compiling ``relationships.c`` and calling it on ecosim's own arrays."""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.plain_streams import stream
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose
from ecosim.engine.world import COUNTER, World

__all__ = ["FAST", "STRICT", "Peer", "compiled_library", "compiler_version"]

SOURCE = Path(__file__).with_name("relationships.c")
# Neither flag changes a value: they only say that nobody reads errno or the exception flags.
STRICT = ("-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math")
FAST = ("-Ofast", "-march=native")


def _listed(macro: str) -> list[str]:
    """Return the names that the C text lists under a macro, in order."""
    text = SOURCE.read_text(encoding="utf-8")
    body = re.search(rf"#define {macro}\(X\)((?:.*\\\n)*.*)", text)
    assert body is not None
    return re.findall(r"X\((\w+)\)", body.group(1))


_SETTINGS, _COLUMNS = _listed("SETTINGS"), [*_listed("COLUMNS"), *_listed("READ_ONLY")]
_FIRM_COLUMNS = {
    "digitization": FIRM.digitization, "coupling": FIRM.coupling,
    "information": FIRM.information_mean, "quality": FIRM.quality, "openness": FIRM.openness,
    "liquidity": FIRM.liquidity,
}  # fmt: skip
_FIRM_TABLES = ("values", "schemes", "capability", "requirement", "profile")


class _Settings(ctypes.Structure):
    _fields_ = [(name, ctypes.c_double) for name in _SETTINGS]


class _Firms(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name in (*_FIRM_COLUMNS, *_FIRM_TABLES)]
    _fields_ += [("count", ctypes.c_int64)]


class _Ties(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name in (*_COLUMNS, "source", "target", "key")]
    _fields_ += [("count", ctypes.c_int64)]


class _Streams(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("success", "betrayal", "failure")]


def compiler_version() -> str:
    """Return the first line of what the compiler says of itself."""
    done = subprocess.run([_compiler(), "--version"], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[0]


def _compiler() -> str:
    return os.environ.get("CC", "gcc")


def compiled_library(flags: tuple[str, ...]) -> ctypes.CDLL:
    """Return the C library built with these flags."""
    digest = hashlib.sha256(SOURCE.read_bytes() + repr(flags).encode()).hexdigest()[:12]
    folder = Path(tempfile.mkdtemp(prefix="ecosim-benchmark-"))
    library = folder / f"relationships-{digest}.so"
    command = [_compiler(), *flags, "-std=c11", "-shared", "-fPIC", SOURCE, "-o", library, "-lm"]
    subprocess.run(command, check=True)
    loaded = ctypes.CDLL(str(library))
    library.unlink()
    folder.rmdir()
    return loaded


class Peer:
    """The C update bound to the arrays of one world.

    Parameters
    ----------
    world : its relationships are updated in place, as the compiled kernel does
    library : as built by ``compiled_library``
    driver : "update_plain" or "update_blocked"
    """

    def __init__(self, world: World, library: ctypes.CDLL, driver: str) -> None:
        self._world = world
        self._update = getattr(library, driver)
        self._update.argtypes = [
            ctypes.POINTER(_Settings), ctypes.POINTER(_Firms), ctypes.POINTER(_Ties), _Streams,
        ]  # fmt: skip
        self._update.restype = None
        self._settings = _Settings(*(world.settings[getattr(P, name)] for name in _SETTINGS))
        self._firms = _firms_of(world)
        self._ties = _ties_of(world)

    def run(self, first: int, last: int) -> None:
        """Update relationships through months ``first`` to ``last``."""
        seeds = (int(self._world.seeds[0]), int(self._world.seeds[1]))
        purposes = (Purpose.SUCCESS, Purpose.BETRAYAL, Purpose.FAILURE)
        for tick in range(first, last + 1):
            streams = _Streams(*(stream(seeds, purpose, tick) for purpose in purposes))
            self._update(self._settings, self._firms, self._ties, streams)


def _address(array: NDArray[np.generic]) -> int:
    assert array.flags.c_contiguous
    return array.ctypes.data


def _firms_of(world: World) -> _Firms:
    """Return where the firms' columns and tables lie."""
    columns = [_address(world.firms[column]) for column in _FIRM_COLUMNS.values()]
    tables = [_address(getattr(world, name)) for name in _FIRM_TABLES]
    return _Firms(*columns, *tables, len(world.kind))


def _ties_of(world: World) -> _Ties:
    """Return where the relationships' columns lie."""
    columns = [_address(world.ties[getattr(TIE, name)]) for name in _COLUMNS]
    others = [_address(array) for array in (world.source, world.target, world.tie_key)]
    return _Ties(*columns, *others, int(world.counters[COUNTER.top]))
