"""Domains that many companies share, so that they point to no customer."""

from __future__ import annotations

from bot.resolve.owned_domain import owned_domains

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

_IN_MANY_COUNTRIES = frozenset({"gmx", "hotmail", "outlook", "yahoo", "yandex"})
"""Providers with a domain in each country."""

_OWN_TOOLS = frozenset({"chartmogul.com", "slack.com"})

_WORKED_WITH = """
airtable.com asana.com atlassian.com atlassian.net bit.ly box.com calendly.com canva.com datadoghq.com
dropbox.com facebook.com figma.com force.com freshdesk.com g.co github.com gitlab.com goo.gl google.com
hubspot.com instagram.com intercom.com intercom.io linear.app linkedin.com lnkd.in loom.com medium.com
microsoft.com miro.com monday.com notion.site notion.so office.com pagerduty.com salesforce.com sentry.io
sharepoint.com stripe.com t.co trello.com twitter.com wikipedia.org x.com youtu.be youtube.com zapier.com
zendesk.com zoom.us
"""

_TOOLS = _OWN_TOOLS.union(_WORKED_WITH.split())
"""What people work with and link to, whoever their customers are."""


def is_free_mail(domain: str) -> bool:
    """Whether the domain belongs to a free-mail provider, so that it tells no customer."""
    written = domain.strip().lower().rstrip(".")
    registered = next(reversed(owned_domains(written)), "")
    return written in FREE_MAIL_DOMAINS or registered.partition(".")[0] in _IN_MANY_COUNTRIES


def is_own_tool(domain: str) -> bool:
    """Whether this is ChartMogul or Slack, who write about customers all the time."""
    return not _OWN_TOOLS.isdisjoint(owned_domains(domain))


def is_tool(domain: str) -> bool:
    """Whether a link to this domain is no sign that it is about the domain's owner."""
    return not _TOOLS.isdisjoint(owned_domains(domain))
