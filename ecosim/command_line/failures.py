"""How the command line ends when something is wrong: one sentence and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable

import click

from ecosim.errors import EcosimError, InputError
from ecosim.scenarios.messages import brief

__all__ = ["StoppedError", "exit_code"]

_DONE, _FAILED, _BAD_INPUT, _INTERRUPTED = 0, 1, 2, 130
_LONGEST_MESSAGE = 1000


class StoppedError(Exception):
    """The user ended the command: with Ctrl-C, or, without a message, by closing its output."""


def exit_code(work: Callable[[], object]) -> int:
    """Do the work and return its exit code; say on stderr what went wrong, if anything did."""
    try:
        code = work()
    except Exception as error:
        if os.environ.get("ECOSIM_TRACEBACK"):
            traceback.print_exc()
        return _code_of(error)
    return code if isinstance(code, int) else _DONE


def _code_of(error: Exception) -> int:
    """Say what went wrong and return its exit code."""
    match error:
        case StoppedError() if not str(error):
            _forget_output()
            return _DONE
        case StoppedError():
            click.echo(str(error), err=True)
            return _INTERRUPTED
        case click.UsageError():
            _show_usage_error(error)
            return _BAD_INPUT
        case InputError():
            _complain(str(error))
            return _BAD_INPUT
        case EcosimError():
            _complain(str(error))
            return _FAILED
        case _:
            _complain(_unexpected(error))
            return _FAILED


def _show_usage_error(error: click.UsageError) -> None:
    """Say what is wrong with options or arguments, and where they are explained."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    _complain(error.format_message())
    if error.ctx is not None:
        click.echo(f"Try '{error.ctx.command_path} --help'.", err=True)


def _unexpected(error: Exception) -> str:
    """Return a sentence on a failure that nobody foresaw."""
    if isinstance(error, MemoryError):
        return "there is not enough memory; use fewer threads or record less"
    if isinstance(error, OSError):
        return f"{error.filename or 'output'}: {error.strerror or error}"
    kind = type(error).__name__
    return (
        f"{brief(f'{kind}: {error}', 300)}; nothing given to ecosim should lead to this: "
        "set ECOSIM_TRACEBACK=1 to see where it happened"
    )


def _complain(message: str) -> None:
    click.echo(f"Error: {brief(' '.join(message.split()), _LONGEST_MESSAGE)}", err=True)


def _forget_output() -> None:
    """Let Python's last flush at its end go nowhere, as nobody reads on."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
