"""Text from elsewhere, for a terminal: shown as it is, and never obeyed."""

from __future__ import annotations

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the order of letters around, so that a line reads as another one."""

_JOINERS = frozenset("\u200c\u200d")
"""Without them, scripts and emoji fall apart."""


_BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
"""What moves on to somewhere else than the next place."""


def printable(text: str) -> str:
    """The text in one line, with a code such as `\\x1b` for each character that a terminal would act upon."""
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    if letter in _BREAKS:
        return " "
    if letter in _BIDI or not (letter.isprintable() or letter in _JOINERS or letter.isspace()):
        return letter.encode("unicode_escape").decode("ascii")
    return letter
