"""How the documents become pages: ``make docs``. The pages ask the network for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ecosim
from ecosim.declarations.sources import SOURCES
from ecosim.protocol import framework_document, odd_document

project = "ecosim"
author = "The ecosim authors"
release = ecosim.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
myst_heading_anchors = 4
exclude_patterns = ["requirements.txt", "stories"]
suppress_warnings = ["myst.xref_missing"]  # links to source files, which the repository shows

html_theme = "furo"
html_title = f"ecosim {release}"
autodoc_member_order = "bysource"
autodoc_typehints = "description"


def setup(app: Any) -> None:
    """Write the generated pages before the others are read."""
    app.connect("builder-inited", _write_generated)


def _write_generated(app: Any) -> None:
    """Write the description of the model as this version computes it."""
    place = Path(app.srcdir)
    (place / "odd.md").write_text(odd_document(), encoding="utf-8")
    (place / "frameworks").mkdir(exist_ok=True)
    for key in SOURCES:
        text = framework_document(key)
        (place / "frameworks" / f"{key}.md").write_text(text, encoding="utf-8")
