"""What can be wrong with relationships at the start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ecosim.declarations.networks import PAIRS, pair_of
from ecosim.declarations.scenario import RelationshipSpec
from ecosim.scenarios.firm_ids import FirmIds
from ecosim.scenarios.messages import Problem, shown

__all__ = ["oriented", "relationship_problems"]

_ROUNDING = 1e-9


def relationship_problems(
    relationships: Sequence[RelationshipSpec], ids: FirmIds, place: Callable[[int], str]
) -> Iterator[Problem]:
    """Return what is wrong with each relationship, then with a customer's shares together.

    Parameters
    ----------
    relationships : all of the scenario
    ids : the firms there are
    place : what messages call the relationship at a position
    """
    seen: dict[frozenset[str], int] = {}
    for position, relationship in enumerate(relationships):
        pair = frozenset((relationship.source, relationship.target))
        problem = _problem(relationship, ids) or _repeated(seen.get(pair), place)
        if problem:
            yield Problem(f"{place(position)}{problem.where}", problem.text)
        seen.setdefault(pair, position)
    yield from _share_problems(relationships, ids)


def _problem(relationship: RelationshipSpec, ids: FirmIds) -> Problem | None:
    source, target = relationship.source, relationship.target
    kinds = ids.kind(source), ids.kind(target)
    for end, firm, kind in zip((", source", ", target"), (source, target), kinds, strict=True):
        if kind is None:
            return Problem(end, ids.missing(firm))
    if source == target:
        return Problem("", f"{shown(source)} cannot be related to itself")
    pair = pair_of(kinds[0] or "", kinds[1] or "")
    if pair is None:
        return Problem(
            "", f"{kinds[0]} and {kinds[1]} cannot be related; possible are {', '.join(PAIRS)}"
        )
    if "share" in relationship.columns and pair != "provider-customer":
        return Problem(", share", f"only between provider and customer, not in {pair}")
    return None


def _repeated(first: int | None, place: Callable[[int], str]) -> Problem | None:
    return None if first is None else Problem("", f"the same two firms as {place(first)}")


def _share_problems(relationships: Sequence[RelationshipSpec], ids: FirmIds) -> Iterator[Problem]:
    shares: dict[str, float] = defaultdict(float)
    for relationship in relationships:
        for firm in (relationship.source, relationship.target):
            if "share" in relationship.columns and ids.kind(firm) == "customer":
                shares[firm] += relationship.columns["share"]
    for customer, share in shares.items():
        if share > 1.0 + _ROUNDING:
            text = (
                f"{shown(customer)} spends {share:.4g} of its budget in all; at most 1 is possible"
            )
            yield Problem("relationship, share", text)


def oriented(relationship: RelationshipSpec, ids: FirmIds) -> RelationshipSpec:
    """Return the relationship with its ends in the order of ``PAIRS``, the provider first."""
    source, target = relationship.source, relationship.target
    if f"{ids.kind(source)}-{ids.kind(target)}" in PAIRS:
        return relationship
    return replace(relationship, source=target, target=source)
