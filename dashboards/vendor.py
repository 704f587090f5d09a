"""The front-end packages the dashboards serve themselves, brought in at set-up."""

from __future__ import annotations

import json
from pathlib import Path

from ecosim.errors import RunError

__all__ = ["VENDOR", "require_vendor", "vendor_url"]

VENDOR = Path(__file__).parent / "vendor"
_PACKAGES = Path(__file__).parent / "assets" / "package.json"
_MOUNT = "/_solara/cdn"


def vendor_url(package: str, file: str) -> str:
    """Return the address under which this server offers a file of an npm package.

    >>> vendor_url("requirejs", "require.js").startswith("/_solara/cdn/requirejs@")
    True
    """
    versions = json.loads(_PACKAGES.read_text(encoding="utf-8"))["dependencies"]
    return f"{_MOUNT}/{package}@{versions[package]}/{file}"


def require_vendor() -> None:
    """Refuse to start without the front-end files: the page would stay blank.

    Raises
    ------
    RunError
        one sentence that says how to bring them in
    """
    if not VENDOR.is_dir():
        raise RunError(
            f"the dashboards' front-end files are not in {VENDOR}: in a checkout, "
            "'make dashboard' or '.ci/front-end' brings them in (it needs nodejs and npm)"
        )
