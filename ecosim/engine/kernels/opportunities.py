"""What middle managers find and make: chances that needs come up through them."""

from ecosim.compiled import inlined


@inlined
def discover(p, firms, ties, slot, i, j, k):
    """Return the chance that provider ``i``'s account managers find hidden need ``k`` of ``j``."""
    return 0.0


@inlined
def create(p, firms, ties, slot, i, j):
    """Return the chance that provider ``i``'s development managers create a need with ``j``."""
    return 0.0


@inlined
def creation_spread(p):
    """Return how much wider the value of created needs is spread than that of voiced ones."""
    return 1.0
