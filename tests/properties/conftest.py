"""Ecosystems drawn at random, shared by the properties of the engine."""

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ecosim.declarations.fields import (
    CAPABILITIES,
    INTERNATIONALIZATION,
    KINDS,
    PARTNER_SELECTION,
    SHOCK_KINDS,
    Distribution,
)
from ecosim.declarations.markets import load_markets
from ecosim.declarations.networks import GENERATORS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import FirmSpec, Group, NetworkSpec, Scenario, ShockSpec

CODES = ("DE", "FI", "NO", "SE", "US")
INDUSTRIES = ("mining", "steel", "trade")
MARKETS = load_markets().subset(CODES)
DEFAULTS = {parameter.name: float(parameter.default or 0.0) for parameter in PARAMETERS}
SHARES = st.floats(0.0, 1.0)


def fixed(low: float, high: float) -> SearchStrategy[Distribution]:
    return st.builds(Distribution, st.just("fixed"), st.floats(low, high))


# Poor and rich firms, so that some close down and some go abroad.
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "cash": fixed(0.0, 12.0),
        "margin": fixed(-0.4, 0.3),
        "search": fixed(0.0, 10.0),
        "services": fixed(0.0, 1.0),
        "employees": fixed(1.0, 3000.0),
        **{f"capability.{name}": fixed(0.0, 1.0) for name in CAPABILITIES},
    },
)
SOME_CODES = st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True).map(tuple)
SOME_INDUSTRIES = st.lists(st.sampled_from(INDUSTRIES), min_size=1, unique=True).map(tuple)
LAYERS = st.sampled_from(
    [
        NetworkSpec().layers,
        {"provider-customer": 1.0},
        {"provider-customer": 1.0, "partner-partner": 0.3},
    ]
)
NETWORKS = st.builds(
    NetworkSpec,
    generator=st.sampled_from(["role-constrained", "none", *GENERATORS]),
    mean_degree=st.floats(0.5, 8.0),
    layers=LAYERS,
)


def groups(kind: str, most: int) -> SearchStrategy[Group]:
    return st.builds(
        Group,
        kind=st.just(kind),
        count=st.integers(0, most),
        fields=FIELDS,
        industries=SOME_INDUSTRIES,
        markets=SOME_CODES,
        presence=st.floats(0.0, 4.0),
    )


def shocks(months: int) -> SearchStrategy[ShockSpec]:
    return st.builds(
        ShockSpec,
        month=st.integers(1, months),
        kind=st.sampled_from(SHOCK_KINDS),
        size=SHARES,
        market=st.none() | st.sampled_from(CODES),
    )


# A lively ecosystem: much searching, and relationships that soon end.
LIVELY = {"search_rate": 1.0, "ending_patience": 1.0, "ending_trust": 0.4, "entry_rate": 1.0}


def parameters() -> SearchStrategy[dict[str, float]]:
    return st.sampled_from([DEFAULTS, {**DEFAULTS, **LIVELY}])


@st.composite
def ecosystems(draw: st.DrawFn, months: int = 18) -> Scenario:
    """Draw a small ecosystem of all kinds of firms, around one named firm."""
    sizes = {"provider": 4, "customer": 8, "partner": 4, "logistics": 2}
    return Scenario(
        name="drawn",
        ticks=months,
        seed=draw(st.integers(0, 2**63 - 1)),
        groups=tuple(draw(groups(kind, sizes[kind])) for kind in KINDS),
        firms=(FirmSpec("A", "provider", industry="steel", market="SE", markets=("FI",)),),
        network=draw(NETWORKS),
        shocks=tuple(draw(st.lists(shocks(months), max_size=4))),
        markets=MARKETS,
        parameters=draw(parameters()),
        partner_selection=draw(st.sampled_from(PARTNER_SELECTION)),
        internationalization=draw(st.sampled_from(INTERNATIONALIZATION)),
    )


@pytest.fixture(scope="session")
def scenarios() -> SearchStrategy[Scenario]:
    return ecosystems()
