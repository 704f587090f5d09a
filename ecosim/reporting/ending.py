"""What every report ends with: assumptions, words, and how to repeat it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ecosim.declarations.scenario import Scenario
from ecosim.reporting.assumptions import assumptions
from ecosim.reporting.document import Section
from ecosim.reporting.origin import origin
from ecosim.reporting.terms import terms

__all__ = ["after"]


def after(
    told: Sequence[Section],
    scenario: Scenario,
    provenance: Mapping[str, Any],
    named: Iterable[str] = (),
) -> tuple[Section, ...]:
    """Return the sections that follow what was told of a result.

    Parameters
    ----------
    told : whose words are explained
    scenario, provenance : of the result
    named : as ``assumptions`` takes it
    """
    return (assumptions(scenario, named), *terms(told), origin(provenance))
