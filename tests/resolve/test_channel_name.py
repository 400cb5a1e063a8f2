"""A channel's name suggests its customer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.resolve.channel_name import candidate_names, core_name


@pytest.mark.parametrize(
    ("channel", "first"),
    [
        ("ext-acme-support", ["acme support", "acme"]),
        ("acme", ["acme"]),
        ("acme-corp", ["acme corp", "acme"]),
        ("ext-acme-corp-support", ["acme corp support", "acme corp", "acme"]),
        ("shared_acme", ["acme"]),
        ("customer-acme-onboarding", ["acme onboarding", "acme"]),
        ("acct-acme-2026", ["acme 2026", "acme"]),
        ("vip-cs-Acme", ["acme"]),
        ("acme-design", ["acme design", "acme"]),
        ("team-viewer", ["viewer", "team viewer"]),
        ("ext-müller-gmbh", ["müller gmbh", "müller"]),
        ("#proj-big.blue", ["big blue", "big"]),
    ],
)
def test_the_likeliest_names_come_first(channel: str, first: list[str]) -> None:
    assert candidate_names(channel)[: len(first)] == first


@pytest.mark.parametrize(
    "channel",
    [
        "general",
        "random",
        "sales",
        "sales-team",
        "support",
        "team-design",
        "ext",
        "customer-success",
        "product-feedback",
        "2026",
        "",
        "---",
        "inc",
    ],
)
def test_a_companys_own_channels_name_nobody(channel: str) -> None:
    assert candidate_names(channel) == []


@pytest.mark.parametrize(
    "prefix", ["", "ext-", "external-", "shared-", "cs-", "client-", "acct-", "proj-", "int-", "team-"]
)
@pytest.mark.parametrize("suffix", ["", "-support", "-internal", "-ext", "-sales-help", "-account"])
def test_the_name_is_found_between_noise(prefix: str, suffix: str) -> None:
    assert "globex" in candidate_names(f"{prefix}globex{suffix}")


@pytest.mark.parametrize(
    ("channel", "core"),
    [
        ("ext-acme-corp-support", "acme corp"),
        ("bluebird", "bluebird"),
        ("data-platform", "data platform"),
        ("sales-team", ""),
        ("general", ""),
        ("", ""),
    ],
)
def test_the_core_is_what_noise_leaves(channel: str, core: str) -> None:
    assert core_name(channel) == core


@settings(deadline=None)
@given(st.text(alphabet="abcé-_1 ", max_size=80))
def test_candidates_are_distinct_words_of_the_name(channel: str) -> None:
    names = candidate_names(channel)
    assert len(set(names)) == len(names)
    assert all(
        set(name.split()) <= set(channel.replace("-", " ").replace("_", " ").split()) for name in names
    )
