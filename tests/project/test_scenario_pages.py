"""Each scenario of the library has a page whose numbers, picture and words come from runs."""

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from ecosim.scenarios import list_scenarios

DOCS = Path(__file__).resolve().parents[2] / "docs"
NAMES = [info.name for info in list_scenarios()]
QUICK = ("mill-services", "energy-network")


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the script that writes the pages."""
    monkeypatch.syspath_prepend(str(DOCS))
    return import_module("make_scenario_pages")


def written(name: str) -> str:
    """Return a page as it stands."""
    return (DOCS / "scenarios" / f"{name}.md").read_text("utf-8")


def test_every_scenario_has_a_story_with_claims(maker: ModuleType) -> None:
    assert set(NAMES) == set(maker.STORIES) == set(maker.CLAIMS)


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_has_a_page_with_its_picture(name: str) -> None:
    assert f"](../images/scenarios/{name}.png)" in written(name)
    assert (DOCS / "images" / "scenarios" / f"{name}.png").stat().st_size < 300_000
    assert f"](scenarios/{name}.md)" in (DOCS / "scenarios.md").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_its_text_with_numbers_filled_in(name: str) -> None:
    text = (DOCS / "stories" / f"{name}.md").read_text("utf-8")
    parts = [re.escape(part).replace("%", " ?%") for part in re.split(r"\{.*?\}", text)]
    assert re.search(r"[^\n]+?".join(parts), written(name))


@pytest.mark.slow
@pytest.mark.parametrize("name", QUICK)
def test_numbers_of_a_page_are_those_of_runs(maker: ModuleType, name: str) -> None:
    text, figure = maker.told(name)
    assert text == written(name), "run `make pictures`"
    assert len(figure.axes) == 2
