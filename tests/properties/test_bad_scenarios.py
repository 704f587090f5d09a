"""Whatever a user gives either loads or is refused in one short sentence."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
from hypothesis import example, given
from hypothesis import strategies as st

from ecosim.declarations.fields import FIELDS, KINDS
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.errors import InputError
from ecosim.scenarios import list_scenarios, load_scenario, parse_setting, read_text
from ecosim.scenarios.document import SECTIONS

LIBRARY = [info.name for info in list_scenarios()]
ODD_TEXTS = [
    "",
    " ",
    "A",
    "a\0b",
    "\ud800",
    "💥" * 90,
    "[red]x[/red]",
    "{x}",
    "%s",
    "x\ny",
    "\u2028",
]
ODD_NUMBERS = [0, -3, 1, 10**30, -(10**400), 0.5, float("nan"), float("inf"), -1e308, 5e-324]

texts = st.sampled_from([*ODD_TEXTS, "SE", "B", "customer-1", *KINDS]) | st.text(max_size=300)
leaves = st.none() | st.booleans() | texts | st.sampled_from(ODD_NUMBERS) | st.floats()
keys = texts | st.sampled_from(
    [*FIELDS.names, *SECTIONS, "count", "id", "kind", "low", "high", "source", "target", "options"]
)
values = st.recursive(
    leaves, lambda v: st.lists(v, max_size=4) | st.dictionaries(keys, v, max_size=4), max_leaves=12
)


def _entries(section: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return tables that mostly have right keys and mostly wrong values."""
    names = st.sampled_from(SECTIONS[section].names()) | keys
    tables = st.dictionaries(names, values, max_size=5)
    required = {"firm": {"id": texts, "kind": st.sampled_from(KINDS)}}.get(section, {})
    return st.tuples(tables, st.fixed_dictionaries({}, optional=required)).map(
        lambda p: p[0] | p[1]
    )


def _sections() -> st.SearchStrategy[dict[str, Any]]:
    single = {s: _entries(s) | values for s in SECTIONS}
    listed = ("firm", "relationship", "shock", "market")
    several = {s: st.lists(_entries(s), max_size=3) for s in listed}
    return st.fixed_dictionaries({}, optional={**single, **several})


def _refusal(load: Callable[[], object]) -> str | None:
    """Return how something is refused, after a look at the sentence; None where it is not."""
    try:
        load()
    except InputError as error:
        said = str(error)
    else:
        return None
    assert said.strip()
    assert said.isprintable(), "one line, safe on any terminal"
    assert len(said) < 500
    return said


def _assert_loads_or_is_refused(load: Callable[[], object], *names: str) -> None:
    """Load, and where that is refused look for the names the sentence must hold."""
    said = _refusal(load)
    assert said is None or all(name in said for name in names)


@given(_sections())
@example({"scenario": {"name": "\ud800"}})
@example({"parameters": {"trust_gain": -(10**400)}})
@example({"population": {"provider": {"count": 1, "employees": {"low": 1, "high": float("nan")}}}})
def test_any_tables_load_or_are_refused_in_one_line(tables: dict[str, Any]) -> None:
    _assert_loads_or_is_refused(lambda: load_scenario(tables), "scenario")


@given(st.sampled_from(LIBRARY), st.dictionaries(keys | st.text(max_size=40), values, max_size=3))
def test_any_settings_load_or_are_refused_in_one_line(name: str, settings: dict[str, Any]) -> None:
    _assert_loads_or_is_refused(lambda: load_scenario(name, settings), f"scenario '{name}', ")


NAMES = [
    *(f"parameters.{name}" for name in PARAMETERS.names),
    *(f"mechanisms.{name}" for name in MECHANISMS.names),
    *(f"firm.D.{name}" for name in FIELDS.names),
    *("scenario.ticks", "scenario.seed", "scenario.markets", "network.mean_degree"),
    *("network.options.m", "network.layers.provider-partner", "network.file", "comparison.focal"),
    *("population.provider.count", "population.partner.1.presence", "population.logistics"),
]


