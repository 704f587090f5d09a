"""A relationship as an object: a thin view of one slot of the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecosim.agents.columns import with_columns
from ecosim.declarations.columns import TIE_COLUMNS
from ecosim.engine.world import Floats
from ecosim.errors import RunError

if TYPE_CHECKING:
    from ecosim.agents.ecosystem import Ecosystem
    from ecosim.agents.firm import Firm

__all__ = ["Relationship", "relationships_of"]


@with_columns(TIE_COLUMNS)
class Relationship:
    """A relationship between two firms, with every relationship column as an attribute.

    It shows the state as it is when asked: ``relationship.trust`` changes as the model moves on.

    Parameters
    ----------
    ecosystem : the model that holds the state
    number : slot of the relationship

    Raises
    ------
    RunError
        on reading a column after the relationship has ended
    """

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> float: ...

    def __init__(self, ecosystem: Ecosystem, number: int) -> None:
        self.number = number
        self._world = ecosystem.world
        self.source: Firm = ecosystem.firms[int(self._world.source[number])]
        self.target: Firm = ecosystem.firms[int(self._world.target[number])]

    @property
    def table(self) -> Floats:
        """Return the relationship columns, [column, slot]."""
        if not self.lasts:
            raise RunError(f"{self} has ended and has no columns any more")
        return self._world.ties

    @property
    def lasts(self) -> bool:
        """Tell whether the two firms are still in this relationship."""
        source, target = self._world.source[self.number], self._world.target[self.number]
        return bool(source == self.source.number and target == self.target.number)

    def other(self, firm: Firm) -> Firm:
        """Return the firm on the other side."""
        return self.target if firm is self.source else self.source

    def __repr__(self) -> str:
        return f"Relationship({self.source.name!r}, {self.target.name!r})"


def relationships_of(firm: Firm) -> tuple[Relationship, ...]:
    """Return a firm's relationships now, oldest first."""
    world = firm.model.world
    start = world.link_start[firm.number]
    slots = world.links[start : start + world.degree[firm.number]]
    return tuple(Relationship(firm.model, int(slot)) for slot in slots)
