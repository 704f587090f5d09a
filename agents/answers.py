"""Asking firms that decide in their own way, and checking what they answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ecosim.agents.candidates import Candidate, acceptance_floor, candidates_of
from ecosim.errors import RunError

if TYPE_CHECKING:
    from ecosim.agents.firm import Firm
    from ecosim.agents.kinds import Provider
    from ecosim.agents.policies import Policy

__all__ = ["asked_for_market", "asked_for_partner", "asked_to_invest"]


def asked_to_invest(firm: Provider) -> tuple[float, float]:
    """Return what a provider wants to invest, in MSEK per month: two amounts of at least 0."""
    answer = firm.invest()
    if answer is None:
        return 0.0, 0.0
    amounts = _numbers(answer)
    if amounts is None or len(amounts) != 2 or min(amounts) < 0.0:
        raise _wrong(firm, "invest", answer, "neither None nor two amounts of at least 0 MSEK")
    return amounts[0], amounts[1]


def asked_for_market(firm: Provider) -> int:
    """Return the place of the market a provider wants to enter, or −1."""
    world, codes = firm.model.world, firm.model.market_codes
    served, home = world.months_in[firm.number], world.home[firm.number]
    places = {code: m for m, code in enumerate(codes) if m != home and served[m] == 0}
    answer = firm.choose_market(tuple(places))
    if answer is None:
        return -1
    if not isinstance(answer, str) or answer not in places:
        raise _wrong(firm, "choose_market", answer, "neither None nor one of the markets offered")
    return places[answer]


def asked_for_partner(firm: Any) -> tuple[int, float]:
    """Return the number of the firm chosen as partner, or −1, and its score."""
    own = firm.model.own_policies.get(firm.number)
    candidates = candidates_of(firm, by_rule=own is None)
    if candidates and own is not None:
        candidates = _scored(firm, candidates, *own)
    answer = firm.choose_partner(candidates) if candidates else None
    if answer is None:
        return -1, acceptance_floor(firm)
    if not any(answer is candidate for candidate in candidates):
        raise _wrong(firm, "choose_partner", answer, "neither None nor one of the candidates")
    return answer.firm.number, answer.score


def _scored(
    firm: Firm, candidates: Sequence[Candidate], name: str, policy: Policy
) -> tuple[Candidate, ...]:
    """Return the candidates with the scores of the user's own policy."""
    answer = policy(firm, candidates)
    scores = _numbers(answer)
    if scores is None or len(scores) != len(candidates):
        raise RunError(f"policy {name!r} returned {answer!r} for firm {firm.name!r}, which is not "
                       f"a finite number for each of the {len(candidates)} candidates")  # fmt: skip
    return tuple(replace(c, score=score) for c, score in zip(candidates, scores, strict=True))


def _numbers(answer: Any) -> list[float] | None:
    """Return an answer as a list of finite numbers, or None where it is something else."""
    try:
        numbers = [float(number) for number in answer]
    except (TypeError, ValueError):
        return None
    return numbers if all(math.isfinite(number) for number in numbers) else None


def _wrong(firm: Firm, method: str, answer: object, why: str) -> RunError:
    """Return the error for an answer that cannot be used."""
    function = f"{type(firm).__name__}.{method}"
    return RunError(f"{function} returned {answer!r} for firm {firm.name!r}, which is {why}")
