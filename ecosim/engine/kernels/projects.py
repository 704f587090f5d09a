"""Stages: providers organize their projects, and both sides take them a month further."""

from ecosim.compiled import kernel


@kernel
def organize(world, tick, low, high):
    """Let providers divide their attention over relationships and projects."""


@kernel
def co_create(world, tick, low, high):
    """Take every customer's projects a month further."""
