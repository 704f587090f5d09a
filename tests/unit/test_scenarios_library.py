"""The scenarios that come with ecosim, and the file from which a new one starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecosim.declarations.scenario import FirmSpec, Scenario
from ecosim.errors import InputError
from ecosim.scenarios import list_scenarios, load_scenario, read_text, write_template

NAMES = [info.name for info in list_scenarios()]


def test_the_library_holds_what_the_documentation_promises() -> None:
    assert set(NAMES) == {
        "alpha", "baseline", "beta", "crowded-platform", "energy-network", "machine-fleet",
        "mill-services", "partner-selection", "site-optimization", "six-smes", "supply-shock",
    }  # fmt: skip


@pytest.mark.parametrize("info", list_scenarios(), ids=lambda info: info.name)
def test_every_library_scenario_loads_and_is_called_like_its_file(info: object) -> None:
    scenario = load_scenario(info.name)  # type: ignore[attr-defined]
    assert (scenario.name, scenario.title) == (info.name, info.title)  # type: ignore[attr-defined]
    assert scenario.description
    assert "name" in read_text(scenario.name)


def test_the_baseline_has_104_generated_firms() -> None:
    counts = {"provider": 0, "customer": 0, "partner": 0, "logistics": 0}
    for group in load_scenario("baseline").groups:
        counts[group.kind] += group.count
    assert counts == {"provider": 16, "customer": 60, "partner": 20, "logistics": 8}


def test_the_six_firms_are_those_of_the_study() -> None:
    firms = {firm.id: firm for firm in load_scenario("six-smes").firms}
    table = {
        key: (
            firms[key].fields["employees"],
            firms[key].fields["turnover"],
            firms[key].industry,
            firms[key].internationalization,
        )
        for key in "ABCDEF"
    }
    assert table == {
        "A": (6, 10, "mining", "innovation"),
        "B": (22, 28, "forestry", "innovation"),
        "C": (150, 120, "mining", "scaling"),
        "D": (5, 4.5, "steel and metal", "ecosystem"),
        "E": (50, 80, "mining", "scaling"),
        "F": (10, 12, "forestry", "ecosystem"),
    }


def _candidates(scenario: Scenario) -> list[FirmSpec]:
    assert scenario.comparison is not None
    return [f for f in scenario.firms if f.id in scenario.comparison.candidates]


def _merits(firm: FirmSpec) -> dict[str, float]:
    names = [name for name in firm.fields if name not in ("employees", "turnover", "price")]
    return {**{n: firm.fields[n] for n in names}, "cheap": -firm.fields["price"]}


def test_no_candidate_is_better_than_another_in_everything() -> None:
    merits = [_merits(firm) for firm in _candidates(load_scenario("partner-selection"))]
    for one in merits:
        for other in merits:
            assert one is other or any(one[name] < other[name] for name in one)


def test_no_candidate_is_tied_to_the_focal_firm() -> None:
    scenario = load_scenario("partner-selection")
    related = {r.target for r in scenario.relationships}
    assert len(_candidates(scenario)) == 6
    assert not related & {firm.id for firm in _candidates(scenario)}
    assert next(f for f in scenario.firms if f.id == "D").fields["ties"] == 0


def test_a_new_file_loads_at_once_and_is_never_overwritten(tmp_path: Path) -> None:
    path = write_template(tmp_path / "valley.toml")
    assert load_scenario(path).name == "valley"
    path.write_text("mine")
    with pytest.raises(InputError, match="exists already"):
        write_template(path)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("name", ['a"b.toml', "a\\b.toml", "Å.toml", "a\nb.toml"])
def test_a_new_file_with_an_odd_name_loads_too(tmp_path: Path, name: str) -> None:
    assert load_scenario(write_template(tmp_path / name)).name == "my-ecosystem"


def test_a_new_file_in_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        write_template(tmp_path / "no" / "a.toml")


def test_an_unknown_library_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'six-smes'"):
        read_text("six-sme")


def test_alpha_and_beta_differ_only_in_where_they_start_and_in_their_trigger() -> None:
    alpha, beta = load_scenario("alpha"), load_scenario("beta")
    same = [
        "ticks", "seed", "parameters", "mechanisms", "partner_selection", "internationalization",
        "innovation", "network", "relationships", "markets",
    ]  # fmt: skip
    assert [name for name in same if getattr(alpha, name) != getattr(beta, name)] == []
    decisions = [
        (firm.internationalization, firm.partner_selection, firm.innovation)
        for firm in (*alpha.firms, *beta.firms)
    ]
    assert len(alpha.firms) == len(beta.firms) == 1
    assert decisions[0] == decisions[1]
    assert {shock.kind for shock in set(beta.shocks) ^ set(alpha.shocks)} == {"regulation"}


def test_the_supply_shock_hits_the_baseline() -> None:
    calm, hit = load_scenario("baseline"), load_scenario("supply-shock")
    assert (calm.groups, calm.network) == (hit.groups, hit.network)
