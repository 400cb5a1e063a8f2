"""Which domains belong to somebody, by the Public Suffix List (https://publicsuffix.org)."""

from __future__ import annotations

from functools import cache

from publicsuffixlist import PublicSuffixList

DOMAIN_MAX = 253
"""Most characters of a domain."""


def owned_domains(domain: str) -> list[str]:
    """The domain and those that it is a part of, down to the one that somebody has registered.

    `eu.shop.acme.co.uk` gives itself, `shop.acme.co.uk` and `acme.co.uk`. Nothing for what everybody can
    register under: `co.uk`, `github.io`.
    """
    registered = _suffixes().privatesuffix(domain) if len(domain) <= DOMAIN_MAX else None
    if not registered:
        return []
    labels = domain.split(".")
    above = len(labels) - registered.count(".")
    return [".".join(labels[start:]) for start in range(above)]


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
