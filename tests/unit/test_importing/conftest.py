"""What tests of imports begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.given_tables import FIRMS


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    path = tmp_path / "firms.csv"
    path.write_text(FIRMS, encoding="utf-8")
    return path
