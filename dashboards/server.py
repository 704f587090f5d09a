"""Serving the dashboards: Solara behind a guard, with every file from this machine."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import socket
import sys
import warnings
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from ecosim.dashboards.guard import HERE, Guard
from ecosim.dashboards.vendor import VENDOR, require_vendor

__all__ = ["application", "serve", "taken"]

LARGEST_MESSAGE = 12_000_000
"""Bytes in one message of a browser; an uploaded table arrives in one."""

_SWITCH = 0.001  # seconds a thread may hold up others: runs play while somebody presses a button
_SETTINGS = {
    "SOLARA_APP": "ecosim.dashboards.application",
    "SOLARA_ASSETS_EXTRA_LOCATIONS": str(Path(__file__).parent / "theme"),
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_ASSETS_PROXY_CACHE_DIR": str(VENDOR),
    # A closed tab frees its model soon, a sleeping laptop finds its own again.
    "SOLARA_KERNEL_CULL_TIMEOUT": "90s",
    "SOLARA_MODE": "production",
    "SOLARA_SESSION_HTTP_ONLY": "true",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_SHOW_BANNER": "false",
    "SOLARA_THEME_TITLE": "ecosim",
}


def application(names: tuple[str, ...] | None = None) -> Any:
    """Return the dashboards as an ASGI application; Solara reads its settings on first import.

    Parameters
    ----------
    names : by which the server may be asked for, see ``Guard``

    Raises
    ------
    RunError
        without the front-end files
    """
    require_vendor()
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    # Solara looks into pandas whenever it is loaded; work in a thread may be half-way through that.
    with contextlib.suppress(ImportError):
        importlib.import_module("pandas")
    from solara.server import starlette as solara_server
    from starlette.applications import Starlette
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    routes = [
        # Before Solara's own route, which would ask the internet for a file that is not here.
        Mount("/_solara/cdn", StaticFiles(directory=VENDOR)),
        Mount("/", solara_server.app),
    ]

    @contextlib.asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        async with solara_server.lifespan(app):
            # What is there for good is left out of garbage collection: each full one took so
            # long that twenty visitors noticed.
            gc.collect()
            gc.freeze()
            yield

    return Guard(Starlette(routes=routes, lifespan=lifespan), names)


def serve(host: str, port: int) -> None:
    """Serve until Ctrl-C.

    Parameters
    ----------
    host, port : address to listen at
    """
    import uvicorn

    sys.setswitchinterval(_SWITCH)
    warnings.filterwarnings("ignore", "Cookies with samesite=none require https")
    guarded = application(HERE if host in HERE else None)
    uvicorn.run(
        guarded, host=host, port=port, log_level="warning", ws_max_size=LARGEST_MESSAGE,
        ws_per_message_deflate=False, timeout_graceful_shutdown=2,
    )  # fmt: skip


def taken(host: str, port: int) -> bool:
    """Tell whether an address cannot be listened at: somebody else does, or it is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, TypeError, ValueError):
            return True
    return False
