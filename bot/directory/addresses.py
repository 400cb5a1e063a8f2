"""E-mail addresses and domains in the one form in which they are compared, however they were written."""

from __future__ import annotations

import re
import unicodedata

import idna

LABEL_MAX = 63
"""Most characters between two dots of a domain."""

FIELD_MAX = 1_000
"""Most characters of a field in which an address is looked for."""

_IN_BRACKETS = re.compile(r"<\s*(?:mailto:)?([^<>|\s]+@[^<>|\s]+?)\s*(?:\|[^<>]*)?>", re.IGNORECASE)


def bare_address(text: str) -> str:
    """The address in `Jo <jo@acme.com>` or `<mailto:jo@acme.com|Jo>`; any other text as it is."""
    found = _IN_BRACKETS.search(text[:FIELD_MAX]) if "<" in text else None
    return found[1] if found else text.strip().removeprefix("mailto:")


def normal_domain(domain: str) -> str:
    """The domain in lower case, as people read it: `xn--mller-kva.de` and `Müller.DE` are `müller.de`."""
    whole = unicodedata.normalize("NFKC", domain).lower().replace("\u3002", ".")
    return ".".join(map(_readable, whole.split("."))) if "xn--" in whole else whole


def normal_address(text: str) -> str:
    """The e-mail address in a text that holds one at most, with its domain in the one form."""
    address = bare_address(text)
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{normal_domain(domain)}" if at else address


def _readable(label: str) -> str:
    if not label.startswith("xn--") or len(label) > LABEL_MAX:
        return label
    try:
        return idna.decode(label)
    except UnicodeError:
        return label
