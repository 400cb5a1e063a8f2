"""Text as it is compared: without case, accents, punctuation and whatever cannot be seen."""

from __future__ import annotations

import re
import unicodedata

from bot.directory.addresses import bare_address, normal_domain
from bot.directory.letters import BEFORE_TAKEN_APART, MARK, fold_letters, without_unseen

AND = "and"
"""What `&` and `+` between two words are read as."""

# Words for it in other languages: between two words they make no difference.
_ANDS = {AND, "und", "et", "y", "og", "och", "и"}

_ASCII = {
    **{code: MARK for code in range(0x21, 0x7F) if not chr(code).isalnum()},
    **dict.fromkeys([*range(0x21), 0x7F], " "),
    ord("'"): "",
    ord("`"): "",
}
_AMPERSAND = re.compile(r"(?<=[^\W_])([^\w&+]*)(?:&(?:amp;)?|\+)([^\w&+]*)(?=[^\W_])")

# Legal forms that are written without a space before or after the name.
_FORMS = re.compile(
    unicodedata.normalize(
        "NFKD",
        "(株式会社|有限会社|合同会社|合資会社|合名会社|股份有限公司|有限责任公司|有限責任公司|有限公司"
        "|주식회사|유한회사|บริษัท|จำกัด)",
    )
)
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:(?=//))?(?://)?(?:[^/?#]*@)?(?P<host>[^/?#:@]+)(?::\d*)?(?:[/?#].*)?", re.S
)
# Most addresses are no more than this, and need no further thought.
_PLAIN_ADDRESS = re.compile(
    r"(?:[A-Za-z0-9._+-]+@|https?://)?(?:www\.)?"
    r"((?!www\.|[Xx][Nn]--)[A-Za-z0-9-]+(?:\.(?![Xx][Nn]--)[A-Za-z0-9-]+)+)/?"
)
_DOTTED = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def fold(text: str) -> str:
    """Words in lower case, without accents and punctuation, one space between them.

    `"Łódź-Żywiec S.A."` and `"lodz zywiec s a"` fold to the same; an apostrophe joins (`O'Neil` → `oneil`);
    `R&D`, `R and D` and `R D` are the same. A text of nothing but symbols is its symbols.
    """
    return " ".join(without_ands(tokens(text)))


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order; for nothing but symbols these, as one word."""
    if text.isascii() and text.isalnum():
        return [text.lower()]
    return words_of(apart(text)) or symbols(text)


def apart(text: str) -> str:
    """The text with its letters folded, spaces as they are, and `MARK` for punctuation and symbols."""
    if text.isascii():
        return _with_ands(text.lower()).translate(_ASCII)
    plain = text.casefold().translate(BEFORE_TAKEN_APART)
    taken_apart = unicodedata.normalize("NFKD", plain).casefold()
    return fold_letters(_FORMS.sub(r" \1 ", _with_ands(taken_apart)))


def words_of(taken_apart: str) -> list[str]:
    """The words of what `apart` gave."""
    return taken_apart.replace(MARK, " ").split()


def written_together(taken_apart: str) -> list[list[str]]:
    """The words of each part between two spaces that holds several, as in `T-Mobile` and `AT&T`."""
    if MARK not in taken_apart:
        return []
    parts = ([word for word in part.split(MARK) if word] for part in taken_apart.split() if MARK in part)
    return [part for part in parts if len(part) > 1]


def symbols(text: str) -> list[str]:
    """All that shows of a text, as one word; for a text without letters and digits."""
    shown = visible(unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(character for character in shown if unicodedata.category(character)[0] not in "ZMC")
    return [kept] if kept else []


def without_ands(words: list[str]) -> list[str]:
    """The words without those for "and" between two others."""
    if len(words) < 3 or _ANDS.isdisjoint(words):
        return words
    return [words[0], *(word for word in words[1:-1] if word not in _ANDS), words[-1]]


def joined(words: list[str]) -> list[str]:
    """The words as people write them without spaces: without "and", and with it where it is one of them."""
    plain = without_ands(words)
    return ["".join(words)] if plain is words else list(dict.fromkeys(["".join(plain), "".join(words)]))


def visible(text: str) -> str:
    """The text without what cannot be seen, such as zero-width joiners and soft hyphens."""
    if text.isascii():
        return text
    return without_unseen(text)


def domain_of(address: str) -> str:
    """The host of an e-mail address or a web address, in lower case and without `www.`; else `""`."""
    if not address:
        return ""
    plain = _PLAIN_ADDRESS.fullmatch(address)
    if plain:
        return plain[1].lower()
    found = _HOST.fullmatch(bare_address(visible(address)).lower())
    host = normal_domain(found["host"]).strip(".").removeprefix("www.") if found else ""
    return host if _DOTTED.fullmatch(host) else ""


def _with_ands(text: str) -> str:
    if "&" in text or "+" in text:
        return _AMPERSAND.sub(rf"\1{MARK}{AND}{MARK}\2", text)
    return text
