"""The four kinds of firms, and what each decides. Subclass one to decide in another way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ecosim.agents.candidates import Candidate, acceptance_floor, best_of
from ecosim.agents.firm import Firm
from ecosim.declarations.fields import KINDS
from ecosim.engine.kernels.month import Stage

__all__ = ["KIND_CLASSES", "Customer", "Logistics", "Partner", "Provider"]


class _Seeker(Firm):
    """A firm that looks for partners during the run."""

    decides: ClassVar[tuple[str, ...]] = ("step", "choose_partner")

    def choose_partner(self, candidates: Sequence[Candidate]) -> Candidate | None:
        """Return one of the candidates to make an offer to, or None; asked only when there are any.

        The built-in rule takes the highest score above the parameter ``acceptance_floor``.

        Parameters
        ----------
        candidates : found in this month's search; ``super().choose_partner`` also takes a choice
            of them
        """
        return best_of(candidates, acceptance_floor(self))


class Provider(_Seeker):
    """A maker: sells, invests in maturity and involvement, goes abroad, looks for partners."""

    decides: ClassVar[tuple[str, ...]] = ("step", "invest", "choose_market", "choose_partner")

    def invest(self) -> tuple[float, float] | None:
        """Return what to invest in maturity and in involvement, in MSEK per month.

        None means nothing. The built-in rule follows the firm's internationalization strategy.
        """
        self.follow_rule(Stage.DECIDE_INVESTMENT)
        return self.investment_maturity, self.investment_involvement

    def choose_market(self, markets: Sequence[str]) -> str | None:
        """Return the code of a foreign market to enter this month, or None.

        The built-in rule weighs the markets that chance, distance and partners' reach bring up.

        Parameters
        ----------
        markets : codes of all markets the firm could enter: neither its home nor served already
        """
        self.follow_rule(Stage.CHOOSE_MARKET)
        place = self.model.world.market_choice[self.number]
        code = self.model.market_codes[place] if place >= 0 else None
        return code if code in markets else None


class Customer(_Seeker):
    """A buyer of what providers sell; looks for new providers."""


class Partner(Firm):
    """A firm that lends providers its capabilities and its reach abroad."""


class Logistics(Firm):
    """A carrier."""


KIND_CLASSES: dict[str, type[Firm]] = dict(
    zip(KINDS, (Provider, Customer, Partner, Logistics), strict=True)
)
"""The class of each kind of firm, where the user names no other."""
