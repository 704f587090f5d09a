"""Where a table comes from: enough to repeat it, and nothing that differs when it is repeated."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pyarrow as pa

from ecosim import __version__
from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError
from ecosim.results.formats import read_schema
from ecosim.results.schemas import SCHEMA_VERSION

__all__ = ["METADATA_KEY", "make_provenance", "parse_provenance", "read_provenance", "stamped"]

METADATA_KEY = b"ecosim"
_PACKAGES = ("numpy", "numba", "pyarrow")


def make_provenance(
    scenario: Scenario, *, seed_scheme: str, command: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a reader needs in order to repeat a run.

    No date, host, user or path is kept: the same run gives the same bytes everywhere that has
    the same versions.

    Parameters
    ----------
    scenario : resolved, with every change already in it
    seed_scheme : in words, how random numbers follow from the seed
    command : name of the command and those arguments that change its results
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "versions": _versions(),
        "platform": {"machine": platform.machine(), "system": platform.system()},
        "scenario_digest": scenario.digest,
        "seed_scheme": seed_scheme,
        "command": dict(command),
        "scenario": scenario.as_dict(),
    }


def stamped(schema: pa.Schema, provenance: Mapping[str, Any]) -> pa.Schema:
    """Return the schema with this provenance as its only metadata."""
    return schema.with_metadata({METADATA_KEY: json.dumps(provenance)})


def read_provenance(path: Path) -> dict[str, Any]:
    """Return the provenance of one table file; raise ``InputError`` where it has none."""
    return parse_provenance(read_schema(path), path)


def parse_provenance(schema: pa.Schema, path: Path) -> dict[str, Any]:
    """Return the provenance in a schema read from ``path``.

    Raises
    ------
    InputError
        for a table that ecosim did not write, or that a later version of it wrote
    """
    try:
        provenance = json.loads((schema.metadata or {})[METADATA_KEY])
        found = int(provenance["schema_version"])
    except (KeyError, TypeError, ValueError):
        raise InputError(f"{path}: was not written by ecosim; it names no provenance") from None
    if found > SCHEMA_VERSION:
        raise InputError(
            f"{path}: has tables of version {found}, and this ecosim reads up to version "
            f"{SCHEMA_VERSION}; install a newer ecosim"
        )
    return dict(provenance)


def _versions() -> dict[str, str]:
    """Return the versions that can move a bit of a result, leaving out what is not installed."""
    versions = {"ecosim": __version__, "python": platform.python_version()}
    for package in _PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    return versions
