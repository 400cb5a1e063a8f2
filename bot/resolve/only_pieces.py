"""Commands, or their beginnings, that are a customer's name, a day and somebody, and nothing between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.resolve.everyday_words import EVERYDAY, TO_DO
from bot.resolve.peeling import Piece, Window
from bot.resolve.said_due import SaidDue, may_be_due
from bot.resolve.said_people import SaidPerson, goes_on, who

NAME_MAX = 4
"""Most words of the name."""

HEAD_MAX = 8
"""Most words of all three."""


@dataclass(frozen=True)
class OnlyPieces:
    """Words that are nothing else."""

    name: Piece
    due: SaidDue | None
    person: SaidPerson | None
    last: int
    """The place after them."""


def only_pieces(window: Window, phrases: Sequence[SaidDue], asker: str) -> Iterator[OnlyPieces]:
    """What the words may be made of, or those with which they begin.

    These must be all three, or what is to be done must follow: "tomorrow Acme send the quote".
    """
    if whole := _in(window, phrases, asker):
        yield whole
    for last in range(window.first + 2, min(window.last, window.first + HEAD_MAX + 1)):
        head, after = _in(replace(window, last=last), phrases, asker), window.words[last]
        if head is None or head.due is None:
            continue
        is_asked = after.folded in TO_DO and last + 1 < window.last
        if is_asked or (head.person and head.name.last < last and not goes_on(after)):
            yield head


def _in(window: Window, phrases: Sequence[SaidDue], asker: str) -> OnlyPieces | None:
    inside = [said for said in phrases if window.first <= said.first and said.last <= window.last]
    people = [place for place in range(window.first, window.last) if who(window.words[place], asker)]
    due, person = inside[0] if inside else None, people[0] if people else None
    taken = set(range(due.first, due.last)) if due else set()
    taken |= {person} if person is not None else set()
    left = [place for place in range(window.first, window.last) if place not in taken]
    is_one_name = left == list(range(left[0], left[-1] + 1)) and len(left) <= NAME_MAX if left else False
    is_none = (
        len(inside) > 1
        or len(people) > 1
        or not taken
        or not is_one_name
        or (due is not None and not may_be_due(due.phrase))
        or all(window.words[place].folded in EVERYDAY for place in left)
    )
    if is_none:
        return None
    said = (
        SaidPerson(who(window.words[person], asker), Piece(person, person + 1, is_at_start=True))
        if person is not None
        else None
    )
    return OnlyPieces(Piece(left[0], left[-1] + 1, is_at_start=True), due, said, window.last)
