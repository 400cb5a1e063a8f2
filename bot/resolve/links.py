"""What in a text points to a customer: ChartMogul's links and ids, e-mail addresses, domains."""

from __future__ import annotations

import re
from collections.abc import Iterable

import regex

from bot.resolve.notation import unframed
from bot.resolve.owned_domain import DOMAIN_MAX
from bot.store.addresses import LABEL_MAX, normal_domain
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

LABELS_MAX = 9
"""Most labels of a domain that is looked at."""

_FREE_MAIL = """
126.com 139.com 163.com 189.cn aim.com aol.com att.net bellsouth.net bigpond.com bluewin.ch
bol.com.br btinternet.com centurylink.net charter.net comcast.net cox.net daum.net duck.com
earthlink.net email.com email.cz fastmail.com fastmail.fm foxmail.com free.fr freenet.de gmail.com
gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hanmail.net hey.com hotmail.co.uk hotmail.com
hotmail.de hotmail.es hotmail.fr hotmail.it hushmail.com icloud.com inbox.com inbox.lv interia.pl
juno.com laposte.net libero.it live.ca live.co.uk live.com live.fr live.nl mac.com mail.com mail.de
mail.ru mailbox.org me.com msn.com naver.com o2.pl onet.pl online.no optonline.net optusnet.com.au
orange.fr outlook.com outlook.de outlook.es outlook.fr pm.me posteo.de proton.me protonmail.ch
protonmail.com qq.com rambler.ru rediffmail.com rocketmail.com rogers.com sapo.pt sbcglobal.net
seznam.cz sfr.fr shaw.ca sina.com sky.com skynet.be sohu.com sympatico.ca t-online.de talktalk.net
telenet.be telia.com terra.com.br tiscali.it tuta.com tuta.io tutamail.com tutanota.com uol.com.br
verizon.net virgilio.it virginmedia.com wanadoo.fr web.de windstream.net wp.pl ya.ru yahoo.ca
yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.au yahoo.com.br yahoo.de yahoo.es yahoo.fr
yahoo.it yandex.com yandex.ru ymail.com zoho.com
"""

FREE_MAIL_DOMAINS = frozenset(_FREE_MAIL.split())
"""Providers whose addresses say nothing about the company that somebody works for."""


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

    Those of e-mail addresses and web links come first, then words that look like domains. ChartMogul's own
    and Slack's are left out: links to them are about a customer, not by one.
    """
    written = _as_written(text)
    linked = [(start, address.partition("@")[2]) for start, address in _addresses(written)]
    bare: list[str] = []
    for match in _DOTTED.finditer(written):
        start, domain = match.start(), _domain(match[0]).removeprefix("www.")
        if "." not in domain:
            continue
        if written.startswith("//", max(0, start - 2)) or _is_host_after_user(written, start):
            linked.append((start, domain))
        elif _stands_alone(written, start, match.end()):
            bare.append(domain)
    found = [domain for _, domain in sorted(linked)] + bare
    return _each(domain for domain in found if not _is_tool(domain))


def is_free_mail(domain: str) -> bool:
    """Whether the domain belongs to a free-mail provider, so that it tells no customer."""
    return domain.strip().lower().rstrip(".") in FREE_MAIL_DOMAINS


def untagged(address: str) -> str:
    """The address without a tag: what is sent to `jo+slack@acme.com` arrives at `jo@acme.com`."""
    local, at, domain = address.partition("@")
    return f"{local.partition('+')[0] or local}{at}{domain}"


def _addresses(written: str) -> list[tuple[int, str]]:
    """Where the e-mail addresses of a text begin, and what they are."""
    if "@" not in written:
        return []
    found = ((match.end(1), match[1].lstrip("_'."), _domain(match[2])) for match in _EMAIL.finditer(written))
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


def _is_tool(domain: str) -> bool:
    return any(domain == tool or domain.endswith("." + tool) for tool in ("chartmogul.com", "slack.com"))


def _as_written(text: str) -> str:
    """The text without Slack's escapes, so that a mark-up label beside its address counts once."""
    return _UNSEEN.sub("", unframed(text)).replace("&amp;", "&").replace("%40", "@")


def _each(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))
