"""Random streams: a draw is a pure function of seed, replicate, purpose, tick and entity.

So a result depends neither on threads nor on order nor on who else is drawing: two scenarios under
one seed meet the same chance, and a run can branch at any tick. The mixing function is the
finalizer of splitmix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number
generators").
"""

from __future__ import annotations

import hashlib
from enum import IntEnum

import numpy as np

from ecosim.compiled import entry, float_from_bits, inlined

__all__ = ["Purpose", "bell", "entity_key", "mixed", "pair_key", "stream", "uniform", "uniforms"]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_SHIFT_30, _SHIFT_27, _SHIFT_31 = np.uint64(30), np.uint64(27), np.uint64(31)
_SHIFT_12, _SHIFT_16, _SHIFT_32, _SHIFT_48 = (np.uint64(bits) for bits in (12, 16, 32, 48))
_LOW_16 = np.uint64(0xFFFF)
_ONE, _TWO_TO_52 = np.uint64(0x3FF0000000000000), np.uint64(0x4330000000000000)
_BELL_SCALE = 2.6429189567e-05  # √3 / 65536: unit variance for the sum of four 16-bit uniforms


class Purpose(IntEnum):
    """What a draw decides; each purpose is a stream of its own."""

    FIELD = 1  # plus the number of the field, up to 99 more
    VALUES = 101
    SCHEMES = 111
    CULTURE = 121
    HOME = 131
    INDUSTRY = 132
    PRESENCE = 133
    DEGREE = 134
    MATCH = 135
    ROLE = 136
    START = 137
    SHOCK = 151
    SHOCK_SIZE = 152
    SURPRISE = 153
    TASTE = 161
    SUCCESS = 171
    BETRAYAL = 172
    FAILURE = 173
    VALUE_NOISE = 181
    SCHEME_NOISE = 191
    MARKET = 201
    SEARCH = 211
    WANTED = 212
    WALK = 220
    WALK_ON = 240
    MEETING = 260
    TASTE_OF_PARTNER = 280
    ACCEPTANCE = 281
    NEED_ARISES = 300
    NEED = 301  # plus the number of the attribute, up to 9 more
    OPERATION = 311  # plus the number of the stage, up to 3 more
    VANISHING = 315
    NOTICING = 316
    ESTIMATE = 317
    CHANGE = 318
    NEED_CREATION = 319
    DEGRADATION = 340
    PATIENCE = 341
    UPSELL = 342
    DISCOVERY = 360
    HIDDEN_NEED = 361
    SOLUTION = 362
    TAKEN_UP = 363
    CREATION = 364
    PLANNING = 365
    INCIDENT = 366
    ANSWER = 367
    TEMPER = 368
    EARLY_PRODUCT = 369
    DELIVERY = 380
    TRACKING = 381
    TASTE_DRIFT = 382


def entity_key(words: str) -> np.uint64:
    """Return the key of an entity from the words that name it; no list position enters."""
    return np.uint64(int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big"))


@inlined
def mixed(word):
    """Scramble 64 bits so that neighbouring words become independent."""
    word = (word ^ (word >> _SHIFT_30)) * _FIRST
    word = (word ^ (word >> _SHIFT_27)) * _SECOND
    return word ^ (word >> _SHIFT_31)


@inlined
def stream(seeds, purpose, tick):
    """Return the key of the stream for one purpose at one tick; ``seeds`` is [seed, replicate]."""
    key = mixed(seeds[0] + _STEP)
    key = mixed(key + seeds[1] + _STEP)
    key = mixed(key + np.uint64(purpose) + _STEP)
    return mixed(key + np.uint64(tick) + _STEP)


@inlined
def pair_key(one, other):
    """Return the key of a pair of entities, the same from either side."""
    return mixed(one + other) ^ mixed(one ^ other)


@inlined
def uniform(stream_key, entity):
    """Return a number uniform in [0, 1), in steps of 2⁻⁵²."""
    return float_from_bits((mixed(stream_key + entity) >> _SHIFT_12) | _ONE) - 1.0


@inlined
def bell(stream_key, entity):
    """Return a bell-shaped number of mean 0 and variance 1, never beyond ±3.46.

    It is the scaled sum of four uniforms: far cheaper than a normal draw and the same bits
    everywhere; where tails matter it must not be used.
    """
    word = mixed(stream_key + entity)
    total = (word & _LOW_16) + ((word >> _SHIFT_16) & _LOW_16)
    total = total + ((word >> _SHIFT_32) & _LOW_16) + (word >> _SHIFT_48)
    number = float_from_bits(total | _TWO_TO_52) - 4503599627370496.0
    return (number - 131070.0) * _BELL_SCALE


@entry
def uniforms(seeds, purpose, tick, entities, out):
    """Fill ``out`` with one uniform draw for each entity key."""
    key = stream(seeds, purpose, tick)
    for i in range(len(entities)):
        out[i] = uniform(key, entities[i])
