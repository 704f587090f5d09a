"""Words for kinds, roles and countries, as people write them."""

from __future__ import annotations

from ecosim.declarations.fields import KINDS, ROLES
from ecosim.declarations.markets import load_markets
from ecosim.errors import InputError
from ecosim.scenarios.messages import name_like, shown

__all__ = ["kind_and_role", "market_code", "market_codes"]

_KINDS = {
    "provider": (
        "provider",
        "manufacturer",
        "maker",
        "producer",
        "oem",
        "tillverkare",
        "konkurrent",
        "competitor",
    ),
    "customer": ("customer", "client", "buyer", "end user", "kund"),
    "partner": ("partner", "supplier", "candidate", "ally", "leverantör", "kandidat"),
    "logistics": (
        "logistics",
        "carrier",
        "haulier",
        "forwarder",
        "transport",
        "shipper",
        "åkeri",
        "speditör",
    ),
}
_ROLES = {
    "technology provider": (
        "technology",
        "software",
        "it provider",
        "tech",
        "technology company",
        "teknikleverantör",
    ),
    "platform provider": ("platform", "cloud provider", "plattform"),
    "research institute": (
        "research",
        "university",
        "institute",
        "forskning",
        "universitet",
        "institut",
        "högskola",
    ),
    "distributor": (
        "distributor",
        "dealer",
        "reseller",
        "agent",
        "importer",
        "distributör",
        "återförsäljare",
    ),
    "trade organization": ("trade organisation", "association", "chamber of commerce", "cluster"),
    "machinery supplier": ("machinery", "machine supplier", "equipment supplier"),
}


_COUNTRIES = {
    "sverige": "SE", "norge": "NO", "suomi": "FI", "danmark": "DK", "tyskland": "DE",
    "deutschland": "DE", "storbritannien": "GB", "uk": "GB", "great britain": "GB",
    "england": "GB", "usa": "US", "u.s.": "US", "frankrike": "FR", "nederländerna": "NL",
    "holland": "NL", "polen": "PL", "spanien": "ES", "italien": "IT", "kina": "CN",
}  # fmt: skip


def kind_and_role(word: str) -> tuple[str, str | None]:
    """Return the kind, and the role of a partner where the word says one.

    Raises
    ------
    InputError
        for a word that stands for none

    >>> kind_and_role("Distributor")
    ('partner', 'distributor')
    """
    plain = word.casefold().strip().rstrip("s") if word.casefold() != "logistics" else "logistics"
    for kind, words in _KINDS.items():
        if plain in words:
            return kind, None
    for role, words in _ROLES.items():
        if plain in (role, *words):
            return "partner", role
    known = [*KINDS, *ROLES]
    raise InputError(f"{shown(word)} is no kind of firm{name_like(word, known)}; "
                     f"there are {', '.join(KINDS)}")  # fmt: skip


def market_code(word: str) -> str:
    """Return the code of a country given by code or by name.

    Raises
    ------
    InputError
        for a country that is not in the shipped table

    >>> market_code("sweden")
    'SE'
    """
    markets = load_markets()
    if word.upper() in markets.codes:
        return word.upper()
    names = {name.casefold(): code for name, code in zip(markets.names, markets.codes, strict=True)}
    found = (names | _COUNTRIES).get(word.casefold())
    if found in markets.codes:
        return str(found)
    raise InputError(f"{shown(word)} is no market known{name_like(word, markets.names)}")


def market_codes(words: str) -> list[str]:
    """Return the codes of countries with commas, semicolons or slashes between."""
    separated = words.replace(";", ",").replace("/", ",").split(",")
    return sorted({market_code(word.strip()) for word in separated if word.strip()})
