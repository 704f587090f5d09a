"""Relationships from a CSV file, from a networkx graph and from networkx generators."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from ecosim.declarations.networks import GENERATORS, PAIRS
from ecosim.declarations.scenario import NetworkSpec, Scenario
from ecosim.errors import InputError
from ecosim.scenarios import load_scenario

POPULATION = {"population": {"provider": {"count": 2}, "customer": {"count": 3}}}


def _with_file(folder: Path, text: str | bytes, network: str = "") -> Scenario:
    raw = text if isinstance(text, bytes) else text.encode()
    (folder / "relations.csv").write_bytes(raw)
    scenario = '[network]\nfile = "relations.csv"\n' + network
    scenario += "[population]\nprovider = { count = 2 }\ncustomer = { count = 3 }\n"
    (folder / "my.toml").write_text(scenario)
    return load_scenario(folder / "my.toml")


@pytest.mark.parametrize(
    "text",
    [
        "source,target,trust\nprovider-1,customer-1,0.5\nprovider-2,customer-1,\n",
        "\ufefftarget, source ,trust\r\nprovider-1, customer-1 ,0.5\r\n\r\ncustomer-1,provider-2,",
    ],
)
def test_a_file_lies_beside_the_scenario_and_replaces_the_generator(
    tmp_path: Path, text: str
) -> None:
    scenario = _with_file(tmp_path, text)
    edges = [(r.source, r.target, r.columns) for r in scenario.relationships]
    assert edges == [("provider-1", "customer-1", {"trust": 0.5}), ("provider-2", "customer-1", {})]
    assert scenario.network.generator == "none"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "row 1: there is no column 'source'"),
        ("source;target\n", "columns are separated by commas"),
        ("sorce,target\n", "row 1: there is no column 'source'; did you mean 'sorce'?"),
        ("source,target,trst\n", "column 'trst' is not known; did you mean 'trust'?"),
        ("source,target,target\n", "column 'target' is there twice"),
        ("source,target\nprovider-1\n", "row 2: 1 values for 2 columns"),
        ("source,target\nprovider-1,\n", "row 2, target: it is empty"),
        ("source,target,trust\nprovider-1,customer-1,x\n", "row 2, trust: 'x' is not a number"),
        ("source,target,trust\nprovider-1,customer-1,nan\n", "row 2, trust: nan is not a finite"),
        ("source,target,trust\nprovider-1,customer-1,2\n", "row 2, trust: 2.0 is above 1"),
        ("source,target\nprovider-1,customer-9\n", "provider-1' to 'customer-9', target: there is"),
        ("source,target\nprovider-1,provider-1\n", "cannot be related to itself"),
        ('source,target\n"provider-1', "not valid CSV"),
        (b"source,target\n\xff,b\n", "line 2: the text is not UTF-8"),
    ],
)
def test_a_wrong_file_is_explained(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        _with_file(tmp_path, text)
    assert said in str(caught.value)
    assert "my.toml" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "relations.csv").write_text("source,target\n")
    path = tmp_path / "my.toml"
    path.write_text('[network]\nfile = "relation.csv"\n')
    with pytest.raises(InputError, match=r"no such file; did you mean 'relations\.csv'"):
        load_scenario(path)


def test_a_generator_beside_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="beside a file of relationships"):
        _with_file(tmp_path, "source,target\n", 'generator = "role-constrained"\n')


def _graph(cls: Any = nx.Graph) -> Any:
    graph = cls()
    graph.add_node(
        "A", kind="provider", employees=12, label="shown only", **{"capability.product": 0.5}
    )
    graph.add_node(7, kind="partner", role="distributor")
    graph.add_edge("A", 7, trust=0.4, weight=3)
    graph.add_edge("A", "customer-2", share=0.2)
    return graph


@pytest.mark.parametrize("cls", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_nodes_become_firms_and_edges_relationships(cls: Any) -> None:
    scenario = load_scenario(POPULATION, network=_graph(cls))
    assert [firm.id for firm in scenario.firms] == ["A", "7"]
    assert scenario.firms[0].fields == {"employees": 12.0, "capability.product": 0.5}
    edges = {(r.source, r.target): r.columns for r in scenario.relationships}
    assert edges == {("A", "7"): {"trust": 0.4}, ("A", "customer-2"): {"share": 0.2}}
    assert scenario.network.generator == "none"


def test_layers_of_a_graph_are_joined() -> None:
    graph = _graph(nx.MultiDiGraph)
    graph.add_edge(7, "A", routines=0.3)
    edges = load_scenario(POPULATION, network=graph).relationships
    assert edges[0].columns == {"trust": 0.4, "routines": 0.3}


def test_layers_that_disagree_are_refused() -> None:
    graph = _graph(nx.MultiGraph)
    graph.add_edge(7, "A", trust=0.9)
    with pytest.raises(
        InputError, match=r"edge A to 7: trust is 0\.9 on one edge and 0\.4 on another"
    ):
        load_scenario(POPULATION, network=graph)


@pytest.mark.parametrize(
    ("node", "attributes", "said"),
    [
        ("B", {}, "firm.B.kind: it is missing"),
        ("B", {"kind": "partner", "employes": 3}, "did you mean 'employees'?"),
        (("B", 1), {"kind": "partner"}, "its name must be text or a number"),
        ("A", {"kind": "partner", "role": "friend"}, "'friend' is none of"),
    ],
)
def test_a_wrong_node_is_explained(node: Any, attributes: dict[str, Any], said: str) -> None:
    graph = _graph()
    graph.add_node(node, **attributes)
    with pytest.raises(InputError) as caught:
        load_scenario(POPULATION, network=graph)
    assert said in str(caught.value)


def test_what_is_no_graph_is_refused() -> None:
    with pytest.raises(InputError, match="a networkx graph is needed, not 'edges'"):
        load_scenario(POPULATION, network="edges")  # type: ignore[arg-type]


@pytest.mark.parametrize("generator", GENERATORS.values(), ids=lambda generator: generator.name)
@pytest.mark.parametrize("firms", [2, 3, 51, 400])
def test_a_generator_meets_the_mean_degree(generator: Any, firms: int) -> None:
    arguments = generator.arguments(firms, 6.0, {})
    graph = getattr(nx, generator.function)(**arguments, seed=1)
    assert len(graph) == firms
    if firms > 50:
        assert 4.5 < 2 * graph.number_of_edges() / firms < 7.5


def test_generated_pairs_are_among_those_possible() -> None:
    assert set(NetworkSpec().layers) <= set(PAIRS)
