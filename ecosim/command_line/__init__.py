"""The command ``ecosim``. Whatever is slow to import waits until a command needs it."""

from ecosim.command_line.application import main

__all__ = ["main"]
