"""Every table says how it can be repeated, and says nothing that differs when it is."""

import json

import pytest

import ecosim
from ecosim.declarations import Scenario
from ecosim.errors import InputError
from ecosim.results import Results
from ecosim.results.provenance import make_provenance, read_provenance


@pytest.fixture
def made() -> dict:
    command = {"name": "run", "replicates": 3}
    return make_provenance(Scenario("alpha"), seed_scheme="one stream each", command=command)


def test_it_names_scenario_versions_seeds_and_command(made):
    assert made["scenario"]["name"] == "alpha"
    assert made["scenario_digest"] == Scenario("alpha").digest
    assert made["versions"]["ecosim"] == ecosim.__version__
    assert {"python", "numpy", "numba", "pyarrow"} < set(made["versions"])
    assert made["seed_scheme"] == "one stream each"
    assert made["command"] == {"name": "run", "replicates": 3}
    assert set(made["platform"]) == {"machine", "system"}


def test_it_says_nothing_of_the_moment_the_place_or_the_person(made, monkeypatch, tmp_path):
    (tmp_path / "xyzzy").mkdir()
    monkeypatch.chdir(tmp_path / "xyzzy")
    monkeypatch.setattr("platform.node", lambda: "xyzzy")
    monkeypatch.setattr("time.time", lambda: 0.0)
    for variable in ("HOME", "HOSTNAME", "USER"):
        monkeypatch.setenv(variable, "xyzzy")
    again = make_provenance(
        Scenario("alpha"), seed_scheme="one stream each", command=made["command"]
    )
    text = json.dumps(again)
    assert text == json.dumps(made)
    assert "xyzzy" not in text


def test_it_is_read_from_any_table(made, tables, tmp_path, format):
    Results.from_tables(tables, made).save(tmp_path, format)
    for path in tmp_path.iterdir():
        assert read_provenance(path) == made
    assert Results.read(tmp_path).provenance == made


def test_a_missing_package_is_left_out(monkeypatch):
    monkeypatch.setattr("ecosim.results.provenance._PACKAGES", ("numpy", "no-such-package"))
    made = make_provenance(Scenario("alpha"), seed_scheme="", command={})
    assert set(made["versions"]) == {"ecosim", "python", "numpy"}


def test_a_file_without_it_is_refused(tmp_path):
    (tmp_path / "runs.arrow").write_bytes(b"ARROW1\0\0")
    with pytest.raises(InputError, match=r"runs\.arrow: cannot be read"):
        read_provenance(tmp_path / "runs.arrow")
