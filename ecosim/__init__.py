"""ecosim: partner selection, co-creation and internationalization in business ecosystems.

::

    import ecosim

    scenario = ecosim.load_scenario("six-smes")            # a name of the library, or your file
    results = ecosim.simulate(scenario, replicates=20)     # many runs, as Arrow tables
    results.summary()                                      # every outcome with its interval

    answer = ecosim.compare(ecosim.load_scenario("partner-selection"), replicates=20)
    answer.ranking[0]                                      # the best partner, and how sure

    model = ecosim.EcosystemModel(scenario, rng=42)        # a mesa.Model: step, look, fork
    model.step()

``help(ecosim.simulate)`` explains arguments; ``ecosim.scenarios.list_scenarios()`` names what
there is to simulate.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

__version__ = "0.1.0"

# In a checkout the rooms (agents, scenarios, results, dashboards) lie beside this folder.
_CHECKOUT = Path(__file__).resolve().parent.parent
if (_CHECKOUT / "pyproject.toml").is_file():
    __path__.append(str(_CHECKOUT))

_PUBLIC_NAMES = {
    "EcosystemModel": "ecosim.agents",
    "Scenario": "ecosim.declarations",
    "compare": "ecosim.experiments",
    "load_scenario": "ecosim.scenarios",
    "paradox": "ecosim.experiments",
    "simulate": "ecosim.experiments",
    "verify": "ecosim.court",
    "write_report": "ecosim.reporting",
}
_SUBMODULES = (
    "agents",
    "analysis",
    "court",
    "dashboards",
    "decisions",
    "declarations",
    "engine",
    "errors",
    "experiments",
    "reporting",
    "results",
    "rules",
    "scenarios",
    "sweeps",
)


def __getattr__(name: str) -> Any:
    """Import a public name on first use, so that ``import ecosim`` stays fast (PEP 562)."""
    if name in _PUBLIC_NAMES:
        value = getattr(import_module(_PUBLIC_NAMES[name]), name)
    elif name in _SUBMODULES:
        value = import_module(f"ecosim.{name}")
    else:
        raise AttributeError(f"module 'ecosim' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, imported or not yet."""
    return sorted({"__version__", *_PUBLIC_NAMES, *_SUBMODULES})
