"""``ecosim dashboard``."""

from __future__ import annotations

from pathlib import Path

import click

from ecosim.command_line.converters import whole_number

__all__ = ["dashboard"]


@click.command(
    short_help="Open the dashboards: explore, compare and understand in a browser.",
    epilog="""\b
Examples:
  ecosim dashboard
  ecosim dashboard --port 9000
  ecosim dashboard --results output""",
)
@click.option("--port", "-p", type=whole_number(1, 65535), default=8765, show_default=True,
              metavar="NUMBER", help="Port to listen at.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="Address to listen at. Anyone who reaches another address than this machine's "
              "own can use the dashboards.")  # fmt: skip
@click.option("--results", "-r", type=click.Path(path_type=Path), metavar="FOLDER",
              help="Folder whose results the page Results may open; nothing outside it is read. "
              "By default ./output, where there is one.")  # fmt: skip
def dashboard(port: int, host: str, results: Path | None) -> None:
    """Serve the dashboards on this machine until Ctrl-C.

    Every file comes from this machine: no internet is needed. Each browser tab has a model of its
    own, which is forgotten soon after the tab is closed.
    """
    from ecosim.command_line.progress import compile_once
    from ecosim.dashboards.guard import HERE
    from ecosim.dashboards.server import serve, taken
    from ecosim.dashboards.shelf import offer
    from ecosim.dashboards.vendor import require_vendor
    from ecosim.errors import InputError

    if not host.strip() or taken(host, 0):
        raise InputError(f"--host: {host[:80]!r} is no address of this machine")
    require_vendor()
    if taken(host, port):
        raise InputError(f"--port: {port} cannot be used at {host}; another one may: --port 8766")
    if results is not None and not results.is_dir():
        raise InputError(f"--results: {str(results)!r} is not a folder")
    offer(results or Path("output"))
    compile_once(quiet=False)
    click.echo(f"Dashboards: http://{'localhost' if host in HERE else host}:{port}   (Ctrl-C ends)")
    serve(host, port)
