"""What a firm sees of its candidates, for decisions made in Python."""

from ecosim.compiled import entry
from ecosim.engine.kernels.partners import expected_consonance, score_candidate
from ecosim.engine.kernels.relationships import reassessed
from ecosim.engine.settings import P
from ecosim.engine.streams import Purpose, pair_key, stream, uniform

TASTE = int(Purpose.TASTE_OF_PARTNER)


@entry
def view_candidates(world, tick, i, out):
    """Fill ``out`` [3, candidates] with complementarity, consonance and score of each."""
    p, firms, values, schemes = world.settings, world.firms, world.values, world.schemes
    capability, requirement = world.capability, world.requirement
    taste = stream(world.seeds, TASTE, tick)
    for k in range(out.shape[1]):
        j = world.candidates[i, k]
        out[0, k] = reassessed(capability, requirement, i, j, p[P.complementarity_slack])
        out[1, k] = expected_consonance(p, firms, values, schemes, i, j)
        chance = uniform(taste, pair_key(world.firm_key[i], world.firm_key[j]))
        out[2, k] = score_candidate(
            world.policy[i], chance, p, firms, world.home,
            values, schemes, capability, requirement, world.months_in, i, j,
        )  # fmt: skip
