"""Stage: middle managers discover and create opportunities."""

from ecosim.compiled import kernel


@kernel
def manage(world, tick, low, high):
    """Let account and development managers find opportunities."""
