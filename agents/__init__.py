"""What firms are and how they decide, as Mesa agents, and the model they live in.

Importing this package is cheap; Mesa is imported with the first name that needs it.
"""

from importlib import import_module
from typing import Any

if __name__ == "agents":
    raise ImportError("Import this package as 'ecosim.agents', not as 'agents'.")

_PUBLIC_NAMES = {
    "Candidate": "candidates",
    "Customer": "kinds",
    "EcosystemModel": "model",
    "Firm": "firm",
    "Logistics": "kinds",
    "Partner": "kinds",
    "Provider": "kinds",
    "Relationship": "relationship",
    "decision_hook": "decisions",
}

__all__ = [
    "Candidate", "Customer", "EcosystemModel", "Firm", "Logistics", "Partner", "Provider",
    "Relationship", "decision_hook",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name on first use (PEP 562)."""
    if name not in _PUBLIC_NAMES:
        raise AttributeError(f"module 'ecosim.agents' has no attribute {name!r}")
    value = getattr(import_module(f"ecosim.agents.{_PUBLIC_NAMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, imported or not yet."""
    return sorted(_PUBLIC_NAMES)
