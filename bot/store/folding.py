"""Text as it is compared: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata

from bot.store.addresses import bare_address, normal_domain

# Letters that Unicode does not take apart into a base and an accent, written as people type them.
_LETTERS = str.maketrans(
    {
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
        "\u2019": "",
        "'": "",
        "`": "",
        "\u00b4": "",
    }
)
_WORD = re.compile(r"[^\W_]+")
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:(?=//))?(?://)?(?:[^/?#]*@)?(?P<host>[^/?#:@]+)(?::\d*)?(?:[/?#].*)?", re.S
)
_DOTTED = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_MARKED = re.compile(r"[\u0300-\u036f]")


def fold(text: str) -> str:
    """Words in lower case, without accents and punctuation, one space between them.

    `"Łódź-Żywiec S.A."` and `"lodz zywiec s a"` fold to the same; an apostrophe joins (`O'Neil` → `oneil`).
    """
    return " ".join(tokens(text))


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order."""
    if text.isascii():
        return _WORD.findall(text.lower().replace("'", "").replace("`", ""))
    plain = text.casefold().translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", plain)
    return _WORD.findall(_MARKED.sub("", apart).casefold().translate(_LETTERS))


def domain_of(address: str) -> str:
    """The host of an e-mail address or a web address, in lower case and without `www.`; else `""`."""
    found = _HOST.fullmatch(bare_address(address).lower())
    host = normal_domain(found["host"]).strip(".").removeprefix("www.") if found else ""
    return host if _DOTTED.fullmatch(host) else ""
