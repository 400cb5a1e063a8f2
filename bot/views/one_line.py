"""What others wrote, as it is safe to show on one line: nothing hidden in it, and no end of it."""

# ruff: noqa: RUF001  (look-alikes are meant)

from __future__ import annotations

import unicodedata

import regex

_BLANK = regex.compile(r"[\s\p{Cc}\u115f\u1160\u2800\u3164\uffa0]+")

# Joiners belong to emoji and to some scripts; whatever else is invisible can only mislead, above all the
# characters that turn the direction of what follows.
_JOINER = r"(?<=[^\x00-\x7f\u200c\u200d])[\u200c\u200d](?=[^\x00-\x7f\u200c\u200d])"
_HIDDEN = regex.compile(rf"(?!{_JOINER})[\p{{Cf}}\p{{Cs}}]")

_ACCENTS_MAX = 4
_STACKED = regex.compile(rf"(\p{{Mn}}{{{_ACCENTS_MAX}}})\p{{Mn}}+")

_READ = 1000
"""No line is longer, so what comes after so many characters is not looked at."""

_UNSEEN = regex.compile(r"[\p{Cf}\p{Mn}\p{Me}--[\u0300-\u0338]]", regex.V1)

_LOOK_ALIKE = str.maketrans(
    "авекмнорстухіјѕԁαβεζηικμνοπρτυχl1|0‐‑‒–—−’‘`´“”",
    "abekmhopctyxijsdabezhikmnoprtyxiiio------''''\"\"",
)
"""Letters of other scripts, digits and marks that look like Latin ones in one case or the other."""


def one_line(text: str) -> str:
    """The text without control characters, direction marks and line breaks; `""` if nothing of it shows."""
    shown = _HIDDEN.sub("", " ".join(_BLANK.sub(" ", text[:_READ]).split()))
    shown = _STACKED.sub(r"\1", shown).strip()
    return shown if _UNSEEN.sub("", shown).strip() else ""


def cut(text: str, limit: int) -> str:
    """The text in at most `limit` characters as JavaScript counts them, with an ellipsis where it was cut.

    Never within what people see as one character. Slack does not say how it counts; this is the longest way.
    """
    if length(text) <= limit:
        return text
    kept: list[str] = []
    left = limit - 1
    for character in regex.findall(r"\X", text):
        left -= length(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def length(text: str) -> int:
    """UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def reads_as(text: str) -> str:
    """The same for texts that are hard to tell apart: case, white space, look-alikes, what is invisible."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", one_line(text)).casefold())
    return " ".join(_UNSEEN.sub("", folded).translate(_LOOK_ALIKE).split())
