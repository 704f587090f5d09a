"""Units in titles and cells, and the factor that turns them into those of the model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ecosim.errors import InputError
from ecosim.scenarios.importing.cells import is_percentage, number_in
from ecosim.scenarios.messages import shown

__all__ = ["Conversion", "conversion", "is_percent"]

_UNSAID = {"0-1", "0..1", "fte", "persons", "number", "#"}
_SCALE = re.compile(r"(\d+)\s*(?:-|–|to|\.\.)\s*(\d+)")  # as in an answer from 1 to 5
_SHARES = {"%": 0.01, "percent": 0.01, "procent": 0.01}
_MONTHS = {
    "months": 1.0,
    "month": 1.0,
    "mån": 1.0,
    "månad": 1.0,
    "månader": 1.0,
    "years": 12.0,
    "year": 12.0,
    "yrs": 12.0,
    "år": 12.0,
}
_SIZES = {
    "": 1e-6,
    "k": 1e-3,
    "t": 1e-3,
    "m": 1.0,
    "mn": 1.0,
    "mio": 1.0,
    "million": 1.0,
    "bn": 1e3,
}
_PER = {
    "per year": 1.0,
    "/year": 1.0,
    "a year": 1.0,
    "annual": 1.0,
    "per month": 12.0,
    "/month": 12.0,
}
_NAMES = {"kronor": "SEK", "kr": "SEK", "€": "EUR", "$": "USD", "£": "GBP"}


class Conversion(NamedTuple):
    """How a number in a table becomes one of the model: ``factor * (number - zero)``."""

    factor: float = 1.0
    zero: float = 0.0

    def of(self, cell: Any) -> float:
        """Return the number in a cell; "12 %" is a share already, whatever the title says."""
        number = number_in(cell)
        if not is_percentage(cell):
            return self.factor * (number - self.zero)
        if self in (Conversion(), Conversion(_SHARES["%"])):
            return number
        raise InputError(f"{shown(str(cell))} is a percentage; the column has another unit")


def is_percent(unit: str) -> bool:
    """Tell whether a unit, as written in a title, is percent."""
    return unit.casefold().strip() in _SHARES


def conversion(unit: str, field: str, rates: Mapping[str, float]) -> Conversion:
    """Return how a unit becomes that of a field; without one the number stays as it is.

    Parameters
    ----------
    unit : as written: "MSEK", "k€", "%", "1-5", "years", "tkr per month"
    field : what is measured
    rates : Swedish kronor for one unit of other currencies: ``{"EUR": 11.2}``

    Raises
    ------
    InputError
        for a unit that is not understood, or a currency without a rate

    >>> conversion("tkr", "turnover", {}).factor, conversion("1-5", "trust", {})
    (0.001, Conversion(factor=0.25, zero=1.0))
    """
    plain = unit.casefold().strip()
    if not plain or plain in _UNSAID:
        return Conversion()
    if field == "turnover":
        return Conversion(_money(plain, unit, rates))
    if scale := _SCALE.fullmatch(plain):
        low, high = float(scale[1]), float(scale[2])
        if high > low:
            return Conversion(1.0 / (high - low), low)
    table = _MONTHS if field in ("age", "cash") else _SHARES
    if plain in table:
        return Conversion(table[plain])
    raise InputError(f"unit {shown(unit)} is not understood; possible are {', '.join(table)}")


def _money(plain: str, unit: str, rates: Mapping[str, float]) -> float:
    """Return the factor from money in any size and currency to MSEK a year."""
    per = next((words for words in _PER if plain.endswith(words)), "")
    amount = plain.removesuffix(per).replace(" ", "").rstrip(",")
    for name, code in _NAMES.items():
        amount = amount.replace(name, code.casefold())
    size, currency = _split_currency(amount, rates)
    if size not in _SIZES:
        raise InputError(f"unit {shown(unit)} is not understood; write it as in MSEK or kEUR")
    if currency != "SEK" and currency not in rates:
        raise InputError(f"unit {shown(unit)}: how many kronor is one {currency}? "
                         f"Say it as in --rate {currency}=11.2")  # fmt: skip
    return (
        _SIZES[size] * (1.0 if currency == "SEK" else rates[currency]) * (_PER[per] if per else 1.0)
    )


def _split_currency(amount: str, rates: Mapping[str, float]) -> tuple[str, str]:
    """Return the size and the code of the currency in a unit such as "msek" or "eurm"."""
    codes = ("SEK", *rates, "EUR", "USD", "GBP", "NOK", "DKK", "CHF", "JPY", "CNY")
    for code in codes:
        if code.casefold() in amount:
            return amount.replace(code.casefold(), ""), code
    return amount, "SEK"
