"""What is simulated: a scenario, its size, its seed, and what was changed; one line of address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from ecosim.declarations.fields import INTERNATIONALIZATION, PARTNER_SELECTION
from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.declarations.parameters import PARAMETERS
from ecosim.declarations.scenario import Scenario
from ecosim.errors import InputError
from ecosim.scenarios import list_scenarios, load_scenario

__all__ = [
    "FEWEST_FIRMS",
    "MOST_FIRMS",
    "MOST_MONTHS",
    "Setup",
    "scaled",
    "scenario_names",
    "whole_in",
]

FEWEST_FIRMS, MOST_FIRMS, MOST_MONTHS = 50, 5000, 600
_WORDS = {
    "policy.partner_selection": PARTNER_SELECTION,
    "strategy.internationalization": INTERNATIONALIZATION,
}
_FEW = 3  # changes named one by one
_OWN = ("scenario", "seed", "months", "firms")


@dataclass(frozen=True)
class Setup:
    """One experiment, as a page shows it.

    Parameters
    ----------
    scenario : name in the library
    seed, months, firms : None for the scenario's own
    changed : new values by dotted name: mechanisms, parameters and strategies
    """

    scenario: str = "baseline"
    seed: int | None = None
    months: int | None = None
    firms: int | None = None
    changed: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_query(cls, query: str | None) -> Setup:
        """Return the experiment that an address names.

        Raises
        ------
        InputError
            for a name or a value that does not exist

        >>> Setup.from_query("scenario=six-smes&seed=7&mechanisms.resonance=off").changed
        {'mechanisms.resonance': False}
        """
        return cls.from_pairs(dict(parse_qsl(query or "", keep_blank_values=True)))

    @classmethod
    def from_pairs(cls, pairs: Mapping[str, str]) -> Setup:
        """Return the experiment that names and values of an address say; see ``from_query``."""
        given = dict(pairs)
        setup = cls(
            scenario=_known(given.pop("scenario", cls.scenario)),
            seed=whole_in(given.pop("seed", None), "seed", 0, 2**53),
            months=whole_in(given.pop("months", None), "months", 1, MOST_MONTHS),
            firms=whole_in(given.pop("firms", None), "firms", FEWEST_FIRMS, MOST_FIRMS),
            changed={key: _value(key, text) for key, text in given.items() if "." in key},
        )
        setup.resolve()
        return setup

    @property
    def query(self) -> str:
        """Return the part of an address after the question mark; what is usual is left out."""
        return urlencode(self.pairs, quote_via=quote)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return names and values as they stand in an address."""
        own = {name: getattr(self, name) for name in _OWN[1:]}
        pairs = [("scenario", self.scenario)]
        pairs += [(name, str(value)) for name, value in own.items() if value is not None]
        return pairs + [(key, _text(value)) for key, value in sorted(self.changed.items())]

    def resolve(self) -> Scenario:
        """Return the scenario with everything applied.

        Raises
        ------
        InputError
            for settings that cannot be
        """
        scenario: Scenario = load_scenario(
            self.scenario, {"scenario.ticks": self.months} if self.months else None
        )
        if self.firms:
            scenario = scaled(scenario, self.firms)
        if self.seed is not None:
            scenario = replace(scenario, seed=self.seed)
        changed: Scenario = scenario.with_settings(self.changed)
        return changed

    @classmethod
    def from_panel(cls, values: Mapping[str, Any]) -> Setup:
        """Return the experiment of a settings panel: what is not as usual, by key."""
        own = {key: value for key, value in values.items() if key in _OWN}
        return cls(**own, changed={key: values[key] for key in values if key not in _OWN})

    @property
    def panel(self) -> dict[str, Any]:
        """Return what is not as usual, by key of the settings panel."""
        usual = Setup()
        own = {name: getattr(self, name) for name in _OWN}
        kept = {name: value for name, value in own.items() if value != getattr(usual, name)}
        return {**kept, **self.changed}


def in_words(setup: Setup) -> str:
    """Return a setup in few words.

    >>> in_words(Setup(firms=200, changed={"mechanisms.resonance": False}))
    'baseline, 200 firms, resonance off'
    """
    firms = [f"{setup.firms} firms"] if setup.firms else []
    months = [f"{setup.months} months"] if setup.months else []
    return ", ".join([setup.scenario, *firms, *months, *changes_in_words(setup.changed)])


def changes_in_words(changed: Mapping[str, Any]) -> list[str]:
    """Return each changed setting with its value, or how many there are where these are many."""
    if len(changed) > _FEW:
        return [f"{len(changed)} settings changed"]
    names = (key.rpartition(".")[2].replace("_", " ") for key in sorted(changed))
    return [
        f"{name} {_text(changed[key])}" for name, key in zip(names, sorted(changed), strict=True)
    ]


def scaled(scenario: Scenario, firms: int) -> Scenario:
    """Return the scenario with generated firms added or left out until there are so many."""
    named, drawn = len(scenario.firms), sum(group.count for group in scenario.groups)
    factor = max(0, firms - named) / max(1, drawn)
    groups = tuple(
        replace(group, count=max(min(1, group.count), round(group.count * factor)))
        for group in scenario.groups
    )
    return replace(scenario, groups=groups)


def scenario_names() -> dict[str, str]:
    """Return the titles of the library's scenarios by name."""
    return {info.name: info.title for info in list_scenarios()}


def _known(name: str) -> str:
    """Return the name of a scenario of the library: an address never opens a file."""
    names = scenario_names()
    if name not in names:
        raise InputError(f"scenario: {name[:80]!r} is none of {', '.join(names)}")
    return name


def whole_in(text: str | None, name: str, low: int, high: int) -> int | None:
    """Return the whole number an address gives for a name, or None where it gives none."""
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or not low <= int(text[:17]) <= high:
        raise InputError(f"{name}: {text[:40]!r} is not a whole number from {low} to {high}")
    return int(text)


def _value(key: str, text: str) -> Any:
    """Return a setting's value as its register has it; what is wrong is said when it is used."""
    table, _, name = key.partition(".")
    if table == "mechanisms" and name in MECHANISMS:
        return {"on": True, "off": False}.get(text, text)
    if table == "parameters" and name in PARAMETERS:
        try:
            return float(text)
        except ValueError:
            return text
    return text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)
