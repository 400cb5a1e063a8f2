"""The words after `/cm-task list` → what may be meant by them. Nothing here looks anybody up.

A customer may be called anything, also "Today Ltd" or "The Open Group". So one text has several readings, of
which each takes other words for the customer's name; whoever knows the customers takes the first that fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.resolve.list_keywords import PHRASE_MAX, PHRASES, Meaning, Word
from bot.slack.text.notation import decoded
from bot.views.list_title import When

LONGEST = 300
"""Most characters that are read: more of them are a task and no question."""

WORDS_MAX = 30
"""Most words that are read."""

READINGS_MAX = 12
"""Most readings of one text: each is looked up."""

COLLEAGUE_WORDS = 6
"""Most words of a colleague's name that is typed without a mention."""

HERE = "here"
"""Stands among an `Asked`'s channels for the one in which it was asked."""


@dataclass(frozen=True)
class Asked:
    """One reading."""

    mentioned: tuple[str, ...] = ()
    """Slack user ids."""
    called: tuple[str, ...] = ()
    """Colleagues by their names, with an `@` where one was typed."""
    is_mine: bool = False
    is_everybodys: bool = False
    """Whether it was said that everybody's tasks are meant; nobody named says nothing of it."""
    channels: tuple[str, ...] = ()
    """Ids of channels whose customer is meant, or `HERE`."""
    whens: frozenset[When] = frozenset()
    """Empty: whenever it is due."""
    name: str = ""
    """The words that name a customer, as Slack sent them; empty where none do."""
    is_quoted: bool = False
    """Whether the name stood in quotation marks, which make any words a name."""
    is_whole: bool = False
    """Whether only a customer called exactly so is meant: else a word asks for what no list can show."""


Readings = list[Asked]

_TOKEN = re.compile(
    r"<@(?P<user>[UW][A-Z0-9]+)(?:\|[^<>]*)?>(?:['\u2019]s\b)?"
    r"|<#(?P<channel>[CG][A-Z0-9]+)(?:\|[^<>]*)?>"
    r"|(?P<link><[^<>\s][^<>]*>)"
    r"|[\"\u201c\u201d\u201e\u201f](?P<double>[^\"\u201c\u201d\u201e\u201f]+)[\"\u201c\u201d\u201e\u201f](?!\w)"
    r"|\u00ab(?P<pointed>[^\u00ab\u00bb]+)\u00bb"
    r"|(?<!\w)['\u2018\u201a\u201b](?P<single>[^'\u2018\u2019\u201a\u201b]+)['\u2018\u2019](?!\w)"
    r"|(?P<word>(?:&(?:amp|lt|gt);|[^\s,;<>\"\u201c\u201d\u201e\u201f\u00ab\u00bb])+)"
)
_EDGES = " \t.,;:!?()[]{}'\u2018\u2019\u201a\u201b`*_~"
_POSSESSIVE = re.compile(r"['\u2019]s?$")


@dataclass(frozen=True)
class _Piece:
    """A word or some, and what they say."""

    start: int
    end: int
    """Where it stands in the text."""
    words: tuple[str, ...] = ()
    """As they are looked up; empty for what can be no part of a name."""
    says: Asked | None = None
    """None where that is not known."""
    is_leading: bool = False
    is_unlisted: bool = False


def readings(
    text: str,
    *,
    is_colleague: Callable[[str], bool] = lambda name: False,
    ends_name: Callable[[str, str], bool] = lambda user_id, words: False,
) -> Readings:
    """What the words may mean, the one with the longest name first; none where they mean nothing.

    Words that are no name in one reading are keywords or fillers in it, or a colleague's name.

    Args:
        text: what was typed after `list`, as Slack sends it.
        is_colleague: whether somebody inside is called so, in lower case.
        ends_name: whether a user's name ends with these words: of `@Ben Okafor`, Slack mentions `@ben` alone.
    """
    if len(text) > LONGEST:
        return []
    pieces = _led(_joined(_mentioned(_pieces(text), ends_name), is_colleague))
    if len(pieces) > WORDS_MAX:
        return []
    unknown = [place for place, piece in enumerate(pieces) if piece.says is None]
    if not unknown:
        return _each([_reading(pieces)])
    return _each([_named(text, pieces, *run) for run in _runs(pieces, unknown[0], unknown[-1])])


def _pieces(text: str) -> list[_Piece]:
    found: list[_Piece] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        quoted = match["double"] or match["pointed"] or match["single"]
        if match["user"]:
            found.append(_Piece(start, end, says=Asked(mentioned=(match["user"],))))
        elif match["channel"]:
            found.append(_Piece(start, end, says=Asked(channels=(match["channel"],))))
        elif quoted:
            if name := quoted.strip():
                found.append(_Piece(start, end, says=Asked(name=name, is_quoted=True)))
        elif match["link"]:
            found.append(_Piece(start, end, words=(match["link"],)))
        elif word := decoded(match["word"]).strip(_EDGES).casefold():
            found.append(_Piece(start, end, words=(word,)))
    return found


def _mentioned(pieces: list[_Piece], ends_name: Callable[[str, str], bool]) -> list[_Piece]:
    """The pieces without the words after a mention that end the same person's name."""
    kept: list[_Piece] = []
    place = 0
    while place < len(pieces):
        piece, place = pieces[place], place + 1
        for user_id in piece.says.mentioned if piece.says else ():
            for words, rest in _beginnings(pieces[place:], COLLEAGUE_WORDS):
                if ends_name(user_id, _POSSESSIVE.sub("", " ".join(words))):
                    piece, place = replace(piece, end=rest.end), place + len(words)
                    break
        kept.append(piece)
    return kept


