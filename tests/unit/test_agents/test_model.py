"""The model as Mesa and its users see it."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import Any

import mesa
import networkx as nx
import numpy as np
import pytest

from ecosim.agents import Customer, EcosystemModel, Logistics, Partner, Provider
from ecosim.declarations.columns import ECOSYSTEM, EVENT, FIRM_COLUMNS, TIE_COLUMNS
from ecosim.declarations.scenario import Scenario
from ecosim.engine.settings import P
from ecosim.errors import InputError, RunError


def test_firms_are_mesa_agents_of_their_kind(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    assert isinstance(model, mesa.Model)
    assert len(model.agents) == 15
    counts = {cls: len(firms) for cls, firms in model.agents_by_type.items()}
    assert counts == {Provider: 4, Customer: 6, Partner: 4, Logistics: 1}


def test_a_step_is_a_month_and_the_model_stops_with_the_scenario(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    model.step()
    assert (model.month, model.steps, model.time, model.running) == (1, 1, 1.0, True)
    model.run_model()
    assert (model.month, model.steps, model.time, model.running) == (4, 4, 4.0, False)


def test_a_step_beyond_the_last_month_is_refused(scenario: Scenario) -> None:
    model = EcosystemModel(scenario, ticks=1)
    model.step()
    with pytest.raises(RunError, match="all 1 months of scenario 'lively' are over"):
        model.step()


def test_rng_and_seed_are_two_names_for_the_seed(scenario: Scenario) -> None:
    worlds = [
        EcosystemModel(scenario, **seed).world.firms.tobytes()
        for seed in ({}, {"rng": 7}, {"seed": np.int64(7)}, {"rng": 8}, {"replicate": 1})
    ]
    assert worlds[0] == worlds[1] == worlds[2]
    assert len(set(worlds)) == 3


def test_mesas_own_generators_follow_the_seed(scenario: Scenario) -> None:
    draws = [EcosystemModel(scenario, rng=rng).random.random() for rng in (1, 1, 2)]
    assert draws[0] == draws[1] != draws[2]


def test_mesas_own_generators_decide_nothing(scenario: Scenario) -> None:
    quiet, noisy = EcosystemModel(scenario), EcosystemModel(scenario)
    for _ in range(4):
        noisy.random.random()
        noisy.rng.random()
        quiet.step()
        noisy.step()
    assert quiet.world.firms.tobytes() == noisy.world.firms.tobytes()


def test_a_model_without_a_scenario_runs() -> None:
    model = EcosystemModel(ticks=2)
    model.run_model()
    assert model.steps == 2


def test_the_scenario_is_the_one_given_whatever_mesa_means_by_the_word(scenario: Scenario) -> None:
    assert EcosystemModel(scenario).scenario.digest == scenario.digest


def test_settings_are_keyword_arguments(scenario: Scenario) -> None:
    model = EcosystemModel(
        scenario,
        trust_gain=0.2,
        pooling=False,
        partner_selection="similar",
        internationalization="none",
        parameters={"trust_fade": 0.1},
        **{"mechanisms.learning": False, "relationships.assets": False},
    )
    chosen = model.scenario
    assert (chosen.parameters["trust_gain"], chosen.parameters["trust_fade"]) == (0.2, 0.1)
    assert chosen.parameters["pooling"] == 1.0
    assert not any(chosen.mechanisms[m] for m in ("pooling", "learning", "relationships.assets"))
    assert (chosen.partner_selection, chosen.internationalization) == ("similar", "none")
    assert model.world.settings[P.trust_gain] == 0.2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"trust_gian": 0.1}, "no setting 'trust_gian'; did you mean 'trust_gain'"),
        ({"learning": "off"}, "mechanisms.learning: 'off' is neither true nor false"),
        ({"trust_gain": 9.0}, "parameters.trust_gain: 9.0 is not a number from 0 to 0.5"),
        ({"parameters": {"nothing": 1.0}}, "parameters.nothing does not exist"),
        ({"ticks": 0}, "ticks: 0 is not a whole number"),
        ({"rng": 1, "seed": 1}, r"give rng \(1\) or seed \(1\), not both"),
        ({"rng": np.random.default_rng(1)}, "rng: .* is not a whole number from 0"),
        ({"rng": -1}, "rng: -1 is not a whole number"),
        ({"replicate": 0.5}, "replicate: 0.5 is not a whole number"),
        ({"partner_selection": "similer"}, "'similer' is none of .*did you mean 'similar'"),
        ({"partner_selection": 3}, "policy.partner_selection: 3 is not the name of a policy"),
        ({"scenario": "baseline"}, "'baseline' is not a Scenario"),
    ],
)
def test_bad_arguments_are_refused_in_a_sentence(
    scenario: Scenario, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        EcosystemModel(**{"scenario": scenario, **arguments})


def test_the_graph_is_a_copy_with_all_columns(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    graph = model.graph
    assert isinstance(graph, nx.Graph)
    assert set(graph.nodes["D"]) == {"kind", *FIRM_COLUMNS.names}
    assert set(graph.edges["D", "T"]) == {"source", "target", *TIE_COLUMNS.names}
    assert graph.edges["T", "D"]["source"] == "D"
    assert graph.edges["D", "T"]["trust"] == 0.5
    assert graph.number_of_edges() == np.count_nonzero(model.world.source >= 0)
    assert {name: graph.degree[name] for name in graph} == {
        firm.name: len(firm.partners) for firm in model.firms
    }


def test_series_grow_month_by_month(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    assert all(len(numbers) == 0 for numbers in model.series.values())
    model.step()
    model.step()
    assert tuple(model.series) == ECOSYSTEM.names
    assert model.series["firms_alive"].tolist() == [15.0, 15.0]


def test_events_say_what_happened_and_leave_room_for_more(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    model.run_model()
    events = model.events
    assert set(events["tick"]) <= {1, 2, 3, 4}
    assert np.all(np.diff(events["tick"]) >= 0)
    chosen = events[events["kind"] == EVENT.partner_chosen]
    assert len(chosen) > 0
    first = model.firms[chosen["subject"][0]], model.firms[chosen["object"][0]]
    assert first[0].relationship(first[1]) is not None


def test_the_data_collector_holds_every_series_and_what_the_user_asks_of_agents(
    scenario: Scenario,
) -> None:
    model = EcosystemModel(scenario, agent_reporters={"cash": "cash", "name": "name"})
    model.run_model()
    table = model.datacollector.get_model_vars_dataframe()
    assert tuple(table.columns) == ECOSYSTEM.names
    assert np.array_equal(table.to_numpy(), model.world.series)
    agents = model.datacollector.get_agent_vars_dataframe().loc[4.0]
    assert agents["cash"].tolist() == [firm.cash for firm in model.firms]
    assert "D" in set(agents["name"])


def test_batch_run_varies_parameters_and_replicates(scenario: Scenario) -> None:
    rows = mesa.batch_run(
        EcosystemModel,
        {"scenario": scenario, "trust_gain": [0.0, 0.3], "replicate": [0, 1]},
        display_progress=False,
    )
    assert [(row["trust_gain"], row["replicate"]) for row in rows] == [
        (0.0, 0), (0.0, 1), (0.3, 0), (0.3, 1),
    ]  # fmt: skip
    last = EcosystemModel(scenario, trust_gain=0.3, replicate=1)
    last.run_model()
    assert rows[-1]["trust"] == last.series["trust"][-1]
    assert rows[0]["trust"] < rows[2]["trust"]


def test_an_unknown_firm_is_named_with_the_nearest(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    with pytest.raises(InputError, match="no firm 'provider-11'; did you mean 'provider-1'"):
        model.firm("provider-11")


def test_a_model_no_longer_used_is_forgotten(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    model.step()
    trace = weakref.ref(model)
    del model
    gc.collect()
    assert trace() is None


def test_two_models_of_one_scenario_do_not_share_state(scenario: Scenario) -> None:
    one, other = EcosystemModel(scenario), EcosystemModel(replace(scenario))
    one.step()
    assert other.month == 0
    assert one.world.firms.tobytes() != other.world.firms.tobytes()
