"""Who is asked to do something in a message.

Somebody is asked by the words right after their name ("@ben could you…", "@ben to send…", "@ben call them"),
by those that their name closes ("can you take this @ben?", "over to you @ben"), or by a message that is
addressed to them ("Hi @ben, … Can you…?"). Anybody else is only talked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.resolve.asked_words import (
    ASK,
    HANDED,
    HANDED_TO,
    HELLO,
    ORDER,
    PLEASE,
    QUESTION,
    REPORTED,
    TAKES_OBJECT,
    VERB,
)
from bot.resolve.spoken import Sentence, sentences

_WHO = r"<(?P<who>\d+)>(?: ,| :)?"
_AND_ON = r"(?=(?P<on>.*))"
"""What somebody is asked for: the rest of the sentence, which may ask others in turn."""

_AFTER_NAME = re.compile(
    rf"(?:^|(?P<before>\S+) )(?P<all>{_WHO}(?: also| just| so| then)? (?:{ASK}|{HANDED})){_AND_ON}"
)
_ORDERED = re.compile(rf"^(?:{HELLO}|[^<]* : )(?P<all>{_WHO} {ORDER}){_AND_ON}")
_BEFORE_NAME = re.compile(
    rf"(?:^|(?<= ))(?P<all>(?:{ASK}|{HANDED})[^<]*?(?P<before>(?<= )\S+|)(?<! and)(?<! or) {_WHO})"
    r"(?= (?:please|pls|plz|thanks|thx|ty|asap|today|tomorrow|by|before|until|when|if|once|because)\b|$)"
)
_HANDED_TO = re.compile(rf"(?:^|(?<= ))(?P<all>{HANDED_TO} {_WHO})")
_ADDRESSED = re.compile(
    rf"^(?P<hello>{HELLO})<(?P<who>\d+)>(?P<pause> [,:]| (?:when|whenever|if|once|quick|any"
    r"|i|i'm|i've|i'd|we|we're|we've|hi|hey|hello|oh|thanks|thank|sorry)(?= |$)|)"
)
_ASKED_LATER = re.compile(rf"(?:^|(?P<before>\S+) )(?P<all>(?:{QUESTION}|{PLEASE})){_AND_ON}")


@dataclass(frozen=True)
class Asked:
    """People who are asked for something."""

    who: tuple[str, ...]
    """Ids of users, and of groups as `here`."""
    start: int
    """Where in the message the words begin that ask them."""
    end: int


def asked_person(text: str) -> Asked | None:
    """The only one who is asked in a message; None where nobody is, or several are.

    Args:
        text: what the author wrote, in the notation of a message.
    """
    said = sentences(text)
    asked = [found for sentence in said for found in _asked_in(sentence)] or list(_addressed(said))
    everybody = {user for found in asked for user in found.who}
    return asked[0] if len(everybody) == 1 else None


def _asked_in(sentence: Sentence) -> Iterator[Asked]:
    for pattern in (_AFTER_NAME, _ORDERED, _BEFORE_NAME, _HANDED_TO):
        for match in pattern.finditer(sentence.flat):
            if not _is_object(match.groupdict().get("before") or ""):
                yield _asked(sentence, match, sentence.mentioned(int(match["who"])))


def _is_object(before: str) -> bool:
    """Whether a name that stands right after this word is only talked about."""
    return before in TAKES_OBJECT or re.fullmatch(VERB, before) is not None


def _asked(sentence: Sentence, match: re.Match[str], who: tuple[str, ...]) -> Asked:
    start, end = match.span("all")
    return Asked(who, *sentence.place(start, match.end("on") if "on" in match.groupdict() else end))


def _addressed(said: Sequence[Sentence]) -> Iterator[Asked]:
    """Those to whom the message turns first, if it asks for something before anybody else is named."""
    first = next((number for number, sentence in enumerate(said) if "<" in sentence.flat), len(said))
    rest = said[first:]
    turned = _ADDRESSED.match(rest[0].flat) if rest else None
    if not turned or not (turned["hello"] or turned["pause"] or turned.end() == turned.endpos):
        return
    who, start = rest[0].mentioned(int(turned["who"])), turned.end("who") + 1
    for sentence in rest:
        until = sentence.flat.find("<", start)
        for match in _ASKED_LATER.finditer(sentence.flat, start, len(sentence.flat) if until < 0 else until):
            if match["before"] not in REPORTED:
                yield _asked(sentence, match, who)
        if until >= 0:
            return
        start = 0
