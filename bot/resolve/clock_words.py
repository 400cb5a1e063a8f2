"""The time of day among the words of a date: "2pm", "at 14:00", "by noon"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.resolve.written_words import Word

_CLOCK = re.compile(
    r"(?:(?:(?:at|by)\s)?@?\s?(?:[0-9]{1,2}(?::[0-5][0-9])?\s?[ap]\.?m|[0-2]?[0-9]:[0-5][0-9]|noon))"
)
_LONGEST = 3
"""Words of "at 2 pm"."""


def without_clock(words: Sequence[Word], led_from: int, first: int, last: int) -> tuple[int, int]:
    """The places of a date's words without its time of day: from the first to before the last.

    Args:
        led_from: the place of its lead, as "due" is one; that of its first word where it has none.
        first: the place of its first word.
        last: the place after its last one.
    """
    for start in range(first, last):
        for end in range(min(last, start + _LONGEST), start, -1):
            if _CLOCK.fullmatch(" ".join(word.folded for word in words[start:end])):
                # "by 5pm Friday": its lead stays with the time.
                return (end, last) if start == first else (led_from, start)
    return led_from, last
