"""Draws are uniform or bell-shaped, and independent over whatever names them.

Every test is deterministic. Had the seeds been others, each single check would raise a false alarm
with a probability of ``FALSE_ALARM``.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from ecosim.compiled import inlined
from ecosim.engine.streams import Purpose, bell, entity_key, pair_key, stream, uniforms

FALSE_ALARM = 1e-4
COUNT = 100_000
SUCCESS = int(Purpose.SUCCESS)
Floats = NDArray[np.float64]
FIRMS = np.array([entity_key(f"provider-{i}") for i in range(COUNT)], np.uint64)
PLACES = np.arange(COUNT, dtype=np.uint64)


@inlined
def bells(seeds, purpose, tick, entities, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` with a bell-shaped draw for each entity."""
    key = stream(seeds, purpose, tick)
    for i in range(len(entities)):
        out[i] = bell(key, entities[i])


def uniform_draws(
    seed: int = 42,
    replicate: int = 0,
    purpose: int = SUCCESS,
    tick: int = 1,
    entities: NDArray[np.uint64] = FIRMS,
) -> Floats:
    out = np.empty(len(entities))
    uniforms(np.array([seed, replicate], np.uint64), purpose, tick, entities, out)
    return out


def bell_draws(tick: int = 1) -> Floats:
    out = np.empty(COUNT)
    bells(np.array([42, 0], np.uint64), SUCCESS, tick, FIRMS, out)
    return out


NEIGHBOURS: dict[str, Callable[[int], Floats]] = {
    "seeds": lambda k: uniform_draws(seed=42 + k),
    "replicates": lambda k: uniform_draws(replicate=k),
    "purposes": lambda k: uniform_draws(purpose=SUCCESS + k),
    "ticks": lambda k: uniform_draws(tick=1 + k),
    "entities with neighbouring keys": lambda k: uniform_draws(entities=PLACES + np.uint64(k)),
    "entities with neighbouring names": lambda k: uniform_draws(entities=np.roll(FIRMS, k)),
    "seed and replicate in exchange": lambda k: uniform_draws(seed=7 + k, replicate=8 - k),
    "replicate and purpose in exchange": lambda k: uniform_draws(replicate=k, purpose=SUCCESS - k),
    "purpose and tick in exchange": lambda k: uniform_draws(purpose=SUCCESS + k, tick=8 - k),
    "tick and entity in exchange": lambda k: uniform_draws(tick=k, entities=PLACES - np.uint64(k)),
}


@pytest.mark.parametrize("entities", [FIRMS, PLACES, PLACES << np.uint64(40)])
def test_draws_are_uniform(entities: NDArray[np.uint64]) -> None:
    draws = uniform_draws(entities=entities)
    assert draws.min() >= 0.0
    assert draws.max() < 1.0
    assert stats.kstest(draws, "uniform").pvalue > FALSE_ALARM
    counts = np.bincount((draws * 1000).astype(np.int64), minlength=1000)
    assert stats.chisquare(counts).pvalue > FALSE_ALARM


def test_the_last_bits_of_a_draw_are_uniform_too() -> None:
    last = (uniform_draws() * 2.0**52).astype(np.int64) % 256
    assert stats.chisquare(np.bincount(last, minlength=256)).pvalue > FALSE_ALARM


def test_draws_over_months_are_uniform_for_one_firm() -> None:
    draws = [uniform_draws(tick=tick, entities=FIRMS[:1])[0] for tick in range(10_000)]
    assert stats.kstest(draws, "uniform").pvalue > FALSE_ALARM


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_neighbouring_draws_are_uncorrelated(name: str) -> None:
    one, other = NEIGHBOURS[name](0), NEIGHBOURS[name](1)
    assert stats.pearsonr(one, other).pvalue > FALSE_ALARM
    assert np.count_nonzero(one == other) == 0


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_neighbouring_draws_are_independent(name: str) -> None:
    """Chi-square over a table of 16 by 16 cells finds what a correlation does not."""
    one, other = NEIGHBOURS[name](0), NEIGHBOURS[name](1)
    cells = (one * 16).astype(np.int64) * 16 + (other * 16).astype(np.int64)
    assert stats.chisquare(np.bincount(cells, minlength=256)).pvalue > FALSE_ALARM


def test_bell_shaped_draws_are_sums_of_four_uniform_ones() -> None:
    """Theory: mean 0, variance 1, skewness 0, excess kurtosis −0.3, nothing beyond 2·√3."""
    draws = bell_draws()
    limit = stats.norm.isf(FALSE_ALARM / 2.0) / np.sqrt(COUNT)
    assert abs(draws.mean()) < limit
    assert abs(np.mean(draws**2) - 1.0) < limit * np.sqrt(2.7 - 1.0)
    assert abs(np.mean(draws**3)) < limit * np.sqrt(np.mean(draws**6))
    assert abs(np.mean(draws**4) - 2.7) < limit * np.std(draws**4)
    assert np.abs(draws).max() < 2.0 * np.sqrt(3.0)


def test_bell_shaped_draws_follow_the_distribution_of_such_a_sum() -> None:
    def below(x: Floats) -> Floats:
        y = np.asarray(x) / np.sqrt(3.0) + 2.0
        signs = [(1, 0), (-4, 1), (6, 2), (-4, 3), (1, 4)]
        return sum(sign * np.maximum(0.0, y - k) ** 4 for sign, k in signs) / 24.0

    assert stats.kstest(bell_draws(), below).pvalue > FALSE_ALARM


def test_bell_shaped_draws_of_neighbouring_months_are_uncorrelated() -> None:
    assert stats.pearsonr(bell_draws(1), bell_draws(2)).pvalue > FALSE_ALARM


def test_every_purpose_has_a_stream_of_its_own() -> None:
    """Purposes that cover several streams, one a domain or candidate, do not overlap either."""
    widths = {"FIELD": 100, "VALUES": 4, "SCHEMES": 4, "CULTURE": 4, "START": 4, "TASTE": 4}
    widths |= {"VALUE_NOISE": 4, "SCHEME_NOISE": 4, "WALK": 16, "WALK_ON": 16, "MEETING": 16}
    used = [int(purpose) + k for purpose in Purpose for k in range(widths.get(purpose.name, 1))]
    assert len(set(used)) == len(used)
    first = [uniform_draws(purpose=purpose, entities=FIRMS[:1])[0] for purpose in used]
    assert len(set(first)) == len(used)


def test_keys_of_names_and_of_pairs_do_not_meet() -> None:
    assert len(set(FIRMS.tolist())) == COUNT
    pairs = {int(pair_key(i, j)) for k, i in enumerate(FIRMS[:200]) for j in FIRMS[:k]}
    assert len(pairs) == 200 * 199 // 2


def test_a_pair_has_one_key_from_either_side() -> None:
    for one, other in zip(FIRMS[:100], FIRMS[100:200], strict=True):
        assert pair_key(one, other) == pair_key(other, one)
