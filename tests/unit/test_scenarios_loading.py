"""From a name, a path or a dict to a scenario, and what is said when nothing can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecosim.errors import InputError
from ecosim.scenarios import load_scenario

SMALL = '[scenario]\nname = "small"\n[population]\nprovider = { count = 2 }\n'


def _file(folder: Path, content: str | bytes, name: str = "my.toml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_a_dict_and_a_path_as_text_give_the_same_scenario(tmp_path: Path) -> None:
    path = _file(tmp_path, SMALL)
    tables = {"scenario": {"name": "small"}, "population": {"provider": {"count": 2}}}
    assert load_scenario(path) == load_scenario(str(path))
    assert load_scenario(path).as_dict() == load_scenario(tables).as_dict()


def test_a_scenario_without_a_name_is_called_like_its_file(tmp_path: Path) -> None:
    assert load_scenario(_file(tmp_path, "[population.provider]\ncount = 1")).name == "my"


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf" + SMALL.encode(), SMALL.replace("\n", "\r\n")])
def test_a_byte_order_mark_and_windows_line_ends_are_read(
    tmp_path: Path, content: str | bytes
) -> None:
    assert load_scenario(_file(tmp_path, content)).name == "small"


def test_a_dict_given_is_not_changed() -> None:
    tables = {"population": {"provider": {"count": 2}}}
    load_scenario(tables, overrides={"population.provider.count": 3})
    assert tables == {"population": {"provider": {"count": 2}}}


def test_a_misspelled_library_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match="'basline': there is no such file; did you mean 'baseli"):
        load_scenario("basline")


def test_a_missing_file_is_answered_with_the_nearest_in_its_folder(tmp_path: Path) -> None:
    _file(tmp_path, SMALL)
    with pytest.raises(InputError, match=r"did you mean 'my\.toml'"):
        load_scenario(tmp_path / "ny.toml")


def test_a_folder_is_answered_with_a_file_in_it(tmp_path: Path) -> None:
    _file(tmp_path, SMALL)
    with pytest.raises(InputError, match=r"this is a folder.*'my\.toml'"):
        load_scenario(tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty"),
        (" \n", "the file is empty"),
        ("[scenario]\nticks = = 3\n", "line 2, column 9: not valid TOML, invalid value"),
        ("[scenario", "end of document: not valid TOML"),
        (SMALL.encode("utf-16"), "line 1: the text is not UTF-8; it looks like UTF-16"),
        ('a = 1\nb = "Stålmo"'.encode("latin-1"), "line 2: the text is not UTF-8; save it as UTF"),
        ("a = " + "[" * 20_000, "nested too deeply"),
        ("a." * 50 + "b = 1", "nested more than 8 levels deep"),
        ("a = " + "9" * 6_000, "not valid TOML"),
        ("[scenario]\nticks = " + "9" * 400, "scenario.ticks: a whole number this large"),
        ("[mechanisms]\nrelationships = true\nrelationships.assets = false", "quotation marks"),
        ("[scenario]\nname = 'a\0b'", "line 2, column 10: not valid TOML"),
    ],
)
def test_an_unreadable_file_is_explained(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario(_file(tmp_path, content))
    assert said in str(caught.value)
    assert "my.toml" in str(caught.value)


def test_a_file_of_more_than_twenty_megabytes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="larger than 20 MB"):
        load_scenario(_file(tmp_path, b"#" * 20_000_001))


@pytest.mark.parametrize("source", [None, 3, "", "  ", b"baseline", "a\0b.toml", "x" * 5000])
def test_what_names_no_scenario_is_refused_in_one_line(source: object) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario(source)  # type: ignore[arg-type]
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) < 300


def test_a_dict_that_contains_itself_is_refused() -> None:
    endless: dict[str, object] = {}
    endless["parameters"] = endless
    with pytest.raises(InputError, match="nested more than 8 levels"):
        load_scenario(endless)


def test_a_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(InputError, match=r"population\.3: a key must be text"):
        load_scenario({"population": {3: 1}})
