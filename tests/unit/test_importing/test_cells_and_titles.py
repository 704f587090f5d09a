"""Cells and titles as people write them are understood, or refused with a reason."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from ecosim.errors import InputError
from ecosim.scenarios.importing.cells import is_blank, number_in, text_in, yes_in
from ecosim.scenarios.importing.firms import FIRM_TITLES
from ecosim.scenarios.importing.relationships import RELATIONSHIP_TITLES
from ecosim.scenarios.importing.sheets import make_sheet
from ecosim.scenarios.importing.titles import match_titles
from ecosim.scenarios.importing.units import conversion
from ecosim.scenarios.importing.words import kind_and_role, market_code, market_codes


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (12, 12.0), (0.5, 0.5), ("12", 12.0), ("0,5", 0.5), ("0.125", 0.125), ("0,125", 0.125),
        ("1 234,5", 1234.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1,234,567", 1234567.0),
        ("1,234.567", 1234.567), ("1.234,567", 1234.567), ("12,345.678", 12345.678),
        ("1\u00a0234", 1234.0), ("12 %", 0.12), ("-3.5", -3.5), (" 7 ", 7.0), (".5", 0.5),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_meant(written: object, number: float) -> None:
    assert number_in(written) == pytest.approx(number, rel=1e-15)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1,234", "may be 1234 or 1.234"),
        ("1.200", "may be 1200 or 1.200"),
        ("about 12", "is no number"),
        ("1.2.3", "is no number"),
        ("", "is no number"),
        ("=1+1", "is no number"),
        ("1 234,567.8", "is no number"),
        (10**400, "is too large a number"),
        (True, "is no number"),
        (datetime.datetime(2026, 3, 5), "was a number such as 3.5 turned into one"),
    ],
)
def test_what_is_no_number_or_two_numbers_is_refused(written: object, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        number_in(written)


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "n/a", float("nan"), "#REF!", "#N/A", pd.NA])
def test_cells_that_say_nothing_are_blank(cell: object) -> None:
    assert is_blank(cell)


def test_a_name_that_looks_like_a_number_stays_a_name() -> None:
    assert text_in(3.0) == "3"
    assert text_in("  two\nlines ") == "two lines"


def test_yes_and_no_have_many_words() -> None:
    assert all(map(yes_in, ("X", "ja", 1)))
    assert not yes_in("no")
    with pytest.raises(InputError, match="neither yes nor no"):
        yes_in("perhaps")


def matched(
    *titles: str, fields: tuple[str, ...] = FIRM_TITLES
) -> dict[str, tuple[str, str, bool]]:
    sheet = make_sheet("t", [list(titles), ["a"] * len(titles)])
    columns, _ = match_titles(sheet, fields)
    return {column.title: (column.field, column.unit, column.is_guess) for column in columns}


def test_titles_are_recognized_in_other_words_with_units_and_accents() -> None:
    assert matched("Company", "Antal anställda", "Omsättning (MSEK)", "Market access [%]") == {
        "Company": ("id", "", False),
        "Omsättning (MSEK)": ("turnover", "MSEK", False),
        "Market access [%]": ("capability.market_access", "%", False),
    }


def test_a_misspelled_title_is_a_guess() -> None:
    assert matched("Name", "Employes") == {
        "Name": ("id", "", False),
        "Employes": ("employees", "", True),
    }


def test_a_short_title_is_no_guess_where_one_letter_makes_another_word() -> None:
    assert matched("Name", "Längd (år)", "Rolle", "Markt") == {
        "Name": ("id", "", False),
        "Markt": ("market", "", True),
    }


def test_relationships_have_swedish_titles_too() -> None:
    titles = ("Från", "Till", "Förtroende (1-5)", "Längd (år)", "Andel (%)", "Rutiner", "Styrning")
    assert matched(*titles, fields=RELATIONSHIP_TITLES) == {
        "Från": ("source", "", False),
        "Till": ("target", "", False),
        "Förtroende (1-5)": ("trust", "1-5", False),
        "Längd (år)": ("age", "år", False),
        "Andel (%)": ("share", "%", False),
        "Rutiner": ("routines", "", False),
        "Styrning": ("governance", "", False),
    }
    assert conversion("månader", "age", {}).factor == 1.0


def test_two_columns_for_one_thing_are_refused() -> None:
    with pytest.raises(InputError, match="'Staff' and 'Headcount' both stand for employees"):
        matched("Name", "Staff", "Headcount")


@pytest.mark.parametrize(
    ("unit", "field", "number", "result"),
    [
        ("MSEK", "turnover", 3.0, 3.0), ("tkr", "turnover", 3000.0, 3.0),
        ("SEK", "turnover", 3e6, 3.0), ("MEUR", "turnover", 2.0, 22.0), ("k€", "turnover", 500, 5.5),
        ("MSEK per month", "turnover", 1.0, 12.0), ("bn SEK", "turnover", 1.0, 1000.0),
        ("%", "margin", 8.0, 0.08), ("1-5", "openness", 5.0, 1.0), ("1-5", "openness", 1.0, 0.0),
        ("0 to 100", "openness", 25.0, 0.25), ("years", "age", 2.0, 24.0), ("", "openness", 0.3, 0.3),
    ],
)  # fmt: skip
def test_units_become_those_of_the_model(
    unit: str, field: str, number: float, result: float
) -> None:
    by = conversion(unit, field, {"EUR": 11.0})
    assert by.factor * (number - by.zero) == pytest.approx(result)


def test_a_percentage_is_a_share_whatever_the_title_says() -> None:
    assert (
        conversion("%", "margin", {}).of("12 %") == conversion("", "margin", {}).of("12%") == 0.12
    )
    assert conversion("%", "margin", {}).of(12) == 0.12
    with pytest.raises(InputError, match="is a percentage; the column has another unit"):
        conversion("1-5", "openness", {}).of("40 %")


def test_a_currency_needs_a_rate_and_a_unit_a_meaning() -> None:
    with pytest.raises(InputError, match="--rate USD"):
        conversion("MUSD", "turnover", {})
    with pytest.raises(InputError, match="'furlongs' is not understood"):
        conversion("furlongs", "openness", {})


def test_kinds_roles_and_countries_have_many_words() -> None:
    assert kind_and_role("Manufacturer") == ("provider", None)
    assert kind_and_role("Dealers") == ("partner", "distributor")
    assert kind_and_role("Logistics") == ("logistics", None)
    assert market_code("germany") == "DE"
    assert kind_and_role("Distributör") == ("partner", "distributor")
    assert (market_code("Sverige"), market_code("UK")) == ("SE", "GB")
    assert market_codes("SE; Finland/NO") == ["FI", "NO", "SE"]
    with pytest.raises(InputError, match="did you mean 'provider'"):
        kind_and_role("providr")
    with pytest.raises(InputError, match="is no market known"):
        market_code("Atlantis")