@given(st.sampled_from(NAMES), values)
def test_a_refused_value_is_named_by_its_key(name: str, value: Any) -> None:
    _assert_loads_or_is_refused(
        lambda: load_scenario("partner-selection", {name: value}),
        "scenario 'partner-selection', ",
        name if name.startswith(("parameters", "mechanisms", "firm")) else "",
    )


@given(st.text(max_size=60))
@example("=")
@example("a=[" + "[" * 5000)
@example("a." * 3000 + "b=1")
@example("firm.A.employees=" + "9" * 5000)
def test_any_setting_of_the_command_line_is_read_or_refused(text: str) -> None:
    if _refusal(lambda: parse_setting(text)) is None:
        key, value = parse_setting(text)
        _assert_loads_or_is_refused(
            lambda: load_scenario("baseline", {key: value}), "scenario 'baseline'"
        )


def _assert_bytes_load_or_are_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "my.toml"
        path.write_bytes(content)
        _assert_loads_or_is_refused(lambda: load_scenario(path), "my.toml")


@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf")
def test_any_bytes_load_or_are_refused_in_one_line(content: bytes) -> None:
    _assert_bytes_load_or_are_refused(content)


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    """Return a library scenario with a few bytes cut out, put in or repeated."""
    raw = read_text(draw(st.sampled_from(LIBRARY))).encode()
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 40)))
        raw = raw[:start] + draw(st.binary(max_size=6) | st.just(raw[start:end] * 2)) + raw[end:]
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]))
    return raw.decode("utf-8", "replace").encode(encoding, "replace")


@given(_damaged())
def test_a_damaged_library_scenario_loads_or_is_refused_in_one_line(content: bytes) -> None:
    _assert_bytes_load_or_are_refused(content)


cells = st.sampled_from(["source", "target", "trust", "provider-1", "customer-2", "0.5", "", "nan"])


@given(st.lists(st.lists(cells | st.text(max_size=8), max_size=4).map(",".join)).map("\n".join))
@example("source,target,trust\nprovider-1,customer-1,1e999")
@example('source,target\n"' + "x" * 200_000)
def test_any_file_of_relationships_is_read_or_refused_in_one_line(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "my.toml"
        path.write_text(
            "[network]\nfile = 'r.csv'\n[population]\nprovider.count = 2\ncustomer.count = 2"
        )
        (path.parent / "r.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
        _assert_loads_or_is_refused(lambda: load_scenario(path), "my.toml")


nodes = (
    st.integers(0, 4) | st.sampled_from(["A", "customer-1"]) | texts | st.tuples(st.integers(0, 1))
)
attributes = st.dictionaries(keys, leaves, max_size=3)


@given(
    st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph]),
    st.lists(st.tuples(nodes, attributes), max_size=4),
    st.lists(st.tuples(nodes, nodes, attributes), max_size=4),
)
def test_any_graph_is_read_or_refused_in_one_line(cls: Any, firms: Any, edges: Any) -> None:
    graph = cls()
    graph.add_nodes_from(firms)
    graph.add_edges_from(edges)
    _assert_loads_or_is_refused(
        lambda: load_scenario("baseline", network=graph), "scenario 'baseline'"
    )


@given(st.sampled_from(LIBRARY))
def test_loading_a_library_scenario_twice_gives_the_same_digest(name: str) -> None:
    tables = tomllib.loads(read_text(name))
    assert load_scenario(name).digest == load_scenario(tables).digest


@given(st.sampled_from(LIBRARY), st.sampled_from(PARAMETERS.names), st.floats(0, 1))
def test_a_setting_equals_the_same_value_in_the_file(name: str, key: str, share: float) -> None:
    low, high = float(PARAMETERS[key].low or 0), float(PARAMETERS[key].high or 1)
    value = min(high, low + share * (high - low))
    tables = tomllib.loads(read_text(name))
    tables["parameters"] = {key: value}
    assert load_scenario(name, {f"parameters.{key}": value}).digest == load_scenario(tables).digest


@given(_sections(), st.dictionaries(st.sampled_from(NAMES), values, max_size=2))
def test_settings_never_fail_in_another_way_on_wrong_tables(
    tables: dict[str, Any], settings: dict[str, Any]
) -> None:
    _assert_loads_or_is_refused(lambda: load_scenario(tables, settings))
