"""Generated networks have the degrees that theory or the scenario asks for.

Every test is deterministic. Had the seeds been others, each single check would raise a false alarm
with a probability of about one in ten thousand.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from ecosim.declarations.fields import FIELDS, KINDS, Distribution
from ecosim.declarations.networks import PAIRS
from ecosim.declarations.scenario import Group, NetworkSpec, Scenario
from ecosim.engine.build import Blueprint, build_world
from ecosim.engine.streams import Purpose, uniforms

FALSE_ALARM = 1e-4
SIGMAS = float(stats.norm.isf(FALSE_ALARM / 2.0))
FIRMS, DEGREE, REPLICATES = 200, 6, 20
Degrees = NDArray[np.int64]


def degrees(generator: str, options: dict[str, float] | None = None) -> Degrees:
    """Return degrees among firms of one kind, in which networkx has a free hand: [replicate, n]."""
    network = NetworkSpec(generator, DEGREE, options or {}, {"provider-provider": 1.0})
    scenario = Scenario("alike", groups=(Group("provider", FIRMS),), network=network)
    blueprint = Blueprint.of(scenario)
    worlds = [build_world(blueprint, 9, k, keep_events=False) for k in range(REPLICATES)]
    return np.array([world.degree for world in worlds])


def test_random_pairs_give_binomial_degrees() -> None:
    found = degrees("erdos-renyi")
    pairs, chance = FIRMS * (FIRMS - 1) / 2, DEGREE / (FIRMS - 1)
    edges = found.sum() / 2
    spread = np.sqrt(REPLICATES * pairs * chance * (1 - chance))
    assert abs(edges - REPLICATES * pairs * chance) < SIGMAS * spread
    assert found.var() == pytest.approx(DEGREE * (1 - chance), rel=0.15)


def test_preferential_attachment_gives_hubs() -> None:
    """Expected counts by Barabási and Albert: P(k) = 2m(m + 1) / (k(k + 1)(k + 2)), k ≥ m."""
    found, least = degrees("barabasi-albert"), DEGREE // 2
    assert found.sum() / 2 == REPLICATES * least * (FIRMS - least)
    assert found.min() >= 1
    at_least = [(found >= k).mean() for k in (6, 10)]
    theory = [least * (least + 1) / (k * (k + 1)) for k in (6, 10)]
    assert at_least == pytest.approx(theory, rel=0.2)
    assert found.max(axis=1).min() > 4 * DEGREE


def test_a_ring_keeps_its_number_of_relationships_and_a_regular_network_its_degrees() -> None:
    assert np.all(degrees("watts-strogatz").sum(axis=1) == FIRMS * DEGREE)
    assert np.all(degrees("watts-strogatz", {"p": 0.0}) == DEGREE)
    assert np.all(degrees("newman-watts-strogatz", {"p": 0.0}) == DEGREE)
    assert np.all(degrees("random-regular") == DEGREE)


def test_no_firm_is_put_on_the_same_node_in_every_replicate() -> None:
    found = degrees("barabasi-albert")
    means = found.mean(axis=0)
    expected = found.std() / np.sqrt(REPLICATES)
    assert means.std() == pytest.approx(expected, rel=0.3)


CROWD = {"provider": 40, "customer": 120, "partner": 40, "logistics": 20}


def role_constrained(**arguments: Any) -> tuple[Blueprint, Degrees]:
    groups = [Group(kind, CROWD[kind], **arguments) for kind in KINDS]
    scenario = Scenario("crowd", groups=tuple(groups), network=NetworkSpec(mean_degree=DEGREE))
    blueprint = Blueprint.of(scenario)
    worlds = [build_world(blueprint, 9, k, keep_events=False) for k in range(REPLICATES)]
    return blueprint, np.array([world.degree for world in worlds])


def test_the_mean_degree_is_about_what_the_scenario_asks_for() -> None:
    """Repetitions are dropped, so that it is somewhat less."""
    _, found = role_constrained()
    assert 0.85 * DEGREE < found.mean() < 1.02 * DEGREE


def test_degrees_vary_over_firms_and_more_so_with_uneven_ties() -> None:
    blueprint, found = role_constrained()
    even = role_constrained(fields={"ties": Distribution("fixed", 1.0)})[1]
    makers = blueprint.roster.kind == KINDS.index("provider")
    spread = [d[:, makers].std(axis=1).mean() / d[:, makers].mean() for d in (even, found)]
    assert 0.0 < spread[0] < 0.15
    assert spread[1] > 0.3


def test_a_firm_has_relationships_in_proportion_to_its_ties() -> None:
    blueprint, found = role_constrained(fields={"ties": Distribution("uniform", 0.5, 2.0)})
    makers = np.flatnonzero(blueprint.roster.kind == KINDS.index("provider"))
    ties = np.array([_ties(blueprint, k)[makers] for k in range(REPLICATES)])
    assert stats.pearsonr(ties.ravel(), found[:, makers].ravel()).statistic > 0.9


def _ties(blueprint: Blueprint, replicate: int) -> NDArray[np.float64]:
    """Return the ties drawn for each firm, from the distribution that the scenario gives."""

    purpose = int(Purpose.FIELD) + FIELDS.names.index("ties")
    draws = np.empty(len(blueprint.roster.ids))
    uniforms(np.array([9, replicate], np.uint64), purpose, 0, blueprint.roster.keys, draws)
    return 0.5 + 1.5 * draws


def test_layers_share_the_relationships_by_their_weight() -> None:
    blueprint, _ = role_constrained()
    counts = dict.fromkeys(PAIRS, 0)
    for k in range(REPLICATES):
        world = build_world(blueprint, 9, k, keep_events=False)
        slots = np.flatnonzero(world.source >= 0)
        for i, j in zip(
            world.kind[world.source[slots]], world.kind[world.target[slots]], strict=True
        ):
            counts[f"{KINDS[i]}-{KINDS[j]}"] += 1
    total = sum(counts.values())
    for pair, weight in NetworkSpec().layers.items():
        assert counts[pair] / total == pytest.approx(weight, abs=0.04)
    assert counts["partner-partner"] == 0
