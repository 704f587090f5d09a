"""The short summary of runs."""

import pytest

from ecosim.results.statistics import mean_interval
from ecosim.results.summary import summarize
from ecosim.results.tables import DesignPoint, runs_table


def test_every_outcome_has_mean_interval_and_unit(make_run, outcomes):
    values = [0.25, 0.5, 0.125]
    runs = [make_run(i, outcomes={"final_viability": v}) for i, v in enumerate(values)]
    viability, revenue = summarize(runs_table(runs, outcomes))
    assert (viability.name, viability.unit) == ("final_viability", "1")
    assert viability.description == "Viability in the last month."
    assert viability.interval == mean_interval(values)
    assert revenue.unit == "MSEK"
    assert revenue.interval.count == 0


def test_runs_that_failed_and_settings_of_the_design_do_not_count(make_run, outcomes):
    class Failed(make_run):
        status = "timeout"

    runs = [make_run(0), make_run(1), Failed(2)]
    points = [DesignPoint(0, {"parameters.x": 1.0})] * 3
    summary = summarize(runs_table(runs, outcomes, points))
    assert [row.name for row in summary] == list(outcomes.names)
    assert [row.interval.count for row in summary] == [2, 2]


def test_a_higher_level_gives_wider_intervals(make_run, outcomes):
    runs = [make_run(i, outcomes={"revenue_total": float(i)}) for i in range(5)]
    table = runs_table(runs, outcomes)
    half, most = (summarize(table, level)[1].interval for level in (0.5, 0.99))
    assert most.low < half.low < half.high < most.high
    assert half.estimate == pytest.approx(2.0)
