"""The answer to a partner choice, in sentences made only of what the runs say."""

from __future__ import annotations

from ecosim.experiments.arms import in_words
from ecosim.experiments.comparison import ComparisonResult, Settlement
from ecosim.experiments.standing import Standing
from ecosim.results.figures import amount, number, percent, plus_minus

__all__ = ["answer_sentences", "judged_by", "question"]

_MOST_NAMED = 3


def answer_sentences(standing: Standing) -> list[str]:
    """Return the recommendation, how sure it is, and what would make it surer."""
    sentences, gain = [_recommendation(standing)], standing.result.ranking[0].gain
    somebody = not gain.high <= 0
    if somebody and len(standing.result.ranking) > 1:
        sentences.append(_sureness(standing))
    settlement = standing.result.settlement
    if settlement is not None:
        sentences.append(_settlement(standing, settlement))
    elif somebody and standing.rivals:
        sentences.append(_not_settled(standing))
    return sentences


def _settlement(standing: Standing, settlement: Settlement) -> str:
    """Return what the rule says that was to end the comparison."""
    worth = amount(number(settlement.difference), standing.unit)
    count = f"{standing.result.replicates:,} replicates"
    names = [in_words(name) for name in settlement.remaining]
    if settlement.is_settled:
        first = standing.result.ranking[0]
        ahead = first.candidate != settlement.remaining[0] and first.gain.estimate > 0
        return (
            f"Settled after {count}: {names[0]} is the best choice, or falls short of it by less "
            f"than {worth}, with a probability of {percent(1 - settlement.error)} or more."
            + (f" The mean of all runs is higher with {first.candidate}." if ahead else "")
        )
    return (
        f"Not settled after {count}: {', '.join(names[:-1])} or {names[-1]} may be the best by "
        f"{worth} or more. More --replicates would tell."
    )


def question(result: ComparisonResult) -> str:
    """Return who chooses among how many."""
    if len(result.ranking) == 1:
        return f"Should {result.focal} choose {result.ranking[0].candidate} as a partner?"
    return f"Which of {len(result.ranking)} candidates should {result.focal} choose as a partner?"


def judged_by(standing: Standing, months: int) -> str:
    """Return by what the candidates are judged, and how they were tried."""
    result = standing.result
    return (
        f"Judged by {standing.objective_words} (more is better): {standing.description} "
        f"{result.replicates:,} runs of {months} months for each choice, "
        f"all under the same chance (seed {result.seed})."
    )


def _recommendation(standing: Standing) -> str:
    """Return whom to choose; where choosing nobody is as good or better, that."""
    best = standing.result.ranking[0]
    name, gain = best.candidate, best.gain
    what = standing.objective_words
    if gain.low > 0:
        size = amount(plus_minus(gain), standing.unit)
        return f"Choose {name}: it raises {what} by {size} against having no new partner."
    if gain.high < 0:
        size = amount(plus_minus(gain).lstrip("−"), standing.unit)
        return f"Choose nobody: even {name} lowers {what} by {size} against having no new partner."
    size = amount(plus_minus(gain, signed=True), standing.unit)
    if gain.low == gain.high == 0:
        return f"It makes no difference: {what} is the same with {name} and with no new partner."
    return (
        f"Choose {name} if anyone. No new partner may be as good: "
        f"{what} changes by {size}, an interval that includes zero."
    )


def _sureness(standing: Standing) -> str:
    """Return how probable it is that the first is the best, and what a mistake costs."""
    best = standing.result.ranking[0]
    cost = number(best.expected_regret, standing.gain_decimals)
    loss = f"{amount(cost, standing.unit)} of {standing.objective_words}"
    if not cost.strip("0.,"):
        loss = "next to nothing"
    return (
        f"Of the candidates it has the highest mean in {_in_words(best.probability_best)} of "
        f"resampled sets of runs; choosing it now costs {loss} on average against the best of them."
    )


def _in_words(share: float) -> str:
    """Return a percentage as it is read out."""
    return percent(share).replace("<", "less than ").replace(">", "more than ")


def _not_settled(standing: Standing) -> str:
    """Return who may be as good, and whether more runs would tell."""
    first, rivals = standing.result.ranking[0], standing.rivals
    named = [f"{r.candidate} ({percent(r.probability_best)})" for r in rivals[:_MOST_NAMED]]
    if len(rivals) > _MOST_NAMED:
        named.append(f"{len(rivals) - _MOST_NAMED} more")
    who = " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
    sentence = f"The ranking is not settled: {who} may be as good or better."
    if standing.enough is None:
        return f"{sentence} More runs would hardly tell {first.candidate} apart."
    pair = f"{first.candidate} from {rivals[0].candidate}" if len(rivals) > 1 else "the two apart"
    return f"{sentence} About {standing.enough:,} runs of each may tell {pair}."