def _joined(pieces: list[_Piece], is_colleague: Callable[[str], bool]) -> list[_Piece]:
    """The pieces with those that make a phrase as one, and what they say."""
    joined: list[_Piece] = []
    place = 0
    while place < len(pieces):
        rest = pieces[place:]
        joined.append(_phrase(rest) or _colleague(rest, is_colleague) or rest[0])
        place += len(joined[-1].words) or 1
    return joined


def _phrase(pieces: Sequence[_Piece]) -> _Piece | None:
    for words, piece in _beginnings(pieces, PHRASE_MAX):
        meaning = PHRASES.get(words) or PHRASES.get((*words[:-1], _POSSESSIVE.sub("", words[-1])))
        if meaning is Word.UNLISTED:
            return replace(piece, is_unlisted=True)
        if meaning:
            return replace(piece, says=_SAYS[meaning], is_leading=meaning is Word.LEADING)
    return None


def _colleague(pieces: Sequence[_Piece], is_colleague: Callable[[str], bool]) -> _Piece | None:
    """A name with `@` is a colleague's whether it is known or not."""
    for words, piece in _beginnings(pieces, COLLEAGUE_WORDS):
        typed = " ".join(words)
        name = typed.removeprefix("@").strip(_EDGES)
        for called in dict.fromkeys((name, _POSSESSIVE.sub("", name))):
            if called and (is_colleague(called) or (typed.startswith("@") and len(words) == 1)):
                marked = f"@{called}" if typed.startswith("@") else called
                return replace(piece, says=Asked(called=(marked,)))
    return None


def _beginnings(pieces: Sequence[_Piece], most: int) -> list[tuple[tuple[str, ...], _Piece]]:
    """The first words of the pieces, the longest phrase first."""
    found: list[tuple[tuple[str, ...], _Piece]] = []
    words: tuple[str, ...] = ()
    for piece in pieces[:most]:
        if not piece.words or piece.says:
            break
        words += piece.words
        found.append((words, _Piece(pieces[0].start, piece.end, words)))
    return found[::-1]


_SAYS: dict[Meaning, Asked] = {
    **{when: Asked(whens=frozenset({when})) for when in When},
    Word.MINE: Asked(is_mine=True),
    Word.EVERYBODYS: Asked(is_everybodys=True),
    Word.HERE: Asked(channels=(HERE,)),
    Word.FILLER: Asked(),
    Word.LEADING: Asked(),
}


def _led(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces; words that lead to nothing say nothing that is known."""
    led: list[_Piece] = []
    is_followed = False
    for piece in reversed(pieces):
        led.append(replace(piece, says=None) if piece.is_leading and not is_followed else piece)
        is_followed = is_followed or piece.says != Asked()
    return led[::-1]


def _runs(pieces: Sequence[_Piece], first: int, last: int) -> list[tuple[int, int]]:
    """From where to where a name may stand that holds all unknown words: the longest first."""
    if not all(map(_may_be_named, pieces[first : last + 1])):
        return []
    starts, ends = [first], [last + 1]
    while starts[-1] > 0 and _may_be_named(pieces[starts[-1] - 1]):
        starts.append(starts[-1] - 1)
    while ends[-1] < len(pieces) and _may_be_named(pieces[ends[-1]]):
        ends.append(ends[-1] + 1)
    runs = sorted(((start, end) for start in starts for end in ends), key=lambda run: run[0] - run[1])
    # The shortest one is the likeliest where no customer is called exactly so.
    return runs if len(runs) <= READINGS_MAX else [*runs[: READINGS_MAX - 1], runs[-1]]


def _may_be_named(piece: _Piece) -> bool:
    return bool(piece.words) and not piece.words[0].startswith("@")


def _named(text: str, pieces: Sequence[_Piece], start: int, end: int) -> Asked | None:
    others = _reading([*pieces[:start], *pieces[end:]])
    if others is None or others.name or others.channels:
        return None
    return replace(
        others,
        name=text[pieces[start].start : pieces[end - 1].end].strip(),
        is_whole=any(piece.is_unlisted for piece in pieces[start:end]),
    )


def _reading(pieces: Sequence[_Piece]) -> Asked | None:
    """All that the pieces say together; None where they name two customers."""
    said = [piece.says for piece in pieces if piece.says]
    names = [asked for asked in said if asked.name]
    channels = tuple(dict.fromkeys(channel for asked in said for channel in asked.channels))
    if len(names) + len(channels) > 1:
        return None
    return Asked(
        mentioned=tuple(dict.fromkeys(user for asked in said for user in asked.mentioned)),
        called=tuple(dict.fromkeys(name for asked in said for name in asked.called)),
        is_mine=any(asked.is_mine for asked in said),
        is_everybodys=any(asked.is_everybodys for asked in said),
        channels=channels,
        whens=frozenset().union(*(asked.whens for asked in said)),
        name=names[0].name if names else "",
        is_quoted=bool(names),
    )


def _each(found: Sequence[Asked | None]) -> Readings:
    return [asked for asked in found if asked]
