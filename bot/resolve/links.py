"""What in a text points to a customer: ChartMogul's links and ids, e-mail addresses, domains."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

import regex

from bot.directory.addresses import LABEL_MAX, normal_domain
from bot.resolve.owned_domain import DOMAIN_MAX
from bot.resolve.shared_domains import is_own_tool, is_tool
from bot.slack.text.notation import unframed
from bot.task import is_email

_UUID = re.compile(r"(?<![\w-])cus_[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?![\w-])")
_CHARTMOGUL_ID = re.compile(
    r"(?:(?<=//)|(?<![\w./-]))app\.chartmogul\.com(?::[0-9]{1,5})?/"
    r"[^\s<>|\"]{0,300}?customers/([0-9]{1,18})(?![0-9])",
    re.IGNORECASE,
)
# In `regex`, unlike in `re`, vowel signs and accents are parts of words: names in Hindi or Thai need them.
_DOTTED = regex.compile(r"(?<![\w-])[\w-]+(?:\.[\w-]+)+")
_EMAIL = regex.compile(r"(?<![\w+-])([\w+-][\w.+'-]{0,63})@([\w-]+(?:\.[\w-]+)+)(?!@)")
_LABEL = regex.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_TOP_LABEL = regex.compile(r"[^\W\d_][\w-]*[^\W_]")
_UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff]")

_INSIDE_BEFORE = set("/@?#%+'")
_INSIDE_AFTER = set("@+(")

WORDS_MAX = 2_000
"""Most words with dots of one text that are looked at."""

LABELS_MAX = 9
"""Most labels of a domain that is looked at."""


def customer_uuids(text: str) -> list[str]:
    """The customers' UUIDs (`cus_…`) in a text, alone or in an address, each once, in order."""
    return _each(_UUID.findall(_as_written(text)))


def chartmogul_ids(text: str) -> list[int]:
    """The numbers of the customers whose pages in ChartMogul are linked, each once, in order.

    A page's address is `https://app.chartmogul.com/#/customers/{id}-{slug}`, in older links
    `…/#customers/{id}-{name}`; the number is the customer's `id`, not its UUID.
    """
    written = _as_written(text).replace("%23", "#").replace("%2F", "/")
    return list(map(int, _each(_CHARTMOGUL_ID.findall(written))))


def emails(text: str) -> list[str]:
    """The e-mail addresses in a text, in lower case, each once, in order; also those of `mailto:` links."""
    return _each(address for _, address in _addresses(_as_written(text)))


def domains(text: str) -> list[str]:
    """The domains in a text, in lower case, without `www.`, each once, in order.

    Those of e-mail addresses and web links come first, then words that look like domains. Links to what
    people work with are left out: they are about a customer, not by one.
    """
    written = _as_written(text)
    mailed = [(start, address.partition("@")[2]) for start, address in _addresses(written)]
    linked = [(start, domain) for start, domain in mailed if not is_own_tool(domain)]
    bare: list[str] = []
    for match in islice(_DOTTED.finditer(written), WORDS_MAX):
        start, domain = match.start(), _domain(match[0]).removeprefix("www.")
        if "." not in domain or is_tool(domain):
            continue
        if written.startswith("//", max(0, start - 2)) or _is_host_after_user(written, start):
            linked.append((start, domain))
        elif _stands_alone(written, start, match.end()):
            bare.append(domain)
    found = [domain for _, domain in sorted(linked)] + bare
    return _each(found)


def untagged(address: str) -> str:
    """The address without a tag: what is sent to `jo+slack@acme.com` arrives at `jo@acme.com`."""
    local, at, domain = address.partition("@")
    return f"{local.partition('+')[0] or local}{at}{domain}"


def _addresses(written: str) -> list[tuple[int, str]]:
    """Where the e-mail addresses of a text begin, and what they are."""
    if "@" not in written:
        return []
    matches = islice(_EMAIL.finditer(written), WORDS_MAX)
    found = ((match.end(1), match[1].lstrip("_'."), _domain(match[2])) for match in matches)
    pairs = [(start, f"{local.lower()}@{domain}") for start, local, domain in found if local and domain]
    return [(start, address) for start, address in pairs if is_email(address)]


def _domain(dotted: str) -> str:
    """The text between two characters that no domain holds as a domain; `""` where it is none."""
    if len(dotted) > DOMAIN_MAX + LABEL_MAX:
        return ""
    domain = normal_domain(dotted.strip("_-."))
    labels = domain.split(".")
    is_one = len(domain) <= DOMAIN_MAX and 1 < len(labels) <= LABELS_MAX
    is_one = is_one and all(len(label) <= LABEL_MAX and _LABEL.fullmatch(label) for label in labels)
    return domain if is_one and _TOP_LABEL.fullmatch(labels[-1]) else ""


def _is_host_after_user(written: str, start: int) -> bool:
    """Whether this is the host in `https://user:password@host`."""
    if not written.startswith("@", max(0, start - 1)):
        return False
    before = written[max(0, start - 100) : start]
    return re.search(r"//[^\s/<>|]*$", before) is not None


def _stands_alone(written: str, start: int, end: int) -> bool:
    """Whether this is a word by itself, and no part of a path, of an address or of a user's name."""
    before, after = written[max(0, start - 1) : start], written[end : end + 1]
    return before not in _INSIDE_BEFORE and after not in _INSIDE_AFTER


def _as_written(text: str) -> str:
    """The text without Slack's escapes, so that a mark-up label beside its address counts once."""
    return _UNSEEN.sub("", unframed(text)).replace("&amp;", "&").replace("%40", "@")


def _each(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))
