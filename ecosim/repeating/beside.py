"""What was worked out beside a ranking or a sweep, done again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ecosim.analysis import Condition, discover, sensitivity
from ecosim.decisions.robust import robust_ranking
from ecosim.decisions.shapley import shapley_values
from ecosim.decisions.tipping import find_tipping_points
from ecosim.declarations.scenario import Scenario
from ecosim.experiments.arms import NOBODY
from ecosim.experiments.finished import read_comparison
from ecosim.results.answers import write_answer
from ecosim.results.folder import ANSWERS
from ecosim.results.formats import FORMATS
from ecosim.results.provenance import read_provenance
from ecosim.sweeps.design import design_from_dict

__all__ = ["repeat_analyses", "repeat_answers"]

Tables = dict[str, pa.Table]


def repeat_answers(folder: Path, place: Path, scenario: Scenario, threads: int | None) -> None:
    """Write to ``place`` the answers that lie in ``folder`` and say how they were asked for."""
    for name in ANSWERS:
        for path in (folder / f"{name}.{format}" for format in FORMATS):
            if path.is_file() and not (place / path.name).exists():
                provenance = read_provenance(path)
                asked = provenance["command"].get("asked")
                tables = _repeated(name, asked, scenario, place, threads) if asked else {}
                for part, table in tables.items():
                    write_answer(place, part, table, provenance, path.suffix.removeprefix("."))


def _repeated(
    name: str, asked: Mapping[str, Any], scenario: Scenario, place: Path, threads: int | None
) -> Tables:
    """Return the tables that were worked out together with one of this name."""
    result, question = read_comparison(place), scenario.comparison
    assert question is not None

    def robust() -> Tables:
        design = design_from_dict(asked["design"])
        found = robust_ranking(design, question, result.seed, good_enough=asked["good_enough"],
                               threads=threads)  # fmt: skip
        return {"robust": found.table, "futures": found.futures}

    def shapley() -> Tables:
        replicates = asked["replicates"]
        found = shapley_values(scenario, question, replicates, result.seed, threads=threads)
        return {"shapley": found.table}

    def tipping() -> Tables:
        choices = (*question.candidates, NOBODY)
        known = np.stack([result.values(choice) for choice in choices], axis=1)
        found = find_tipping_points(scenario, question, known, result.replicates, result.seed,
                                    asked["assumptions"], threads=threads)  # fmt: skip
        return {"tipping": found.table}

    made: dict[str, Callable[[], Tables]] = {
        "robust": robust, "futures": robust, "shapley": shapley, "tipping": tipping,
    }  # fmt: skip
    return made[name]()


def repeat_analyses(folder: Path, place: Path) -> None:
    """Write to ``place``, a sweep done again, the analyses of the one in ``folder``."""
    for name, analyze in (("sensitivity", _sensitivity), ("regions", _discovery)):
        path = folder / f"{name}.arrow"
        if path.is_file():
            analyze(place, read_provenance(path)["command"])


def _sensitivity(place: Path, asked: Mapping[str, Any]) -> None:
    sensitivity(place, asked["outcomes"], asked["level"]).write(place)


def _discovery(place: Path, asked: Mapping[str, Any]) -> None:
    discover(place, Condition(**asked["condition"]), asked["regions"]).write(place)
