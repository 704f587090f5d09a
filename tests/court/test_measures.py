"""Measures take from a run what they say; worked on runs made by hand."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest

from ecosim.court.measures import LEVEL_OF, measured
from ecosim.court.rows import rows_of, selected
from ecosim.declarations.columns import EVENT, FIRM, SERIES, TIE
from ecosim.engine.build import Blueprint
from ecosim.engine.run import LEVELS, Run, run
from ecosim.scenarios import load_scenario
from ecosim.scenarios.pattern import Measure


@functools.cache
def small() -> Blueprint:
    return Blueprint.of(
        load_scenario({
            "scenario": {"ticks": 36},
            "population": {kind: {"count": 4} for kind in ("provider", "customer", "partner")},
            "network": {"mean_degree": 4},
            "parameters": {"search_rate": 0.5},
        })
    )  # fmt: skip


@functools.cache
def finished() -> Run:
    return run(small(), 3, 0, LEVELS[-1], 6)


def take(of: str, columns: str = "", statistic: str = "mean", **others: Any) -> float:
    words = {"months": None, "where": {}, "having": {}, **others}
    measure = Measure(of, tuple(columns.split()), statistic, **words)
    return measured(measure, finished(), small().roster)


def test_a_level_is_known_for_every_table() -> None:
    assert set(LEVEL_OF.values()) <= set(LEVELS)


def test_the_mean_of_a_series_is_over_the_months_asked_for() -> None:
    series = finished().ecosystem[:, SERIES.trust]
    assert take("ecosystem", "trust") == pytest.approx(series.mean())
    assert take("ecosystem", "trust", months=(7, 12)) == pytest.approx(series[6:12].mean())
    assert take("ecosystem", "trust", "slope") == pytest.approx(
        np.polyfit(np.arange(1, 37), series, 1)[0]
    )


def test_firms_count_by_kind_and_name_while_in_business() -> None:
    panel, firms = finished().firms, small().roster
    assert panel is not None
    makers = firms.kind == 0
    assert take("firms", "cash", "sum", where={"kind": "provider"}, months=(36, 36)) == (
        pytest.approx(panel[-1, FIRM.cash, makers & (panel[-1, FIRM.alive] > 0)].sum(), rel=1e-6)
    )
    one = firms.index["partner-2"]
    assert take("firms", "cash", where={"firm": "partner-2"}) == pytest.approx(
        panel[:, FIRM.cash, one].mean(), rel=1e-6
    )


def test_relationships_count_by_pair_firm_and_bounds() -> None:
    panel = finished().relationships
    assert panel is not None
    kinds = small().roster.kind
    pair = (kinds[panel.source] == 0) & (kinds[panel.target] == 2)
    old = (panel.values[TIE.age] >= 12) & (panel.values[TIE.age] <= 30)
    found = take("relationships", "trust", where={"pair": "provider-partner", "age": [12, 30]})
    assert found == pytest.approx(panel.values[TIE.trust, pair & old].mean(), rel=1e-6)
    either = (panel.source == 0) | (panel.target == 0)
    assert take("relationships", statistic="count", where={"firm": "provider-1"}) == either.sum()
    grown = panel.values[TIE.phase] >= 1
    share = take("relationships", statistic="share", having={"phase": [1, 3]})
    assert share == pytest.approx(grown.mean())


def test_events_count_by_kind_of_event_and_of_firms() -> None:
    events, kinds = finished().events, small().roster.kind
    chosen = events[events["kind"] == EVENT.partner_chosen]
    assert len(chosen)
    assert take("events", statistic="count", where={"event": "partner_chosen"}) == len(chosen)
    partners = (kinds[chosen["object"]] == 2).sum()
    where = {"event": "partner_chosen", "object_kind": "partner"}
    assert take("events", statistic="count", where=where) == partners
    early = take("events", statistic="count", where={"event": "partner_chosen"}, months=(1, 6))
    assert early == (chosen["tick"] <= 6).sum()


def test_a_market_is_no_firm() -> None:
    entered = finished().events["kind"] == EVENT.market_entered
    rows = rows_of("events", finished(), small().roster)
    assert np.all(rows["object_kind"][entered] == -1)


def test_the_first_month_is_a_mean_over_those_who_get_there() -> None:
    panel = finished().firms
    assert panel is not None
    reached = panel[:, FIRM.age] >= 12
    assert take("firms", statistic="first_month", having={"age": [12, 99]}) == pytest.approx(
        np.mean([finished().ticks[column.argmax()] for column in reached.T if column.any()])
    )
    assert np.isnan(take("firms", statistic="first_month", having={"age": [999, 1000]}))


def test_nothing_measured_is_undefined_and_not_zero() -> None:
    assert np.isnan(take("relationships", "trust", where={"age": [900, 999]}))
    assert take("relationships", statistic="count", where={"age": [900, 999]}) == 0


def by_hand(series: dict[str, Any]) -> Run:
    """Return a run whose ecosystem has these series."""
    months = len(next(iter(series.values())))
    table = np.zeros((months, len(SERIES)))
    for name, values in series.items():
        table[:, getattr(SERIES, name)] = values
    return Run(**{**vars(finished()), "ecosystem": table})


def test_the_lead_is_positive_where_the_first_series_goes_ahead() -> None:
    steps = np.random.default_rng(5).normal(size=121)
    walk = np.cumsum(steps)
    made = by_hand({"maturity": walk[1:], "involvement": walk[:-1]})
    measure = Measure("ecosystem", ("maturity", "involvement"), "lead", None, {}, {})
    behind = Measure("ecosystem", ("involvement", "maturity"), "lead", None, {}, {})
    found = measured(measure, made, small().roster)
    assert found > 0.05
    assert measured(behind, made, small().roster) == pytest.approx(-found)


def test_firms_that_closed_do_not_count() -> None:
    panel = finished().firms
    assert panel is not None
    closed = panel.copy()
    closed[:, FIRM.alive, 0] = 0.0
    made = Run(**{**vars(finished()), "firms": closed})
    rows = rows_of("firms", made, small().roster)
    assert not selected(rows, {"firm": small().roster.ids[0]}, small().roster).any()
