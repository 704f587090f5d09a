"""Trials: verdicts on the model, and on a model that is broken."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ecosim.court import verify
from ecosim.court.case import Case
from ecosim.court.docket import cases_of
from ecosim.court.knockouts import DIES, UNTOUCHED, checked_mechanisms, knock_out
from ecosim.court.rates import perturbed_sets
from ecosim.court.robustness import robustness_of
from ecosim.court.trial import Evidence, try_case
from ecosim.declarations.parameters import PARAMETERS
from ecosim.engine.run import run
from ecosim.errors import InputError
from ecosim.scenarios import load_pattern

Write = Callable[..., Path]
CONVICTED = Path(__file__).with_name("convict_resonance_without_consonance.py")


def test_a_claim_that_holds_passes_and_its_opposite_fails(write: Write) -> None:
    (holds,) = verify([write("P1")])
    (opposite,) = verify([write("P2", direction="negative")])
    assert (holds.verdict, opposite.verdict) == ("pass", "fail")
    assert holds.replicates == 32
    assert holds.decisive.interval.low > holds.decisive.smallest > 0.0


def test_a_null_about_what_does_nothing_passes_and_about_what_does_something_fails(
    write: Write,
) -> None:
    null = ('direction = "null"', 'direction = "null"\nsmallest_effect = 0.2')
    idle = write("P1", null, direction="null", contrast="with - with")
    busy = write("P2", null, direction="null")
    assert [v.verdict for v in verify([idle, busy])] == ["pass", "fail"]


def test_arms_share_their_chance_and_replicates_do_not(write: Write) -> None:
    case = Case.of(load_pattern(write(swap=("with = {}", "with = {}\nagain = {}"))))
    evidence = Evidence.none(case, 5)
    evidence.gather(8, 1)
    assert np.array_equal(evidence.values["with"], evidence.values["again"])
    assert len(np.unique(evidence.values["with"])) == 8
    first = run(case.arms["with"], 5, 0).outcomes["governance"]
    assert evidence.values["with"][0, 0] == first


def test_evidence_does_not_depend_on_threads_nor_on_how_it_was_gathered(write: Write) -> None:
    case = Case.of(load_pattern(write()))
    at_once, bit_by_bit = Evidence.none(case, 5), Evidence.none(case, 5)
    at_once.gather(12, 2)
    for count in (3, 4, 12):
        bit_by_bit.gather(count, 1)
    for arm in case.arms:
        assert np.array_equal(at_once.values[arm], bit_by_bit.values[arm])


def test_an_unclear_case_is_looked_at_again_until_the_last_replicate(write: Write) -> None:
    hard = ('direction = "positive"', 'direction = "positive"\nsmallest_effect = 0.0')
    arms = '"parameters.success_noise" = 0.1001'
    case = Case.of(load_pattern(write(swap=('"mechanisms.relationships" = false', arms))))
    pattern = load_pattern(write("P2", hard, contrast="with - without"))
    verdict = try_case(replace(case, pattern=pattern), 5, 64, 2)
    assert verdict.replicates == (64 if verdict.verdict == "inconclusive" else 32)


def test_a_knock_out_kills_what_hangs_on_the_mechanism_and_nothing_else(write: Write) -> None:
    swap = ('"mechanisms.relationships" = false', '"mechanisms.relationships.governance" = false')
    case = Case.of(load_pattern(write(swap=swap)))
    names = ("relationships.governance", "partner_search", "coopetition")
    (found,) = knock_out([case], names, 32, 5, 2)
    assert found.verdict.verdict == "pass"
    assert found.fates["relationships.governance"] == DIES
    assert not found.is_scripted


def test_a_pattern_dies_where_nothing_is_left_of_which_it_speaks() -> None:
    (case,) = cases_of(["D14"])
    (found,) = knock_out([case], ("managers",), 32, 5, 2)
    assert found.fates == {"managers": DIES}


def test_a_mechanism_that_has_nothing_to_do_leaves_a_pattern_untouched(write: Write) -> None:
    (case,) = cases_of(["N4"])
    (found,) = knock_out([case], ("coopetition",), 32, 5, 2)
    assert found.fates == {"coopetition": UNTOUCHED}


def test_a_mechanism_to_knock_out_has_to_exist() -> None:
    with pytest.raises(InputError, match="did you mean 'resonance'"):
        checked_mechanisms(["resonanse"])


def test_perturbed_rates_are_within_a_fifth_and_in_range() -> None:
    sets = perturbed_sets(20, 7)
    assert len(sets) == 20
    for name, values in {name: [s[name] for s in sets] for name in sets[0]}.items():
        declared = PARAMETERS[name]
        default = float(declared.default or 0.0)
        assert all(0.8 * default - 1e-12 <= v <= 1.2 * default + 1e-12 for v in values)
        assert declared.high is None or max(values) <= declared.high
        assert np.ptp(values) > 0.0


def test_a_claim_that_holds_keeps_its_sign_and_its_opposite_never(write: Write) -> None:
    sets = perturbed_sets(3, 7)
    cases = cases_of([write("P1"), write("P2", direction="negative")])
    assert [robustness_of(case, sets, 5, 2).kept for case in cases] == [3, 0]


@pytest.mark.slow
@pytest.mark.long
def test_resonance_that_ignores_consonance_is_convicted() -> None:
    """One line of the model is broken, in a process of its own that runs plain Python."""
    surroundings = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    verdicts = {}
    for word in ("sound", "broken"):
        ended = subprocess.run([sys.executable, CONVICTED, word], check=True, capture_output=True,
                               text=True, env=surroundings)  # fmt: skip
        verdicts[word] = ended.stdout.split()[-1]
    assert verdicts == {"sound": "pass", "broken": "fail"}
