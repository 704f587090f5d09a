"""How far joint teams take part in a relationship's work, and their effort by stage."""

from ecosim.compiled import inlined
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.settings import P
from ecosim.engine.world import STAGES
from ecosim.rules.joint_investment import willingness
from ecosim.rules.teams import commitment, participation

STEERING, DEVELOPMENT, OPERATIONS = range(3)
IDENTIFY, PRIORITIZE, DEVELOP, IMPLEMENT, EVALUATE = range(1, STAGES + 1)


@inlined
def side_commitment(p, firms, ties, slot, firm, stake):
    """Return how far one firm commits itself to joint work in a relationship."""
    willing = willingness(
        firms[FIRM.openness, firm], ties[TIE.trust, slot], firms[FIRM.liquidity, firm]
    )
    return commitment(willing, stake, p[P.stake_effect])


@inlined
def joint_commitment(p, firms, ties, slot, i, j):
    """Return the commitment of the less committed of provider ``i`` and customer ``j``."""
    funds = p[P.customer_funding]
    own = side_commitment(p, firms, ties, slot, i, 1.0 - funds)
    return min(own, side_commitment(p, firms, ties, slot, j, funds))


@inlined
def taking_part(p, lever, committed):
    """Return how far a team takes part."""
    return participation(lever, committed, p[P.participation_half])


@inlined
def note_effort(effort, c, team, stage, work):
    """Add person-months of a team in a stage to what customer row ``c`` has seen; return them."""
    effort[c, team * STAGES + stage - 1] += work
    return work
