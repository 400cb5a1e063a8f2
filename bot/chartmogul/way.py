"""How requests reach ChartMogul: what is the same for all of them is worked out once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

import requests
from requests.auth import AuthBase
from requests.structures import CaseInsensitiveDict

_JSON = "application/json"


@dataclass(frozen=True)
class Way:
    """The API's address and what goes there with every request.

    `requests.Session` would merge and check all of it anew for each, which takes as long as sending it.

    Args:
        url: the API's address, as `requests` normalises it, without a slash at its end.
        headers: what each request says of itself, the key included.
        verify: whether certificates are checked, or the bundle that they are checked against.
        proxies: the proxy for each scheme.
    """

    url: str
    headers: Mapping[str, str]
    verify: bool | str
    proxies: dict[str, str]

    @classmethod
    def to(cls, base_url: str, auth: AuthBase) -> Self:
        """The way to the API at this address, as the environment has it now.

        Raises:
            requests.RequestException: this is no address.
        """
        with requests.Session() as session:
            session.trust_env = not _is_loopback(base_url)
            session.headers.update({"Accept": _JSON, "User-Agent": "cm-task"})
            prepared = session.prepare_request(requests.Request("GET", base_url, auth=auth))
            around = session.merge_environment_settings(prepared.url, {}, None, None, None)
        return cls(
            (prepared.url or "").rstrip("/"),
            dict(prepared.headers),
            verify=around["verify"] or True,
            proxies=dict(around["proxies"]),
        )

    def request(
        self, method: str, path: str, query: Mapping[str, str] | None, body: Any
    ) -> requests.PreparedRequest:
        """A request, ready to be sent.

        Args:
            path: already quoted.
            body: is sent as JSON; nothing is where it is None.
        """
        made = requests.PreparedRequest()
        made.method = method
        made.url = f"{self.url}{path}?{urlencode(query)}" if query else self.url + path
        made.headers = CaseInsensitiveDict(self.headers)
        if body is not None:
            made.body = json.dumps(body, allow_nan=False).encode()
            made.headers["Content-Type"] = _JSON
        if made.body is not None or method not in ("GET", "HEAD"):
            made.headers["Content-Length"] = str(len(made.body or b""))
        return made


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
