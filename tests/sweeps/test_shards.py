"""Shards: parts of one sweep, begun by several clients at a time."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from ecosim.errors import InputError, RunError
from ecosim.sweeps import sweep
from ecosim.sweeps.compact import file_hash
from ecosim.sweeps.design import read_design
from ecosim.sweeps.locks import locked
from ecosim.sweeps.plan import read_plan
from ecosim.sweeps.sweep import freeze
from tests.sweeps.conftest import GAINS, DesignFile, quick

pytestmark = pytest.mark.slow

whole_sweep = sys.modules[freeze.__module__]  # the function `sweep` hides the module


def test_shards_together_are_the_sweep(design_file: DesignFile, tmp_path: Path) -> None:
    design, out, whole = design_file(GAINS), tmp_path / "out", tmp_path / "whole"
    sweep(design, whole, options=quick(2))
    for part in (2, 3):
        with pytest.raises(RunError, match="other shards"):
            sweep(design, out, options=quick(2, shard=(part, 3)))
    sweep(design, out, options=quick(2, shard=(1, 3)))
    assert file_hash(out / "runs.arrow") == file_hash(whole / "runs.arrow")


@pytest.mark.parametrize("replicates", [3, 2])
@pytest.mark.parametrize("moment", ["make_folder", "locked"])
def test_a_shard_that_others_overtake_goes_on_with_their_plan_or_refuses_it(
    design_file: DesignFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str,
    replicates: int,
) -> None:  # fmt: skip
    """The other shard writes its plan and begins just before this one makes or locks the folder."""
    out = tmp_path / "out"
    first = read_design(design_file(GAINS, replicates))
    theirs, ours = quick(2, shard=(1, 2)), quick(2, shard=(2, 2))
    usual, held = getattr(whole_sweep, moment), ExitStack()

    def overtaken(*arguments: object) -> object:
        monkeypatch.setattr(whole_sweep, moment, usual)
        freeze(first, out, theirs)
        held.enter_context(locked(out, theirs.shard))
        return usual(*arguments)

    mine = read_design(design_file(GAINS))
    monkeypatch.setattr(whole_sweep, moment, overtaken)
    with held:
        if replicates == 3:
            assert freeze(mine, out, ours).digest == freeze(first, out, theirs).digest
        else:
            with pytest.raises(InputError, match="another design"):
                freeze(mine, out, ours)


def test_a_shard_waits_while_another_writes_the_plan(
    design_file: DesignFile, tmp_path: Path
) -> None:
    design, out = read_design(design_file(GAINS)), tmp_path / "out"
    out.mkdir()
    with ThreadPoolExecutor(1) as beside:
        with locked(out, None):
            waiting = beside.submit(freeze, design, out, quick(2, shard=(2, 2)))
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.5)
        assert waiting.result(timeout=10) == read_plan(out)
