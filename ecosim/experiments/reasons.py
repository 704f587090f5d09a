"""Why a candidate comes first, in terms of the model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecosim.declarations.columns import TIE
from ecosim.declarations.fields import CAPABILITIES, FIELDS
from ecosim.declarations.markets import Markets
from ecosim.declarations.outcomes import FIRM_OUTCOMES
from ecosim.experiments.arms import NOBODY, Arm, FocalFacts
from ecosim.results.statistics import Interval, mean_interval, paired_difference

__all__ = ["CapabilityReason", "MarketReason", "Reasons", "explain"]

_RELATIONSHIP = (
    "complementarity", "consonance", "resonance", "trust", "assets", "routines", "governance",
    "phase",
)  # fmt: skip


@dataclass(frozen=True)
class CapabilityReason:
    """What the partner does for one capability.

    Parameters
    ----------
    name : capability
    requirement, own, partners : at the start, 0..1; NaN where drawn anew in each replicate
    gain : change of the share of the requirement met at the end, against having no partner
    """

    name: str
    requirement: float
    own: float
    partners: float
    gain: Interval


@dataclass(frozen=True)
class MarketReason:
    """What the partner does for one market: share of runs in which it is served at the end."""

    code: str
    name: str
    with_partner: float
    without: float


@dataclass(frozen=True)
class Reasons:
    """Why the winner wins.

    Parameters
    ----------
    winner : candidate
    lasting : share of runs in which the relationship exists at the end
    relationship : mean of its components at the end, where it exists
    effects : for every outcome of the focal firm, the paired difference to having no partner
    capabilities : most helped first
    markets : those that the partner opens most, at most six
    """

    winner: str
    lasting: float
    relationship: dict[str, Interval]
    effects: dict[str, Interval]
    capabilities: tuple[CapabilityReason, ...]
    markets: tuple[MarketReason, ...]


def explain(
    arms: list[Arm], facts: dict[str, list[FocalFacts]], winner: str, markets: Markets
) -> Reasons:
    """Return the reasons for one candidate, against having no partner at all."""
    arm = next(arm for arm in arms if arm.candidate == winner)
    with_partner, without = facts[winner], facts[NOBODY]
    existing = [fact.relationship for fact in with_partner if fact.lasts]
    ends = np.array(existing).reshape(-1, len(TIE))
    return Reasons(
        winner=winner,
        lasting=float(np.mean([fact.lasts for fact in with_partner])),
        relationship={name: mean_interval(ends[:, getattr(TIE, name)]) for name in _RELATIONSHIP},
        effects={
            name: paired_difference(
                [fact.outcomes[place] for fact in with_partner],
                [fact.outcomes[place] for fact in without],
            )
            for place, name in enumerate(FIRM_OUTCOMES.names)
        },
        capabilities=_capabilities(arm, with_partner, without),
        markets=_markets(markets, with_partner, without),
    )


def _capabilities(
    arm: Arm, with_partner: list[FocalFacts], without: list[FocalFacts]
) -> tuple[CapabilityReason, ...]:
    """Return what the partner does for each capability, most helped first."""
    reasons = [
        CapabilityReason(
            name=name,
            requirement=_given(arm, arm.focal, f"requirement.{name}"),
            own=_given(arm, arm.focal, f"capability.{name}"),
            partners=_given(arm, arm.partner, f"capability.{name}"),
            gain=paired_difference(
                [fact.coverage[q] for fact in with_partner], [fact.coverage[q] for fact in without]
            ),
        )
        for q, name in enumerate(CAPABILITIES)
    ]
    return tuple(sorted(reasons, key=lambda reason: -reason.gain.estimate))


def _given(arm: Arm, firm: int, field: str) -> float:
    """Return what the scenario fixes of a firm's field; NaN where it is drawn in each replicate."""
    start, place = arm.blueprint.start, FIELDS.names.index(field)
    group = arm.blueprint.roster.group[firm]
    fixed = start.shape[group, place] == 0
    return float(start.first[group, place]) if fixed else float("nan")


def _markets(
    markets: Markets, with_partner: list[FocalFacts], without: list[FocalFacts]
) -> tuple[MarketReason, ...]:
    """Return the markets whose being served the partner raises most."""
    share = np.mean([fact.markets for fact in with_partner], axis=0)
    alone = np.mean([fact.markets for fact in without], axis=0)
    order = np.argsort(alone - share, kind="stable")[:6]
    return tuple(
        MarketReason(markets.codes[m], markets.names[m], float(share[m]), float(alone[m]))
        for m in order
        if share[m] > alone[m]
    )
