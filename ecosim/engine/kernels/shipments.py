"""Stage: carriers plan loads and carry goods."""

from ecosim.compiled import kernel


@kernel
def plan_shipments(world, tick, low, high):
    """Let carriers plan loads, carry goods, and set prices."""
