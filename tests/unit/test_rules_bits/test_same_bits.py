"""Rules give the same bits as plain Python and compiled, for whatever processor."""

import json
import os
import subprocess
import sys
from pathlib import Path

import llvmlite.binding as llvm
import pytest

EVALUATE = Path(__file__).with_name("evaluate.py")
CHECKOUT = Path(__file__).resolve().parents[3]

# Every kind of arithmetic in the rules: polynomials, bit patterns, division, roots, branches.
CHOSEN = (
    "exponential", "natural_logarithm", "power", "logistic", "trust", "resonance", "consonance",
    "entry_hazard", "relational_potential", "similarity", "advances", "interaction_success",
)  # fmt: skip
TARGETS = {
    "generic": {"needs": None, "features": ""},
    "haswell": {"needs": "avx2", "features": "+avx2,+fma,-avx512f"},
    "skylake-avx512": {"needs": "avx512vl", "features": "+avx2,+fma,+avx512f,+avx512vl,+avx512dq"},
}


def digests(*names: str, **variables: str | None) -> dict[str, str]:
    """Return the digest of each rule as a fresh process with these variables computes it."""
    changed = {"PYTHONPATH": str(CHECKOUT), "NUMBA_DISABLE_JIT": "0", **variables}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA_")}
    command = [sys.executable, str(EVALUATE), *names]
    done = subprocess.run(
        command, env={**kept, **changed}, check=True, capture_output=True, text=True
    )
    result: dict[str, str] = json.loads(done.stdout)
    return result


@pytest.fixture(scope="module")
def plain() -> dict[str, str]:
    return digests(NUMBA_DISABLE_JIT="1")


def test_the_digests_tell_rules_apart(plain: dict[str, str]) -> None:
    assert len(set(plain.values())) == len(plain) > 80


@pytest.mark.slow
def test_every_rule_gives_the_same_bits_compiled_as_in_plain_python(plain: dict[str, str]) -> None:
    assert digests() == plain


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_rules_give_the_same_bits_for_every_processor(target: str, plain: dict[str, str]) -> None:
    needs, features = TARGETS[target]["needs"], TARGETS[target]["features"]
    if needs and not llvm.get_host_cpu_features().get(needs):
        pytest.skip(f"this processor does not know {needs}")

    found = digests(*CHOSEN, NUMBA_CPU_NAME=target, NUMBA_CPU_FEATURES=features)

    assert found == {name: plain[name] for name in CHOSEN}
