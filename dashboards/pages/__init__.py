"""The pages, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ecosim.dashboards.pages.compare import Compare
from ecosim.dashboards.pages.explore import Explore
from ecosim.dashboards.pages.fork import Fork
from ecosim.dashboards.pages.home import Home
from ecosim.dashboards.pages.lessons import Lessons
from ecosim.dashboards.pages.partner import Partner
from ecosim.dashboards.pages.results import ResultsPage
from ecosim.dashboards.pages.stories import Stories
from ecosim.dashboards.pages.theory import Theory

__all__ = ["PAGES", "PageInfo"]


@dataclass(frozen=True)
class PageInfo:
    """One page: its place in the address, its title, and the component that shows it."""

    path: str
    title: str
    content: Callable[[], Any]
    in_navigation: bool = True

    @property
    def address(self) -> str:
        """Return the address of the page on this server."""
        return "/" if self.path == "/" else f"/{self.path}"


PAGES = (
    PageInfo("/", "ecosim", Home, in_navigation=False),
    PageInfo("explore", "Explore", Explore),
    PageInfo("fork", "Fork", Fork),
    PageInfo("compare", "Compare", Compare),
    PageInfo("partner", "Choose a partner", Partner),
    PageInfo("lessons", "Lessons", Lessons),
    PageInfo("theory", "Theory", Theory),
    PageInfo("results", "Results", ResultsPage),
    PageInfo("stories", "Stories", Stories, in_navigation=False),
)
