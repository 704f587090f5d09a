"""Part of stage 2: the buffer through which relationships pass, and what it takes of their firms.

Relationships are treated in groups of ``LANES``. What a group needs is first copied to the buffer,
one row a quantity, so that several relationships stand side by side.
"""

from ecosim.compiled import inlined, kernel
from ecosim.declarations.columns import FIRM, TIE
from ecosim.engine.world import DOMAINS, LANES
from ecosim.rules.interaction import readiness
from ecosim.several import alike, keep, picked, several, turned

# What the update reads of a firm, side by side in memory: one row of ``World.profile``.
DIGITIZATION, READINESS, QUALITY, OPENNESS, LIQUIDITY = range(5)

# Rows of the buffer: relationship columns in their order up to value in use, then what firms add.
UPDATED = TIE.distance
COPIED = TIE.value_in_use + 1
VALUE_COSINE, SCHEME_COSINE, OWN_DIGITIZATION, PARTNER_DIGITIZATION = range(COPIED, COPIED + 4)
READY, JOINT_QUALITY, OWN_OPENNESS, PARTNER_OPENNESS = range(COPIED + 4, COPIED + 8)
OWN_LIQUIDITY, PARTNER_LIQUIDITY, PHASE_BEFORE, DUE = range(COPIED + 8, COPIED + 12)
ROWS = COPIED + 12
AT_ONCE = 4  # relationships whose firms are looked up at once
WIDE = 16  # relationships computed at once: while one of four registers waits, others are busy
BUFFER = ROWS * LANES


@kernel
def profile_firms(world, low, high):
    """Put side by side what the update of relationships reads of each firm."""
    firms, profile = world.firms, world.profile
    for i in range(low, high):
        profile[i, DIGITIZATION] = firms[FIRM.digitization, i]
        profile[i, READINESS] = readiness(firms[FIRM.coupling, i], firms[FIRM.information_mean, i])
        profile[i, QUALITY] = firms[FIRM.quality, i]
        profile[i, OPENNESS] = firms[FIRM.openness, i]
        profile[i, LIQUIDITY] = firms[FIRM.liquidity, i]


@inlined
def firms_of(side, slot):
    """Return the firms at one side of ``AT_ONCE`` relationships; 0 stands in for none."""
    return (
        max(0, side[slot]), max(0, side[slot + 1]), max(0, side[slot + 2]), max(0, side[slot + 3])
    )  # fmt: skip


@inlined
def _rows_turned(array, firms):
    """Return the first four columns of an array for ``AT_ONCE`` firms, each side by side."""
    one, two, three, four = firms
    return turned(
        (
            several(array, (one, 0), AT_ONCE), several(array, (two, 0), AT_ONCE),
            several(array, (three, 0), AT_ONCE), several(array, (four, 0), AT_ONCE),
        )
    )  # fmt: skip


@inlined
def _cosines(vectors, own, partner):
    """Return the cosines of pairs of firms' unit vectors, side by side."""
    (a, b, c, d), (e, f, g, h) = own, partner
    first, second, third, fourth = turned(
        (
            several(vectors, (a, 0), DOMAINS) * several(vectors, (e, 0), DOMAINS),
            several(vectors, (b, 0), DOMAINS) * several(vectors, (f, 0), DOMAINS),
            several(vectors, (c, 0), DOMAINS) * several(vectors, (g, 0), DOMAINS),
            several(vectors, (d, 0), DOMAINS) * several(vectors, (h, 0), DOMAINS),
        )
    )
    return 0.0 + first + second + third + fourth


@inlined
def gather(ties, profile, values, schemes, source, target, b, base):
    """Copy a group of relationships, and what it needs of their firms, into the buffer."""
    for column in range(COPIED):
        keep(several(ties, (column, base), LANES), b, column * LANES)
    for lane in range(0, LANES, AT_ONCE):
        own, partner = firms_of(source, base + lane), firms_of(target, base + lane)
        keep(_cosines(values, own, partner), b, VALUE_COSINE * LANES + lane)
        keep(_cosines(schemes, own, partner), b, SCHEME_COSINE * LANES + lane)
        digitization, ready, quality, openness = _rows_turned(profile, own)
        their_digitization, their_ready, their_quality, their_openness = _rows_turned(
            profile, partner
        )
        keep(digitization, b, OWN_DIGITIZATION * LANES + lane)
        keep(their_digitization, b, PARTNER_DIGITIZATION * LANES + lane)
        keep(0.5 * (ready + their_ready), b, READY * LANES + lane)
        keep(0.5 * (quality + their_quality), b, JOINT_QUALITY * LANES + lane)
        keep(openness, b, OWN_OPENNESS * LANES + lane)
        keep(their_openness, b, PARTNER_OPENNESS * LANES + lane)
        keep(picked(profile[:, LIQUIDITY], own), b, OWN_LIQUIDITY * LANES + lane)
        keep(picked(profile[:, LIQUIDITY], partner), b, PARTNER_LIQUIDITY * LANES + lane)


@inlined
def lanes(b, row, lane):
    """Return what a row of the buffer holds of ``WIDE`` relationships from a lane on."""
    return several(b, row * LANES + lane, WIDE)


@inlined
def scatter(ties, b, base):
    """Copy the buffer back; what it leaves in slots without a relationship is never read."""
    for column in range(UPDATED):
        keep(several(b, column * LANES, LANES), ties, (column, base))
    # Setbacks are felt now; whoever causes the next writes it anew.
    keep(alike(0.0, LANES), ties, (TIE.setback, base))
