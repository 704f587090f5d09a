"""What a comparison answers, in sentences that do not contradict each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import ecosim
from ecosim.experiments import ComparisonResult
from ecosim.experiments.answer import answer_sentences
from ecosim.experiments.arms import NOBODY
from ecosim.experiments.comparison import Settlement
from ecosim.experiments.standing import Standing
from ecosim.results.statistics import Interval


@pytest.fixture(scope="module")
def result() -> ComparisonResult:
    scenario = ecosim.load_scenario("partner-selection", overrides={"scenario.ticks": 3})
    return ecosim.compare(scenario, "D", ("Norrsikt Technology", "Metrilo"), 2, threads=1)


def answered(result: ComparisonResult, low: float, high: float) -> list[str]:
    """Return the answer where the best candidate's gain lies between these."""
    first, *others = result.ranking
    gain = Interval((low + high) / 2, low, high, 2)
    ranking = (replace(first, gain=gain), *others)
    return answer_sentences(Standing.of(replace(result, ranking=ranking)))


def test_where_nobody_is_best_nothing_is_said_of_what_choosing_costs(
    result: ComparisonResult,
) -> None:
    (only,) = answered(result, -0.03, -0.01)
    assert only.startswith("Choose nobody")
    (only,) = answered(result, 0.0, 0.0)
    assert only.startswith("It makes no difference")
    assert any("against the best of them" in each for each in answered(result, 0.01, 0.03))


def test_names_in_brackets_stay_whole_and_nobody_is_said_in_words(
    result: ComparisonResult,
) -> None:
    open_ = Settlement(0.02, 0.05, ("Beta (Norway)", NOBODY))
    sentences = answer_sentences(Standing.of(replace(result, settlement=open_)))
    assert any("Beta (Norway) or no new partner may be the best" in each for each in sentences)


def test_a_choice_settled_on_that_fell_behind_is_said_to_have(result: ComparisonResult) -> None:
    first, second = result.ranking
    ahead = replace(result, ranking=(replace(first, gain=Interval(0.2, 0.1, 0.3, 2)), second),
                    settlement=Settlement(0.02, 0.05, (second.candidate,)))  # fmt: skip
    sentences = answer_sentences(Standing.of(ahead))
    assert sentences[-1].endswith(f"The mean of all runs is higher with {first.candidate}.")


def test_the_first_is_settled_on_only_where_it_is_clearly_ahead_of_all(
    result: ComparisonResult,
) -> None:
    """Two runs tell hardly anything, whatever share of resampled sets agrees."""
    first, second = result.ranking
    sure = replace(result, ranking=(replace(first, probability_best=1.0), second))
    standing = Standing.of(sure)
    assert [rival.candidate for rival in standing.rivals] == [second.candidate]
    assert any("not settled" in each for each in answered(sure, 0.01, 0.03))


def test_a_candidate_clearly_behind_is_no_rival(
    result: ComparisonResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = result.ranking
    values = {
        first.candidate: np.array([0.8, 0.9, 0.7]),
        second.candidate: np.array([0.1, 0.2, 0.0]),
    }
    monkeypatch.setattr(
        ComparisonResult, "values", lambda _, name: values.get(name, np.array([0.1, 0.2, 0.3]))
    )
    assert Standing.of(result).rivals == ()
    assert not any("not settled" in each for each in answered(result, 0.01, 0.03))
