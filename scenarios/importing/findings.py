"""What came of reading tables, in sentences that name sheet, row and column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ecosim.errors import InputError

__all__ = ["Findings"]


@dataclass
class Findings:
    """The report of an import.

    Parameters
    ----------
    read : what was understood as written
    guessed : what was taken to mean something
    refused : what could not be used and was left out
    assumed : what the scenario needs and the tables do not say
    """

    read: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def guess(self, where: str, sentences: Iterable[str]) -> None:
        """Note what was taken to mean something at one place."""
        self.guessed.extend(f"{where}, {sentence}" for sentence in sentences)

    def refusing(self, where: str) -> _Refusing:
        """Return a context in which an ``InputError`` is noted as refused, and work goes on."""
        return _Refusing(self.refused, where)


@dataclass(frozen=True)
class _Refusing:
    refused: list[str]
    where: str

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        """Note an ``InputError``; let any other go on."""
        if isinstance(error, InputError):
            self.refused.append(f"{self.where}: {error}")
        return isinstance(error, InputError)
