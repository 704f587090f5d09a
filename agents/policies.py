"""Partner-selection policies of the user's own: which firms follow which function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ecosim.declarations.fields import PARTNER_SELECTION
from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError, nearest

if TYPE_CHECKING:
    from ecosim.agents.candidates import Candidate
    from ecosim.agents.firm import Firm

__all__ = ["Policy", "policies_in_use"]

Policy = Callable[["Firm", Sequence["Candidate"]], Sequence[float]]
"""Given the searching firm and its candidates, a finite score for each; the highest is chosen."""


def policies_in_use(
    scenario: Scenario, ids: Sequence[str], policies: Mapping[str, Policy]
) -> dict[int, tuple[str, Policy]]:
    """Return name and function of the policy of every firm that follows one of the user's own.

    Parameters
    ----------
    scenario : whose ``partner_selection`` words, its own and its firms', are looked up
    ids : of all firms; the scenario's named firms come last
    policies : functions of the searching firm and its candidates that return a score for each

    Raises
    ------
    InputError
        for a word that is neither a built-in policy nor among ``policies``
    """
    _require_functions(policies)
    words = [scenario.partner_selection] * len(ids)
    first = len(ids) - len(scenario.firms)
    for i, firm in enumerate(scenario.firms, start=first):
        words[i] = firm.partner_selection or scenario.partner_selection
    for word in dict.fromkeys(words):
        _require_known(word, scenario, policies)
    return {i: (word, policies[word]) for i, word in enumerate(words) if word in policies}


def _require_functions(policies: Mapping[str, Policy]) -> None:
    """Refuse what cannot be asked for scores, and names that are taken."""
    for name, policy in policies.items():
        if name in PARTNER_SELECTION:
            raise InputError(f"policies: {name!r} is the name of a built-in policy; choose another")
        if not callable(policy):
            raise InputError(f"policies[{name!r}]: {policy!r} is not a function")


def _require_known(word: str, scenario: Scenario, policies: Mapping[str, Policy]) -> None:
    """Refuse a word that names no policy."""
    names = [*PARTNER_SELECTION, *policies]
    if word not in names:
        raise InputError(f"scenario {scenario.name!r}, policy.partner_selection: {word!r} is none "
                         f"of {', '.join(names)}{nearest(word, names)}")  # fmt: skip
