"""What events are called in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["HAPPENINGS", "Happening", "Phrase", "life"]


@dataclass(frozen=True)
class Happening:
    """One event: in which month, of what kind, and who took part."""

    month: int
    kind: str
    subject: str | None
    object: str | None


@dataclass(frozen=True)
class Phrase:
    """How sentences speak of a kind of event.

    Parameters
    ----------
    once : beginning of a sentence that counts: "A firm closed"
    never : a sentence without its full stop
    of_subject, of_object : what the subject and the object did, before others' names or a count;
        "" where the sentence about a firm is silent on it
    names : whether that sentence names the other firm or the market, with the month
    """

    once: str
    never: str
    of_subject: str = ""
    of_object: str = ""
    names: bool = False


HAPPENINGS = {
    "partner_chosen": Phrase(
        "A relationship began by choice", "No relationship began by choice",
        "chose", "was chosen by", names=True,
    ),
    "offer_declined": Phrase(
        "An offer was declined", "No offer was declined", "was declined by others"
    ),
    "no_room": Phrase(
        "An offer was welcome but found no room", "No offer was welcome and found no room",
        "was welcome to others that had no room",
    ),
    "relationship_ended": Phrase(
        "A relationship ended", "No relationship ended", "parted from", "parted from", names=True
    ),
    "phase_up": Phrase(
        "A relationship entered its next phase", "No relationship entered its next phase",
        "saw a relationship rise by a phase", "saw a relationship rise by a phase",
    ),
    "phase_down": Phrase(
        "A relationship fell back by a phase", "No relationship fell back by a phase"
    ),
    "betrayal": Phrase(
        "A partner acted opportunistically", "No partner acted opportunistically",
        "had to do with opportunism", "had to do with opportunism",
    ),
    "market_entered": Phrase(
        "A firm entered a market abroad", "No firm entered a market abroad", "entered", names=True
    ),
    "market_left": Phrase("A firm left a market", "No firm left a market", "left", names=True),
    "shock": Phrase("A dated shock hit a firm", "No dated shock hit a firm", "was hit by a shock"),
    "firm_closed": Phrase("A firm closed", "No firm closed", "closed"),
    "service_cancelled": Phrase(
        "A service was cancelled", "No service was cancelled",
        "cancelled a service of", "lost a service contract with", names=True,
    ),
    "gate_passed": Phrase(
        "A joint project passed its gate", "No joint project passed its gate",
        "went ahead with a joint project", "went ahead with a joint project",
    ),
    "gate_stopped": Phrase(
        "An idea was stopped before it was built", "No idea was stopped before it was built",
        "stopped an idea before it was built", "stopped an idea before it was built",
    ),
    "project_dropped": Phrase(
        "A project was given up while it was built", "No project was given up while it was built",
        "gave a project up", "gave a project up",
    ),
    "sent_back": Phrase(
        "Changed requirements sent a project back", "No project was sent back",
    ),
    "implementation_failed": Phrase(
        "Something built was not used", "Nothing built was left unused",
        "built something that was not used", "left something built for it unused",
    ),
    "service_released": Phrase(
        "A service built together came into use", "No service built together came into use",
        "built a service that came into use", "began to use a service built for it",
    ),
    "opportunity_discovered": Phrase(
        "Managers found a need that became a solution",
        "Managers found no need that became a solution", "found a need that became a solution",
    ),
    "order_like_for_like": Phrase(
        "Managers found a need too late for a solution",
        "Managers found no need too late for a solution",
    ),
    "opportunity_created": Phrase(
        "Managers created an opportunity", "Managers created no opportunity",
        "created an opportunity",
    ),
    "written_off": Phrase(
        "A customer wrote a provider off", "No customer wrote a provider off",
        "was written off by", "wrote off", names=True,
    ),
    "early_product_dropped": Phrase(
        "An early product showed that an opportunity does not pay",
        "No early product showed that an opportunity does not pay",
    ),
    "tracking_adopted": Phrase(
        "A carrier adopted tracking", "No carrier adopted tracking", "adopted tracking",
    ),
}  # fmt: skip

_MOST_NAMES = 4


def life(firm: str, events: Sequence[Happening]) -> str:
    """Return one sentence on what a firm did and met in one run.

    Parameters
    ----------
    firm : id
    events : all to which it was a party, in order

    >>> life("A", [Happening(3, "partner_chosen", "A", "B")])
    'A: chose B (month 3).'
    """
    done: dict[str, list[Happening]] = {}
    for one in events:
        phrase = HAPPENINGS[one.kind]
        verb = phrase.of_subject if one.subject == firm else phrase.of_object
        if verb:
            done.setdefault(verb, []).append(one)
    order = list(dict.fromkeys(v for p in HAPPENINGS.values() for v in (p.of_subject, p.of_object)))
    parts = [_part(firm, verb, done[verb]) for verb in sorted(done, key=order.index)]
    return f"{firm}: {'; '.join(parts)}." if parts else f"{firm}: nothing was noted."


def _part(firm: str, verb: str, found: list[Happening]) -> str:
    """Return what one verb says: names with months, or a count."""
    if not HAPPENINGS[found[0].kind].names:
        if len(found) == 1:
            return f"{verb} (month {found[0].month})"
        return f"{verb} {len(found):,} times"
    named = [
        f"{one.object if one.subject == firm else one.subject} (month {one.month})"
        for one in found[:_MOST_NAMES]
    ]
    more = f" and {len(found) - _MOST_NAMES:,} more" if len(found) > _MOST_NAMES else ""
    return f"{verb} {', '.join(named)}{more}"
