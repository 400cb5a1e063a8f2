"""How Slack numbers the items of ordered lists: 1, 2 … then a, b … then i, ii …, by the level of the list."""

from __future__ import annotations

_ROMAN = {
    1000: "m",
    900: "cm",
    500: "d",
    400: "cd",
    100: "c",
    90: "xc",
    50: "l",
    40: "xl",
    10: "x",
    9: "ix",
    5: "v",
    4: "iv",
    1: "i",
}

LARGEST = 3999
"""Roman numbers end there; larger ones, and what is no positive number, stay in digits."""


def list_number(number: int, level: int) -> str:
    """The number of an item in a list that is `level` levels deep, from 0."""
    if not 0 < number <= LARGEST or level % 3 == 0:
        return str(number)
    return _letters(number) if level % 3 == 1 else _roman(number)


def _letters(number: int) -> str:
    written = ""
    while number:
        number, rest = divmod(number - 1, 26)
        written = chr(ord("a") + rest) + written
    return written


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN.items():
        count, number = divmod(number, value)
        written += letters * count
    return written
