"""What events are called in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["HAPPENINGS", "Happening", "Phrase", "life"]


@dataclass(frozen=True)
class Happening:
    """One event: in which run and month, of what kind, and who took part."""

    run: str
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
}  # fmt: skip

_MOST_NAMES = 4


def life(firm: str, events: Sequence[Happening]) -> str:
    """Return one sentence on what a firm did and met in one run.

    Parameters
    ----------
    firm : id
    events : all to which it was a party, in order

    >>> life("A", [Happening("0", 3, "partner_chosen", "A", "B")])
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
