"""Stage: firms change what they are: openness, coupling, orientation."""

from ecosim.compiled import kernel


@kernel
def reorient(world, tick, low, high):
    """Let firms change their orientation, boundaries and inner coupling."""
