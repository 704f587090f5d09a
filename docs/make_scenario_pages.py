"""Pages of the scenario library, with pictures and numbers from runs: part of ``make pictures``."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import matplotlib.pyplot as plt
from make_pictures import STYLE
from matplotlib.figure import Figure
from stories import bonds, choices, journeys, services
from stories.claims import CLAIMS
from stories.drawing import Numbers

from ecosim.scenarios import list_scenarios

DOCS = Path(__file__).parent
PAGES, TEXTS, IMAGES = DOCS / "scenarios", DOCS / "stories", DOCS / "images" / "scenarios"
STORIES: dict[str, Callable[[Figure], Numbers]] = {
    "alpha": journeys.alpha,
    "baseline": bonds.baseline,
    "beta": journeys.beta,
    "crowded-platform": choices.crowded_platform,
    "energy-network": services.energy_network,
    "machine-fleet": bonds.machine_fleet,
    "mill-services": services.mill_services,
    "partner-selection": choices.partner_selection,
    "site-optimization": services.site_optimization,
    "six-smes": journeys.six_smes,
    "supply-shock": bonds.supply_shock,
}
FRAME = """\
# {title}

*Written by `make pictures` from [docs/stories/{name}.md](../stories/{name}.md): numbers and picture
come from runs, 60 of each kind. `ecosim scenarios show {name}` prints the scenario, with the reason
for each figure beside it.*

![{title}](../images/scenarios/{name}.png)

"""


def main() -> None:
    """Write every page and its picture, or those of the scenarios named on the command line."""
    for folder in (PAGES, IMAGES):
        folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or STORIES:
        text, figure = told(name)
        (PAGES / f"{name}.md").write_text(text, encoding="utf-8")
        figure.savefig(IMAGES / f"{name}.png", dpi=130, metadata={"Software": None})
        plt.close(figure)


def told(name: str) -> tuple[str, Figure]:
    """Return the text of a scenario's page and its picture.

    Raises
    ------
    ValueError
        where runs no longer bear out what the words say
    """
    title = next(info.title for info in list_scenarios() if info.name == name)
    with plt.rc_context(STYLE):
        figure = plt.figure(figsize=(9.0, 4.2), facecolor="white")
        numbers = STORIES[name](figure)
    if not CLAIMS[name](numbers):
        raise ValueError(f"{name}: runs no longer bear out {TEXTS / name}.md; {numbers}")
    story = (TEXTS / f"{name}.md").read_text(encoding="utf-8").format(**numbers)
    percent = re.sub(r"(\d)%", r"\1 %", story)
    return FRAME.format(name=name, title=title) + percent, figure


if __name__ == "__main__":
    main()
