"""A link to a message joins a task's details, once, and leaves them again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.message_link import holds_link, missing_for_link, with_link, without_link, without_links
from bot.task import DETAILS_MAX

URL = "https://ourcompany.slack.com/archives/C0123456789/p1700000000000100"
REPLY = f"{URL}?thread_ts=1699999999.000100&cid=C0123456789"


@pytest.mark.parametrize(
    ("details", "url", "linked"),
    [
        ("Send the quote", URL, f"Send the quote\n{URL}"),
        ("Send\nthe quote\n\n", URL, f"Send\nthe quote\n{URL}"),
        (f"Send the quote\n{URL}", URL, f"Send the quote\n{URL}"),
        (f"See {URL} and send it", URL, f"See {URL} and send it"),
        (f"See <{URL}|this>", URL, f"See <{URL}|this>"),
        (f"See {REPLY}", URL, f"See {REPLY}"),
        (f"See {URL}", REPLY, f"See {URL}"),
        (f"See {URL}9", URL, f"See {URL}9\n{URL}"),
        (
            "See https://other.slack.com/archives/C0123456789/p1700000000000100",
            URL,
            f"See https://other.slack.com/archives/C0123456789/p1700000000000100\n{URL}",
        ),
    ],
)
def test_the_link_joins_once(details: str, url: str, linked: str) -> None:
    assert with_link(details, url) == linked
    assert with_link(linked, url) == linked


@pytest.mark.parametrize("url", [URL, REPLY])
@pytest.mark.parametrize("room", [-100, -1, 0, 1])
def test_it_says_how_many_characters_are_missing(url: str, room: int) -> None:
    details = "x" * (DETAILS_MAX - len(f"\n{url}") - room)

    assert missing_for_link(details, url) == max(0, -room)
    assert missing_for_link(f"  {details}\n", url) == max(0, -room)


@given(st.text(min_size=1).filter(str.strip), st.sampled_from([URL, REPLY]))
def test_what_was_typed_comes_back(details: str, url: str) -> None:
    assert without_link(with_link(details, url), url) == details.strip()
    assert with_link(without_link(details, url), url) == with_link(details, url)
    assert holds_link(with_link(details, url), url)


@pytest.mark.parametrize(
    ("details", "shown"),
    [
        (f"Send the quote\n{URL}", "Send the quote"),
        (f"Send the quote\r\n{REPLY} ", "Send the quote"),
        (f"{URL}\nSend\n{REPLY}\nthe quote", "Send\nthe quote"),
        (f"See {URL}", f"See {URL}"),
        (URL, URL),
        ("https://acme.test/archives/C1/p1", "https://acme.test/archives/C1/p1"),
        ("", ""),
    ],
)
def test_lines_that_are_links_are_left_out(details: str, shown: str) -> None:
    assert without_links(details) == shown
