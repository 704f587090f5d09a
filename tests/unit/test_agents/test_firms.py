"""Firms and relationships as objects over the columns of the state."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ecosim.agents import EcosystemModel, Firm, Relationship
from ecosim.declarations.columns import FIRM, FIRM_COLUMNS, TIE_COLUMNS
from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError, RunError


def test_every_column_is_an_attribute_of_firm_and_relationship(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    model.step()
    firm = model.firm("D")
    columns = [getattr(firm, name) for name in FIRM_COLUMNS.names]
    assert columns == model.world.firms[:, firm.number].tolist()
    relationship = firm.relationships[0]
    columns = [getattr(relationship, name) for name in TIE_COLUMNS.names]
    assert columns == model.world.ties[:, relationship.number].tolist()


def test_attributes_carry_the_meaning_of_their_columns() -> None:
    assert Firm.cash.__doc__ == "Money at hand. [MSEK]"
    assert Relationship.trust.__doc__ == "Trust, τ. [1]"


def test_a_firm_says_who_it_is(scenario: Scenario) -> None:
    firm = EcosystemModel(scenario).firm("D")
    assert (firm.name, firm.kind) == ("D", "provider")
    assert (firm.industry, firm.home) == ("manufacturing", "SE")
    assert repr(firm) == "Provider('D')"


def test_a_firm_lists_the_markets_it_serves(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    for firm in model.firms:
        assert len(firm.markets) == firm.markets_served
        assert firm.home not in firm.markets


def test_relationships_are_the_same_from_both_sides(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    firm, other = model.firm("D"), model.firm("T")
    relationship = firm.relationship("T")
    assert relationship is not None
    assert relationship.number == other.relationship(firm).number
    assert (relationship.source, relationship.target) == (firm, other)
    assert (relationship.other(firm), relationship.other(other)) == (other, firm)
    assert repr(relationship) == "Relationship('D', 'T')"
    assert other in firm.partners
    assert firm in other.partners
    assert [r.number for r in model.relationships_of("D")] == [r.number for r in firm.relationships]


def test_firms_without_a_relationship_have_none(scenario: Scenario) -> None:
    assert EcosystemModel(scenario).firm("T").relationship("customer-1") is None


def test_a_relationship_that_has_ended_says_so(scenario: Scenario) -> None:
    settings = {"ending_patience": 1.0, "ending_trust": 1.0}
    model = EcosystemModel(scenario, parameters=settings, partner_search=False)
    relationship = model.firm("D").relationship("T")
    model.run_model()
    assert not relationship.lasts
    with pytest.raises(RunError, match=r"Relationship\('D', 'T'\) has ended"):
        _ = relationship.trust


def test_what_a_firm_decides_about_itself_can_be_written(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    firm = model.firm("T")
    firm.price = 0.25
    assert model.world.firms[FIRM.price, firm.number] == firm.price == 0.25


@pytest.mark.parametrize("value", [-0.1, 0.6, math.nan, "dear", True])
def test_values_out_of_range_are_not_written(scenario: Scenario, value: object) -> None:
    firm = EcosystemModel(scenario).firm("T")
    with pytest.raises(InputError, match=r"Logistics\('T'\): price = .* from 0 to 0.5"):
        firm.price = value


def test_what_follows_from_rules_cannot_be_written(scenario: Scenario) -> None:
    firm = EcosystemModel(scenario).firm("D")
    with pytest.raises(AttributeError, match="cash is for reading; price, search, openness can"):
        firm.cash = 5.0
    with pytest.raises(AttributeError, match="trust is for reading; nothing can"):
        firm.relationships[0].trust = 1.0


def test_vectors_show_the_state_and_cannot_be_written(scenario: Scenario) -> None:
    model = EcosystemModel(scenario)
    firm = model.firm("D")
    for name in ("capability", "requirement", "values", "schemes"):
        shown = getattr(firm, name)
        assert np.shares_memory(shown, getattr(model.world, name))
        with pytest.raises(ValueError, match="read-only"):
            shown[0] = 0.0
