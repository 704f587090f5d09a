"""What a firm sees of a candidate, for decisions made in Python."""

from ecosim.compiled import entry
from ecosim.engine.kernels.partners import score_candidate
from ecosim.engine.streams import Purpose, pair_key, stream, uniform

TASTE = int(Purpose.TASTE_OF_PARTNER)


@entry
def candidate_score(world, tick, policy, i, j):
    """Return what candidate ``j`` is worth to firm ``i`` in month ``tick`` by a built-in policy."""
    taste = stream(world.seeds, TASTE, tick)
    chance = uniform(taste, pair_key(world.firm_key[i], world.firm_key[j]))
    return score_candidate(
        policy, chance, world.settings, world.firms, world.home, world.values, world.schemes,
        world.capability, world.requirement, world.effective, world.months_in, i, j,
    )  # fmt: skip
