"""Every component can be seen alone, in light and dark, on a desk and on a telephone."""

from __future__ import annotations

import pytest

from ecosim.dashboards.stories import STORIES


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_every_component_is_readable_alone(visit, serious_issues, keep, width, theme):
    page = visit("/stories?story=all", width=width, theme=theme)
    page.get_by_role("region", name=list(STORIES)[-1], exact=True).wait_for()
    page.wait_for_load_state("networkidle")
    for group in page.locator("details").all():
        group.evaluate("group => { group.open = true; }")

    assert page.locator(".narrow > section").count() == len(STORIES)
    assert serious_issues(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_text("<b>random</b>").count() > 0, "markup in a name is shown as text"


def test_a_component_can_be_opened_alone(visit):
    page = visit("/stories?story=field")

    assert page.locator(".narrow > section").count() == 1
