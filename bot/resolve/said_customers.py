"""Where in a command a customer's name may stand, the surest places first. Nothing here knows customers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from bot.resolve.everyday_words import EVERYDAY, LABELS, TO_DO, TO_DO_OR_NAME
from bot.resolve.links import chartmogul_ids, customer_uuids, emails
from bot.resolve.peeling import Piece, Window, is_separator
from bot.resolve.written_words import listed

NAME_MAX = 6
"""Most words of a name before a colon, after "for", or alone."""

IN_SENTENCE_MAX = 4
"""Most words of one that nothing parts from its sentence."""

BEGUN_MIN = 3
"""Fewest letters of a name that need not be typed to its end."""


@dataclass(frozen=True)
class NamePlace:
    """Words that may name a customer."""

    name: str
    """As they stand in the text."""
    piece: Piece
    """They, and what says that they are a name."""
    may_be_begun: bool = True
    """Whether the name need not be typed to its end."""
    is_usual: bool = False
    """Whether a customer must be called exactly so."""
    is_address: bool = False
    """Whether it is no name, but a link, an id or an e-mail."""


_QUOTES = frozenset('"\u201c\u201d\u201e\u201f\u00ab\u00bb')
_DASH = re.compile(r"\s[-\u2010-\u2015|/]+\s|[\u2014\n]")
_OPENING = re.compile(r"\s[-\u2010-\u2015|/]+\s$|[\u2014\n(\[]\s*$")
_FRAMES = {"[": "]", "(": ")"}
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_FOR = "for"
_LEADS = listed("for customer client")
_TAKES_FOR = listed(
    "wait waiting look looking vote ask asking search searching pay paying call stand care work push"
    " thank thanks sorry apologise apologize prepare prep ready apply applying go going is it are was"
)


def quoted(window: Window) -> Iterator[NamePlace]:
    """Where quotation marks make a name of words that else say something: of \u201cFriday\u201d."""
    for place in chain(at_start(window), at_end(window)):
        first, last = place.piece.first, place.piece.last
        first += window.words[first].folded in _LEADS
        if not place.is_address and _is_quoted(window, first, last):
            yield place


def at_start(window: Window) -> Iterator[NamePlace]:
    """Where the words begin with a name and something that says so: "acme:", "for acme", a link."""
    first = window.at(window.first)
    if first is None:
        return
    if address := _address(window, window.first, window.first):
        yield address
    if first.folded in _LEADS and len(window) > 1:
        yield from _after_for(window)
    else:
        yield from _marked(window, window.first, window.first)


def at_end(window: Window) -> Iterator[NamePlace]:
    """Where the words end with "for" and a name, or with a name that a dash or a bracket parts from them."""
    lowest = max(window.first, window.last - NAME_MAX - 1)
    for first in range(window.last - 1, lowest, -1):
        if _leads_at_end(window, first - 1):
            yield from _for_at_end(window, first)
            return
        if _OPENING.search(window.words[first].gap):
            if not _is_everyday(window, first, window.last):
                piece = Piece(first, window.last, is_at_start=False)
                yield NamePlace(window.written(first, window.last), piece, may_be_begun=False)
            return


def _leads_at_end(window: Window, place: int) -> bool:
    """Whether a name follows: after "for", or after "customer" where that begins or ends with punctuation."""
    lead = window.words[place].folded
    is_label = ":" in window.gap_before(place + 1) or is_separator(window.gap_before(place))
    return lead == _FOR or (lead in _LEADS and is_label)


def _for_at_end(window: Window, first: int) -> Iterator[NamePlace]:
    piece = Piece(first - 1, window.last, is_at_start=False)
    if address := _address(window, first, first - 1, is_at_start=False):
        yield address
        return
    before = window.at(first - 2)
    if before is None or before.folded not in _TAKES_FOR:
        yield from _plain(window, first, window.last, piece, may_be_begun=False)


def alone(window: Window) -> Iterator[NamePlace]:
    """Where the words are a name and nothing else."""
    if 0 < len(window) <= NAME_MAX:
        piece = Piece(window.first, window.last, is_at_start=True)
        yield from _plain(window, window.first, window.last, piece, may_be_begun=True)


def _after_for(window: Window) -> Iterator[NamePlace]:
    name = window.first + 1
    if address := _address(window, name, window.first):
        yield address
        return
    yield from _marked(window, name, window.first)
    for last in range(min(window.last, name + IN_SENTENCE_MAX), name, -1):
        after = window.at(last)
        if after is None:
            continue
        begins = is_separator(after.gap) or after.folded in TO_DO | TO_DO_OR_NAME
        if begins and not _is_everyday(window, name, last):
            piece = Piece(window.first, last, is_at_start=True)
            yield NamePlace(window.written(name, last), piece, may_be_begun=False)


def _marked(window: Window, name: int, first: int) -> Iterator[NamePlace]:
    """Where punctuation says that a name ends: a colon, brackets or quotation marks around it, a dash."""
    for last in range(name + 1, min(window.last, name + NAME_MAX) + 1):
        gap, words = window.gap_before(last), window.written(name, last)
        piece = Piece(first, last, is_at_start=True)
        is_bracketed = gap != "" and _FRAMES.get(window.gap_before(name)[-1:]) == gap[0]
        if ":" in gap or "\uff1a" in gap or is_bracketed:
            is_usual = last == name + 1 and window.words[name].folded in LABELS | EVERYDAY
            yield NamePlace(words, piece, not window.words[name].is_markup, is_usual=is_usual)
            return
        if is_separator(gap) and last < window.last:
            if _DASH.search(gap) and not _is_everyday(window, name, last):
                yield NamePlace(words, piece, may_be_begun=False)
            return


def _plain(window: Window, first: int, last: int, piece: Piece, *, may_be_begun: bool) -> Iterator[NamePlace]:
    """A name that is all the words between these places; everyday words only in quotation marks."""
    is_name = _is_quoted(window, first, last) or not _is_everyday(window, first, last)
    if is_name and last - first <= NAME_MAX:
        yield NamePlace(window.written(first, last), piece, may_be_begun=may_be_begun)


def _is_quoted(window: Window, first: int, last: int) -> bool:
    before, after = window.gap_before(first)[-1:], window.gap_before(last)[:1]
    return before in _QUOTES and after in _QUOTES


def _address(window: Window, place: int, first: int, *, is_at_start: bool = True) -> NamePlace | None:
    """A link to ChartMogul or an id at this place, or an e-mail alone or before a colon.

    Else an e-mail is a part of the task: "Reset the password for jo@acme.com" says whose.
    """
    word = window.at(place)
    if word is None or (not is_at_start and place + 1 < window.last):
        return None
    written = window.written(place, place + 1)
    is_alone = len(window) == 1 or (is_at_start and ":" in window.gap_before(place + 1))
    if customer_uuids(written) or chartmogul_ids(written) or (is_alone and emails(written)):
        return NamePlace(written, Piece(first, place + 1, is_at_start), is_address=True)
    return None


def _is_everyday(window: Window, first: int, last: int) -> bool:
    """Whether these words are too usual to be taken for a name, and no capital letter could tell."""
    return all(_POSSESSIVE.sub("", word.folded) in EVERYDAY for word in window.words[first:last])
