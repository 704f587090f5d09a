"""The random streams of ``ecosim.engine.streams`` in plain Python integers."""

from __future__ import annotations

_WORD = 0xFFFFFFFFFFFFFFFF
_STEP = 0x9E3779B97F4A7C15


def mixed(word: int) -> int:
    """Scramble 64 bits; the finalizer of splitmix64."""
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & _WORD
    return word ^ (word >> 31)


def stream(seeds: tuple[int, int], purpose: int, tick: int) -> int:
    """Return the key of the stream for one purpose at one tick; ``seeds`` is (seed, replicate)."""
    key = mixed((seeds[0] + _STEP) & _WORD)
    for word in (seeds[1], purpose, tick):
        key = mixed((key + word + _STEP) & _WORD)
    return key


def pair_key(one: int, other: int) -> int:
    """Return the key of a pair of entities, the same from either side."""
    return mixed((one + other) & _WORD) ^ mixed(one ^ other)


def uniform(stream_key: int, entity: int) -> float:
    """Return a number uniform in [0, 1), in steps of 2⁻⁵²."""
    return (mixed((stream_key + entity) & _WORD) >> 12) * 2.0**-52


def bell(stream_key: int, entity: int) -> float:
    """Return a bell-shaped number of mean 0 and variance 1."""
    word = mixed((stream_key + entity) & _WORD)
    total = (word & 0xFFFF) + ((word >> 16) & 0xFFFF) + ((word >> 32) & 0xFFFF) + (word >> 48)
    return (total - 131070.0) * 2.6429189567e-05
