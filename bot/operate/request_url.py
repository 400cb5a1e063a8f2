"""Where Slack reaches the bot: https://api.slack.com/apis/http"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

import idna

from bot.settings import as_meant

SLACK_PATH = "/slack/events"

_AT_HOME = (".local", ".localhost", ".internal", ".lan", ".home.arpa")
"""Endings of names that only a network of one's own knows."""


class NoRequestUrl(ValueError):
    """Slack cannot reach a bot there; the text says why, in one line."""


def request_url(origin: str) -> str:
    """The URL for Slack's requests to the bot at this origin: `https://host`, with a port where it has one.

    Raises:
        NoRequestUrl: it is not an https origin, or not one of the Internet.
    """
    text = as_meant(origin)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise NoRequestUrl("this is not an address: write https://your-domain.example") from None
    if "://" not in text:
        raise NoRequestUrl("begin the address with https://")
    if parts.scheme != "https":
        raise NoRequestUrl("Slack sends to https:// only")
    if parts.username is not None or parts.password is not None:
        raise NoRequestUrl("leave user name and password out: Slack sends none, and a manifest is no secret")
    if "?" in text or "#" in text:
        raise NoRequestUrl("leave out what begins with ? or #: only https://your-domain.example is needed")
    if parts.path.rstrip("/") not in {"", SLACK_PATH}:
        raise NoRequestUrl(f"leave the path out: the bot takes Slack's requests at {SLACK_PATH} of its host")
    if port == 0:
        raise NoRequestUrl("a port is between 1 and 65535")
    return f"https://{_host(parts.hostname or '')}{f':{port}' if port and port != 443 else ''}{SLACK_PATH}"


def _host(name: str) -> str:
    try:
        address = ip_address(name)
    except ValueError:
        return _domain(name)
    if not address.is_global:
        raise NoRequestUrl("Slack cannot reach this address from the Internet. Use Socket Mode: --socket")
    return f"[{name}]" if address.version == 6 else name


def _domain(name: str) -> str:
    try:
        host = idna.encode(name.rstrip("."), uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise NoRequestUrl("this is not the name of a host: write https://your-domain.example") from None
    if "." not in host or host.endswith(_AT_HOME):
        raise NoRequestUrl("Slack cannot reach this host from the Internet. Use Socket Mode: --socket")
    return host
