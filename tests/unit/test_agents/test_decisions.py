"""Firms that decide in their own way: classes and policies of the user's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from ecosim.agents import (
    Candidate,
    Customer,
    EcosystemModel,
    Firm,
    Logistics,
    Partner,
    Provider,
    decision_hook,
)
from ecosim.declarations.columns import EVENT
from ecosim.declarations.scenario import FirmSpec, Scenario
from ecosim.engine.build import Blueprint
from ecosim.engine.settings import P
from ecosim.errors import InputError, RunError


class Generous(Provider):
    """Invests fixed amounts."""

    def invest(self) -> tuple[float, float]:
        return 0.5, 0.25


class Stingy(Provider):
    """Never invests."""

    def invest(self) -> None:
        return None


class Explorer(Provider):
    """Enters the first market on offer, every month."""

    def choose_market(self, markets: Sequence[str]) -> str:
        return markets[0]


class Loner(Provider):
    """Wants no partners."""

    def choose_partner(self, candidates: Sequence[Candidate]) -> None:
        return None


def test_a_class_can_be_given_for_a_kind_and_for_one_firm(scenario: Scenario) -> None:
    model = EcosystemModel(scenario, agents={"provider": Generous, "D": Stingy})
    model.step()
    assert len(model.agents_by_type[Generous]) == 3
    assert [firm.investment_maturity for firm in model.agents_by_type[Generous]] == [0.5] * 3
    assert model.firm("D").investment_maturity == model.firm("D").investment_involvement == 0.0


def test_a_firm_enters_the_market_its_class_chooses(scenario: Scenario) -> None:
    model = EcosystemModel(scenario, agents={"D": Explorer})
    codes = [code for code in scenario.markets.codes if code != "SE"]
    model.run_model()
    assert set(codes[:4]) <= set(model.firm("D").markets)


def test_a_firm_that_wants_no_partners_makes_no_offers(scenario: Scenario) -> None:
    model = EcosystemModel(scenario, agents={"provider": Loner})
    model.run_model()
    offers = model.events[model.events["kind"] == EVENT.partner_chosen]
    assert {model.firms[subject].kind for subject in offers["subject"]} <= {"customer"}


def test_candidates_are_strangers_with_what_the_two_would_have(scenario: Scenario) -> None:
    seen: list[tuple[Firm, Candidate]] = []

    class Curious(Provider):
        def choose_partner(self, candidates: Sequence[Candidate]) -> Candidate | None:
            seen.extend((self, candidate) for candidate in candidates)
            assert all(candidate.firm not in self.partners for candidate in candidates)
            return super().choose_partner(candidates)

    EcosystemModel(scenario, agents={"provider": Curious}, partner_selection="reputation").step()
    assert seen
    for firm, candidate in seen:
        assert candidate.firm is not firm
        assert candidate.name == candidate.firm.name
        assert 0.0 <= candidate.complementarity <= 1.0
        assert 0.0 <= candidate.consonance <= 1.0


def test_a_candidate_has_a_score_by_every_built_in_policy(scenario: Scenario) -> None:
    class Asking(Provider):
        def choose_partner(self, candidates: Sequence[Candidate]) -> Candidate | None:
            first = candidates[0]
            assert first.seeker is self
            assert first.score == first.score_by("cheapest") == 1.0 - first.firm.price
            assert first.score_by("reputation") == first.firm.legitimacy
            with pytest.raises(InputError, match=r"'similer' is none .*did you mean 'similar'"):
                first.score_by("similer")
            raise StopIteration

    model = EcosystemModel(scenario, agents={"D": Asking}, partner_selection="cheapest")
    with pytest.raises(StopIteration):
        model.run_model()


Answer = tuple[Sequence[Candidate], Candidate | None]


def watched(answers: list[Answer]) -> type[Provider]:
    """Return a class that follows the built-in choice and writes it down."""

    class Watched(Provider):
        def choose_partner(self, candidates: Sequence[Candidate]) -> Candidate | None:
            answers.append((candidates, super().choose_partner(candidates)))
            return answers[-1][1]

    return Watched


def test_the_built_in_choice_is_the_highest_score_above_the_floor(scenario: Scenario) -> None:
    answers: list[Answer] = []
    model = EcosystemModel(scenario, agents={"provider": watched(answers)}, acceptance_floor=0.1)
    model.run_model()
    floor = model.world.settings[P.acceptance_floor]
    for candidates, answer in answers:
        best = max(candidates, key=lambda candidate: candidate.score)
        assert answer is (best if best.score > floor else None)


def test_step_is_called_once_a_month_on_firms_in_business(scenario: Scenario) -> None:
    class Counting(Partner):
        months = 0

        def step(self) -> None:
            assert self.model.steps == self.model.month + 1
            self.months += 1

    model = EcosystemModel(scenario, agents={"partner": Counting})
    model.world.firms[0, model.firm("partner-1").number] = 0.0
    model.run_model()
    assert [firm.months for firm in model.agents_by_type[Counting]] == [0, 4, 4, 4]


def test_a_policy_scores_for_those_who_name_it(scenario: Scenario) -> None:
    asked: set[str] = set()

    def by_size(focal: Firm, candidates: Sequence[Candidate]) -> list[float]:
        asked.add(focal.name)
        assert all(math.isnan(candidate.score) for candidate in candidates)
        return [candidate.firm.employees for candidate in candidates]

    named = tuple(
        replace(firm, partner_selection="size") if firm.id == "D" else firm
        for firm in scenario.firms
    )
    EcosystemModel(replace(scenario, firms=named), policies={"size": by_size}).run_model()
    assert asked == {"D"}
    EcosystemModel(scenario, policies={"size": by_size}, partner_selection="size").run_model()
    assert asked > {"D", "customer-1"}
    assert not asked & {"partner-1", "T"}


def test_of_equal_candidates_the_first_met_is_chosen_and_none_at_the_floor(
    scenario: Scenario,
) -> None:
    answers: list[Answer] = []
    for score in (0.5, 0.2):
        answers.clear()
        EcosystemModel(
            scenario,
            agents={"provider": watched(answers)},
            policies={"equal": lambda focal, candidates, s=score: [s] * len(candidates)},
            partner_selection="equal",
            acceptance_floor=0.2,
        ).run_model()
        assert answers
        for candidates, answer in answers:
            assert answer is (candidates[0] if score > 0.2 else None)


class Odd(Provider):
    """Gives whatever answer a test wants."""

    answer: Any = None

    def invest(self) -> Any:
        return self.answer


class OddExplorer(Odd):
    """The same, about markets."""

    invest = Provider.invest

    def choose_market(self, markets: Sequence[str]) -> Any:
        return self.answer


class OddSeeker(Odd):
    """The same, about partners."""

    invest = Provider.invest

    def choose_partner(self, candidates: Sequence[Candidate]) -> Any:
        return self.answer


@pytest.mark.parametrize(
    ("cls", "answer"),
    [
        *((Odd, answer) for answer in ((-1.0, 0.0), (0.0, math.nan), (1.0,), 3.0, "much")),
        *((OddExplorer, answer) for answer in ("SE", "XX", 3, "")),
        *((OddSeeker, answer) for answer in ("customer-1", 3)),
    ],
)
def test_answers_that_make_no_sense_name_method_and_firm(
    scenario: Scenario, cls: type[Odd], answer: object
) -> None:
    model = EcosystemModel(scenario, agents={"D": cls})
    model.firm("D").answer = answer
    message = rf"^{cls.__name__}\.\w+ returned .* for firm 'D', which is neither"
    with pytest.raises(RunError, match=message):
        model.run_model()


@pytest.mark.parametrize("answer", [[], [1.0] * 99, math.nan, [math.nan], ["high"], None])
def test_scores_that_make_no_sense_name_policy_and_firm(scenario: Scenario, answer: object) -> None:
    model = EcosystemModel(
        scenario, policies={"odd": lambda focal, candidates: answer}, partner_selection="odd"
    )
    with pytest.raises(RunError, match=r"^policy 'odd' returned .* for firm '.*', .* candidates"):
        model.run_model()


class InvestingPartner(Partner):
    """Decides what partners never decide."""

    def invest(self) -> tuple[float, float]:
        return 1.0, 1.0


@pytest.mark.parametrize(
    ("agents", "message"),
    [
        ({"providr": Provider}, "'providr' is neither .*did you mean 'provider'"),
        ({"D": Customer}, r"agents\['D'\]: .* is not a subclass of ecosim.agents.Provider"),
        ({"logistics": "carrier"}, "'carrier' is not a subclass of ecosim.agents.Logistics"),
        ({"partner": InvestingPartner}, "InvestingPartner has invest, but a Partner only decides"),
    ],
)
def test_classes_that_cannot_play_a_firm_are_refused(
    scenario: Scenario, agents: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        EcosystemModel(scenario, agents=agents)
    with pytest.raises(InputError, match=message):
        decision_hook(Blueprint.of(scenario), agents)


@pytest.mark.parametrize(
    ("policies", "message"),
    [
        ({"viable": max}, "'viable' is the name of a built-in policy"),
        ({"mine": 3}, r"policies\['mine'\]: 3 is not a function"),
        ({"mine": max}, "'mein' is none of .*; did you mean 'mine'"),
    ],
)
def test_policies_that_do_not_fit_are_refused(
    scenario: Scenario, policies: dict[str, Any], message: str
) -> None:
    customer = FirmSpec("E", "customer", partner_selection="mein")
    wanting = replace(scenario, firms=(*scenario.firms, customer))
    with pytest.raises(InputError, match=message):
        EcosystemModel(wanting, policies=policies)
    with pytest.raises(InputError, match=message):
        decision_hook(Blueprint.of(wanting), policies=policies)


def test_a_hook_is_only_made_where_something_is_decided_otherwise(scenario: Scenario) -> None:
    class Renamed(Logistics):
        """Follows the rules."""

    blueprint = Blueprint.of(scenario)
    assert decision_hook(blueprint) is None
    assert decision_hook(blueprint, {"T": Renamed}, {"unused": len}) is None
    assert decision_hook(blueprint, {"D": Stingy}) is not None
    chosen = Blueprint.of(replace(scenario, partner_selection="mine"))
    assert decision_hook(chosen, policies={"mine": len}) is not None
