"""What the environment says of the way to the Internet: certificates and proxies, for every program alike."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

CERTIFICATES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
"""Files of certificates in place of the usual ones: the first two for ChartMogul, the last for Slack."""

PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")

PORTS = {"http": 80, "https": 443}

PATIENCE = 3.0
"""Seconds to wait for a proxy."""


def problems(environment: Mapping[str, str] = os.environ) -> Iterator[tuple[str, str]]:
    """The variables that cannot be right, each with what is wrong, and never with what it holds."""
    for name in CERTIFICATES:
        if environment.get(name) and (wrong := _with_certificates(Path(environment[name]))):
            yield name, wrong
    for name in PROXIES:
        if environment.get(name) and (wrong := _with_proxy(environment[name])):
            yield name, wrong


def to_reach(url: str, variable: str) -> str:
    """How to mend it where nobody answers at the address that the variable sets, or its default."""
    host = urlsplit(url).hostname
    return (
        f"See that this machine reaches {host}, by a proxy where it needs one, and that {variable} is right"
    )


def _with_certificates(path: Path) -> str:
    if path.is_dir():
        return ""
    try:
        ssl.create_default_context(cafile=str(path))
    except FileNotFoundError:
        return "names a file that is not there"
    except ssl.SSLError:
        return "names a file that holds no certificates (PEM)"
    except OSError as error:
        return f"names a file that cannot be read ({error.strerror})"
    return ""


def _with_proxy(url: str) -> str:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host, port = parts.hostname, parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        return "is not the address of a proxy: http://host:port"
    if parts.scheme.startswith("socks"):
        return "is a SOCKS proxy, which Slack and ChartMogul cannot be reached through: name an http:// one"
    if not host or parts.scheme not in PORTS or not port or any(letter.isspace() for letter in url):
        return "is not the address of a proxy: http://host:port"
    try:
        socket.create_connection((host, port), PATIENCE).close()
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "no answer"
        return f"names a proxy that cannot be reached ({why})"
    return ""
