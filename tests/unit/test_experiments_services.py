"""Whether digital services pay, told of one firm alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ecosim.errors import InputError
from ecosim.experiments import paradox
from ecosim.experiments.twins import TwinFacts
from ecosim.scenarios import load_scenario


def test_what_is_said_of_one_firm_is_its_own_part():
    nothing: Any = None
    causes = {"asked": np.array([1.0, 2.0]), "other": np.array([3.0, 4.0])}
    revenue, gain = np.array([[0.0, 1.0], [2.0, 3.0]]), np.array([[5.0, 6.0], [4.0, 6.0]])
    alone = TwinFacts(nothing, nothing, ("A", "B"), revenue, gain, causes).of("B")

    assert alone.providers == ("B",)
    assert alone.revenue.tolist() == [[1.0], [3.0]]
    assert alone.gain.tolist() == [[6.0], [6.0]]
    assert {words: amounts.tolist() for words, amounts in alone.causes.items()} == {
        "asked": [2.0], "other": [4.0],
    }  # fmt: skip


def test_a_firm_without_services_of_its_own_is_refused():
    with pytest.raises(InputError, match="no provider"):
        paradox(load_scenario("partner-selection"), 2, firm="Kontora Trading")
