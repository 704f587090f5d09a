"""The scenario library, its schema and its loader."""

from importlib import import_module
from typing import Any

if __name__ == "scenarios":
    raise ImportError("Import this package as 'ecosim.scenarios', not as 'scenarios'.")

_PUBLIC_NAMES = {
    "Imported": "importing",
    "ScenarioInfo": "library",
    "as_workbook": "importing",
    "import_tables": "importing",
    "list_scenarios": "library",
    "load_pattern": "pattern_loader",
    "load_patterns": "pattern_loader",
    "load_scenario": "loader",
    "parse_setting": "setting_text",
    "read_text": "library",
    "write_template": "template",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use: listing the library must not wait for pydantic."""
    if name not in _PUBLIC_NAMES:
        raise AttributeError(f"module 'ecosim.scenarios' has no attribute {name!r}")
    value = getattr(import_module(f"ecosim.scenarios.{_PUBLIC_NAMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, imported or not yet."""
    return sorted(_PUBLIC_NAMES)
