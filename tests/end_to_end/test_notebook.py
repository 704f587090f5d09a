"""In a notebook, results and models show themselves, and completion and help teach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat
import pytest
from IPython.core.completer import Completer
from jupyter_client.manager import start_new_kernel

import ecosim

PATIENCE = 120
CELLS = """\
import ecosim
scenario = ecosim.load_scenario("six-smes", overrides={"scenario.ticks": 6})
results = ecosim.simulate(scenario, replicates=3, threads=1)
results

results.summary()

ecosim.compare(
    ecosim.load_scenario("partner-selection", overrides={"scenario.ticks": 4}), replicates=2
)

model = ecosim.EcosystemModel(scenario, rng=42)
for month in range(3):
    model.step()
model
"""


def shown(cell: str, client: Any) -> str:
    """Run one cell in a kernel and return the HTML it shows."""
    found = ""

    def note(message: dict[str, Any]) -> None:
        nonlocal found
        content = message["content"]
        assert message["msg_type"] != "error", content.get("evalue")
        found += content.get("data", {}).get("text/html", "")

    reply = client.execute_interactive(cell, timeout=PATIENCE, output_hook=note, allow_stdin=False)
    assert reply["content"]["status"] == "ok"
    return found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Run the cells of a notebook in a real kernel."""
    place = tmp_path_factory.mktemp("notebook")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS.split("\n\n")]
    )
    nbformat.validate(notebook)
    manager, client = start_new_kernel(startup_timeout=PATIENCE, cwd=str(place))
    try:
        yield [shown(cell.source, client) for cell in notebook.cells]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_notebook_shows_results_a_comparison_and_a_model(pages: list[str]) -> None:
    results, summary, comparison, model = pages

    assert "results.ecosystem.to_pandas()" in results
    assert "n = 3 runs" in results
    assert "viability" in summary
    assert "Which of 6 candidates should D choose" in comparison
    assert "Institute for Metal Measurement" in comparison
    assert "month 3 of 6" in model
    assert [page.count("<svg") for page in pages] == [0, 0, 1, 2]
    for page in pages:
        ElementTree.fromstring(f"<html>{page}</html>")


def test_names_of_users_are_text_in_a_notebook(tmp_path: Path) -> None:
    file = tmp_path / "nasty.toml"
    file.write_text(
        '[scenario]\nname = "<script>x</script>"\nticks = 2\n[[firm]]\nid = "<i>A"\n'
        'kind = "provider"\n[[firm]]\nid = "B&"\nkind = "partner"\n'
        '[network]\ngenerator = "none"\n[comparison]\nfocal = "<i>A"\ncandidates = ["B&"]\n',
        "utf-8",
    )
    scenario = ecosim.load_scenario(file)
    model = ecosim.EcosystemModel(scenario)
    model.step()
    for one in (ecosim.simulate(scenario), ecosim.compare(scenario, replicates=2), model):
        page = one._repr_html_()
        assert not re.search("<script|<i>", page)
        ElementTree.fromstring(f"<html>{page}</html>")


def test_completion_and_help_lead_to_what_there_is() -> None:
    results = ecosim.simulate(ecosim.load_scenario("six-smes", {"scenario.ticks": 1}))
    completer = Completer(namespace={"ecosim": ecosim, "results": results})
    names, parts = (completer.attr_matches(f"{name}.") for name in ("ecosim", "results"))

    public = {"load_scenario", "simulate", "compare", "EcosystemModel", "write_report"}
    assert {f"ecosim.{name}" for name in public} <= set(names)
    assert {"results.runs", "results.events", "results.summary", "results.provenance"} <= set(parts)
    assert ecosim.__doc__
    for name in public:
        assert name in ecosim.__doc__ or "write_report" in name
        assert len(getattr(ecosim, name).__doc__.splitlines()) > 5, name
