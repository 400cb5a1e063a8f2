"""One character of a name as it is compared: a letter of a word, something that parts words, or nothing."""

from __future__ import annotations

# ruff: noqa: RUF001  (letters of other scripts are meant)
import re
import unicodedata

WHITE_SPACE = " "

MARK = "-"
"""Stands for punctuation and symbols: it parts words, but not what is written together."""

# Letters that Unicode does not take apart into a base and an accent, written as people type them.
_SPELT_OUT = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "\u0131": "i",
    "ħ": "h",
    "ŋ": "n",
    "ŧ": "t",
    "ĸ": "k",
    "ƒ": "f",
    "ə": "e",
    "ґ": "г",
    # Arabic letters that keyboards of other countries, and people in a hurry, write in another form.
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    "ـ": "",
}
_APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02be\u02bf\u2018\u2019\u201b\u2032\u05f3\uff07"

# Beside a name they only say whose it is; Unicode would make letters of two of them.
_CLAIMS = "\u2120\u2122\u00ae\u00a9"

BEFORE_TAKEN_APART = {**dict.fromkeys(map(ord, _APOSTROPHES), ""), **dict.fromkeys(map(ord, _CLAIMS), " ")}
"""For `str.translate`: what must be gone before a text is taken apart into letters and accents."""

# Syllables are written letter by letter, so that half a syllable is the beginning of the whole one: a final
# consonant is the next syllable's first until its vowel is typed.
_FINALS = (
    "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ"
)
_VOWELS = {
    0x116A: "ㅗㅏ",
    0x116B: "ㅗㅐ",
    0x116C: "ㅗㅣ",
    0x116F: "ㅜㅓ",
    0x1170: "ㅜㅔ",
    0x1171: "ㅜㅣ",
    0x1174: "ㅡㅣ",
}
_HANGUL = {
    chr(code): unicodedata.normalize("NFKD", letters)
    for code, letters in [*enumerate(_FINALS, 0x11A8), *_VOWELS.items()]
}

_AS_TYPED = _SPELT_OUT | _HANGUL

_KATAKANA_TO_HIRAGANA = 0x60

_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0"
    "\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
"""What shows nothing by itself, though Unicode does not say so by its category; skin colours among them."""

_VOICED = re.compile("[\u3041-\u3096][\u3099\u309a]")

# Marks of these combining classes are vowels and the like: without them it is another word.
_VOWELS_AND_THE_LIKE = {0, 8, 9, 84, 91, 103, 118, 129, 130, 132}


class _Folded(dict[int, str]):
    """For `str.translate`: what a character is compared as; each is thought about once."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    if character in _AS_TYPED:
        return _AS_TYPED[character]
    if is_unseen(character):
        return ""
    match unicodedata.category(character)[0]:
        case "L" | "N":
            return _letter(character)
        case "M":
            return character if _is_meaningful(character) else ""
        case "Z":
            return WHITE_SPACE
        case _:
            return WHITE_SPACE if unicodedata.category(character) == "Cc" else MARK


def _letter(character: str) -> str:
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    if "\u30a1" <= character <= "\u30f6":
        return chr(ord(character) - _KATAKANA_TO_HIRAGANA)
    return character


def _is_meaningful(mark: str) -> bool:
    """Whether it is a vowel or the like, and no accent, point or enclosure."""
    category = unicodedata.category(mark)
    return category == "Mc" or (category == "Mn" and unicodedata.combining(mark) in _VOWELS_AND_THE_LIKE)


class _Seen(dict[int, int | None]):
    """For `str.translate`: the character itself if it shows; each is thought about once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = seen = None if is_unseen(chr(code)) else code
        return seen


_FOLDED = _Folded()
_SEEN = _Seen()


def is_unseen(character: str) -> bool:
    """Whether it shows nothing: joiners, direction marks, variation selectors, soft hyphens."""
    return unicodedata.category(character) == "Cf" or _UNSEEN.match(character) is not None


def fold_letters(text: str) -> str:
    """A text in lower case that was taken apart, with every character as it is compared."""
    folded = text.translate(_FOLDED)
    return _VOICED.sub(lambda found: unicodedata.normalize("NFC", found[0]), folded)


def without_unseen(text: str) -> str:
    """A text without the characters that show nothing."""
    return text.translate(_SEEN)
