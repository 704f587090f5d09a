"""The report on the digitalization paradox: whether services pay, and what eats the gain."""

from __future__ import annotations

from ecosim.declarations.rebuilt import scenario_from_dict
from ecosim.drawing import Curve, Step, curves, waterfall
from ecosim.experiments.paradox import ParadoxResult
from ecosim.experiments.paradox_answer import paradox_sentences
from ecosim.reporting.document import Column, Figure, Report, Section, Table
from ecosim.reporting.ending import after
from ecosim.results.figures import plus_minus, shared_decimals

__all__ = ["paradox_report"]

_UNIT = "MSEK per month"


def paradox_report(result: ParadoxResult) -> Report:
    """Return the report on runs beside their twins without services."""
    provenance = result.results.provenance
    scenario = scenario_from_dict(provenance["scenario"])
    earned = result.providers.estimate > 0.0
    told = (_causes(result), _course(result)) if earned else ()
    return Report(
        title=scenario.title or scenario.name,
        question="Do digital services pay?",
        answer=tuple(paradox_sentences(result)),
        basis=(
            f"{result.replicates:,} runs of {result.ticks} months, each beside a twin without "
            f"digital services, under the same chance (seed {result.seed})."
        ),
        sections=(*told, *after(told, scenario, provenance)),
    )


def _causes(result: ParadoxResult) -> Section:
    """Return what each cause adds to profit, as a waterfall and a table."""
    decimals = shared_decimals([cause.amount for cause in result.causes])
    steps = [
        Step(cause.words, cause.amount.estimate, cause.amount.low, cause.amount.high,
             plus_minus(cause.amount, signed=True, decimals=decimals))
        for cause in result.causes
    ]  # fmt: skip
    gain = result.gain
    total = Step("in all", gain.estimate, gain.low, gain.high,
                 plus_minus(gain, signed=True, decimals=decimals))  # fmt: skip
    told = "; ".join(f"{step.label} {step.note}" for step in (*steps, total))
    svg = waterfall(steps, total, f"Amounts by cause: {told}.", _UNIT)
    caption = (
        "What services change in a provider's profit, cause by cause, from top to bottom: mean of "
        f"{result.replicates:,} pairs of runs over providers with service revenue. Thin lines are "
        "95 % intervals."
    )
    columns = (Column("Cause"), Column("Amount", _UNIT, "Mean over providers.", "change"))
    rows = (*((cause.words, cause.amount) for cause in result.causes), ("in all", gain))
    table = Table("Causes", "Amounts by cause, in numbers", columns, rows, folded=True)
    return Section("What earns, and what eats it", (Figure(svg, caption), table))


def _course(result: ParadoxResult) -> Section:
    """Return how many providers are in the paradox, and what they have gained, month by month."""
    held = Curve("in the paradox", [month.incidence for month in result.months])
    gain = Curve("gain since the start", [month.gain for month in result.months])
    pictures = curves([held], _described(held)) + curves([gain], _described(gain), "MSEK")
    caption = (
        "Share of providers that have earned with services and have no more profit than their "
        f"twin, and what they have gained; means of {result.replicates:,} pairs of runs."
    )
    return Section("How it develops", (Figure(pictures, caption),))


def _described(curve: Curve) -> str:
    return f"{curve.label} over months, at the end {curve.middle[-1]:.3g}."
