"""What every firm is: a thin Mesa agent over its columns of the state."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

import mesa

from ecosim.agents.columns import with_columns
from ecosim.agents.relationship import Relationship, relationships_of
from ecosim.declarations.columns import FIRM_COLUMNS
from ecosim.declarations.fields import KINDS
from ecosim.engine.kernels.month import Stage, run_months
from ecosim.engine.world import Floats

if TYPE_CHECKING:
    from ecosim.agents.ecosystem import Ecosystem

__all__ = ["Firm"]


class _Counters(weakref.WeakKeyDictionary[mesa.Model, Iterator[int]]):
    """A counter of agents for each model, forgotten together with the model."""

    def __getitem__(self, model: mesa.Model) -> Iterator[int]:
        return self.setdefault(model, itertools.count(1))


@with_columns(FIRM_COLUMNS, writable=("price", "search", "openness"))
class Firm(mesa.Agent):
    """A firm, with every firm column as an attribute that shows the state as it is when asked.

    What a firm decides about itself for good can also be written: ``price``, ``search`` and
    ``openness``. Attributes of a subclass's own belong to the agent and go along when the model
    is forked.

    Parameters
    ----------
    model : the ecosystem
    number : place of the firm in all arrays of the state
    """

    model: Ecosystem
    # Mesa 3.3 never lets go of a model that has counted agents here; later versions do not look.
    _ids = _Counters()

    decides: ClassVar[tuple[str, ...]] = ("step",)
    """Methods that a subclass may write anew."""

    def __init__(self, model: Ecosystem, number: int) -> None:
        super().__init__(model)
        self.number = number

    def step(self) -> None:
        """Do nothing; a subclass may use it once a month, before the firm decides anything."""

    @property
    def name(self) -> str:
        """Return the id of the firm."""
        return self.model.blueprint.roster.ids[self.number]

    @property
    def kind(self) -> str:
        """Return "provider", "customer", "partner" or "logistics"."""
        return KINDS[self.model.world.kind[self.number]]

    @property
    def industry(self) -> str:
        """Return the firm's industry."""
        place = int(self.model.world.industry[self.number])
        return self.model.blueprint.roster.industries[place]

    @property
    def home(self) -> str:
        """Return the code of the home market."""
        return self.model.market_codes[int(self.model.world.home[self.number])]

    @property
    def markets(self) -> tuple[str, ...]:
        """Return the codes of the foreign markets the firm serves."""
        codes, served = self.model.market_codes, self.model.world.months_in[self.number]
        return tuple(code for code, months in zip(codes, served, strict=True) if months > 0)

    @property
    def table(self) -> Floats:
        """Return the firm columns, [column, firm]."""
        return self.model.world.firms

    @property
    def capability(self) -> Floats:
        """Return what the firm can do, 0..1, in the order of ``fields.CAPABILITIES``; read-only."""
        return _shown(self.model.world.capability[self.number])

    @property
    def requirement(self) -> Floats:
        """Return what its business asks for, 0..1, in the same order; read-only."""
        return _shown(self.model.world.requirement[self.number])

    @property
    def values(self) -> Floats:
        """Return the unit vector of the firm's values; read-only."""
        return _shown(self.model.world.values[self.number])

    @property
    def schemes(self) -> Floats:
        """Return the unit vector of the firm's interpretation schemes; read-only."""
        return _shown(self.model.world.schemes[self.number])

    @property
    def relationships(self) -> tuple[Relationship, ...]:
        """Return the firm's relationships now, oldest first."""
        return relationships_of(self)

    @property
    def partners(self) -> tuple[Firm, ...]:
        """Return the firms on the other side of its relationships, whatever their kind."""
        return tuple(relationship.other(self) for relationship in self.relationships)

    def relationship(self, other: Firm | str) -> Relationship | None:
        """Return the relationship with another firm, given itself or by id, or None.

        Raises
        ------
        InputError
            for an id that no firm has
        """
        wanted = self.model.firm(other) if isinstance(other, str) else other
        found = (r for r in self.relationships if r.other(self) is wanted)
        return next(found, None)

    def follow_rule(self, stage: Stage) -> None:
        """Let the built-in rule of one stage decide for this firm alone."""
        month, me = self.model.month + 1, self.number
        run_months(self.model.world, month, month, int(stage), int(stage), me, me + 1)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"


def _shown(values: Floats) -> Floats:
    """Return the same numbers, not to be written."""
    view = values.view()
    view.flags.writeable = False
    return view
