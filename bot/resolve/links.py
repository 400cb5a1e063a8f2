"""What in a text points to a customer: ChartMogul's links and ids, e-mail addresses, domains."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.resolve.notation import unframed
from bot.task import is_email

_UUID = re.compile(r"(?<![\w-])cus_[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?![\w-])")
_CHARTMOGUL_ID = re.compile(
    r"https?://app\.chartmogul\.com/(?:#/)?customers/([0-9]{1,18})(?![0-9])", re.IGNORECASE
)
_DOMAIN = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_][\w-]{0,61}[^\W_]"
_EMAIL = re.compile(rf"(?<![\w+-])[\w+-][\w.+'-]{{0,63}}@{_DOMAIN}")
_HOST = re.compile(rf"https?://(?:[^\s/@<>|]{{1,99}}@)?({_DOMAIN})(?![\w-]|\.\w)", re.IGNORECASE)

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

    A page's address is `https://app.chartmogul.com/#/customers/{id}-{slug}`; the number is the customer's
    `id`, not its UUID.
    """
    return list(map(int, _each(_CHARTMOGUL_ID.findall(_as_written(text)))))


def emails(text: str) -> list[str]:
    """The e-mail addresses in a text, in lower case, each once, in order; also those of `mailto:` links."""
    found = (match.lower() for match in _EMAIL.findall(_as_written(text)))
    return _each(address for address in found if is_email(address))


def domains(text: str) -> list[str]:
    """The domains of the e-mail addresses and web links in a text, in lower case, without `www.`, each once.

    ChartMogul's own and Slack's addresses are left out: links to them are about a customer, not by one.
    """
    written = _as_written(text)
    found = [(written.lower().find(address), address.partition("@")[2]) for address in emails(text)]
    found += [(match.start(), match[1].lower().removeprefix("www.")) for match in _HOST.finditer(written)]
    return _each(domain for _, domain in sorted(found) if not _is_tool(domain))


def is_free_mail(domain: str) -> bool:
    """Whether the domain belongs to a free-mail provider, so that it tells no customer."""
    return domain.strip().lower().rstrip(".") in FREE_MAIL_DOMAINS


def _is_tool(domain: str) -> bool:
    return any(domain == tool or domain.endswith("." + tool) for tool in ("chartmogul.com", "slack.com"))


def _as_written(text: str) -> str:
    """The text without Slack's escapes, so that a mark-up label beside its address counts once."""
    return unframed(text).replace("&amp;", "&").replace("%40", "@")


def _each(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))
