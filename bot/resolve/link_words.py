"""The words after `/cm-task link` → whether they name a customer, or are what is to be done."""

from __future__ import annotations

import re

from bot.resolve.written_words import listed

NAME_WORDS = 4
"""Most words that are taken for a name which nobody has."""

NEAR_WORDS = 6
"""Most words of a name that is looked for among those alike."""

READ_MAX = 500
"""Most characters in which an id or a link is looked for."""

_CHANNEL = re.compile(
    r"(?:(?:(?:this|the)\s+)?(?:channel|conversation|chat|group|here)\s+)?(?:to|with)\s+", re.IGNORECASE
)
_SENTENCE = listed(
    "the a an to for with my our your his her their this that these those on in from about into onto new"
)


def named(words: str) -> str:
    """The words without "this channel to", which people write before the name."""
    return words[match.end() :] if (match := _CHANNEL.match(words)) else words


def may_be_name(words: str) -> bool:
    """Whether words that no customer is called nearly, may be a name all the same, and no sentence."""
    each = words.casefold().split()
    return len(each) <= NAME_WORDS and "\n" not in words and _SENTENCE.isdisjoint(each)
