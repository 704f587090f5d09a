"""Stage: services are used, paid for and judged."""

from ecosim.compiled import kernel


@kernel
def serve(world, tick, low, high):
    """Let customers use, pay for and judge the services they have."""
