"""An outcome over two factors, and the distance to an edge, on numbers known beforehand."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from ecosim.errors import InputError
from ecosim.results.surface import distance_to_edge, surface


def runs(**columns) -> pa.Table:
    count = len(next(iter(columns.values())))
    return pa.table({"status": ["ok"] * count, **columns})


def test_a_cell_holds_the_mean_of_its_runs_and_undefined_ones_do_not_count():
    table = runs(a=[0.0, 0.0, 1.0, 1.0], b=["x", "x", "x", "y"], trust=[0.2, 0.4, None, 0.9])
    found = surface(table, "a", "b", "trust")

    assert found.up.labels == ("x", "y")
    assert found.count.tolist() == [[2, 0], [0, 1]]
    assert found.mean[0, 0] == pytest.approx(0.3)
    assert np.isnan(found.mean[0, 1])
    assert found.mean[1, 1] == 0.9


def test_runs_that_failed_are_left_out():
    table = pa.table({"status": ["ok", "error"], "a": [0.0, 0.0], "b": [1, 1], "y": [1.0, 9.0]})

    assert surface(table, "a", "b", "y").mean.tolist() == [[1.0]]


def test_a_sweep_without_finished_runs_is_refused():
    table = pa.table(
        {"status": ["error"], "a": [0.0], "b": ["x"], "y": pa.array([None], pa.float64())}
    )

    with pytest.raises(InputError, match="none of them is finished"):
        surface(table, "a", "b", "y")


def test_many_numbers_are_put_into_bins_and_switches_are_named():
    values = np.linspace(2.0, 8.0, 60)
    found = surface(runs(a=values, b=[True, False] * 30, y=values), "a", "b", "y")

    assert found.up.labels == ("off", "on")
    assert found.count.sum() == 60
    assert (found.count > 0).all()
    assert (np.diff(found.mean, axis=1) > 0).all()
    assert (found.across.low, found.across.high) == (2.0, 8.0)


def test_distances_are_positive_inside_and_negative_outside_and_both_meet_at_the_edge():
    inside = [[True, True, False], [True, False, None]]
    far = distance_to_edge(inside, (np.array([0.0, 1.0]), np.array([0.0, 0.5, 1.0])))

    assert far[0].tolist() == [1.0, 0.5, -0.5]
    assert far[1, 0] == 0.5
    assert far[1, 1] == -0.5
    assert np.isnan(far[1, 2])


def test_without_an_edge_the_distance_is_endless():
    assert distance_to_edge([[True, True]], (np.zeros(1), np.array([0.0, 1.0]))).tolist() == [
        [np.inf, np.inf]
    ]
