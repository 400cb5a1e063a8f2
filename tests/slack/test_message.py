"""Any message says something, however it is built."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.slack.message import Message
from bot.slack.plain_text import message_text, plain_text

Json = dict[str, Any]
PEOPLE = {"U1": "Anna"}


def read(payload: Json) -> str:
    return plain_text(message_text(Message.from_payload(payload)), name_of=PEOPLE.get)


def rich(*elements: Json) -> Json:
    return {"text": "", "blocks": [{"type": "rich_text", "elements": list(elements)}]}


def section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def text(words: str, **more: Any) -> Json:
    return {"type": "text", "text": words, **more}


def test_a_persons_message() -> None:
    message = Message.from_payload(
        {
            "type": "message",
            "user": "U1",
            "team": "T1",
            "text": "hi",
            "ts": "2.0",
            "thread_ts": "1.0",
            "reply_count": 3,
            "edited": {"user": "U1", "ts": "2.1"},
        }
    )
    assert (message.user, message.team, message.text, message.ts) == ("U1", "T1", "hi", "2.0")
    assert (message.thread, message.reply_count, message.edited) == ("1.0", 3, True)


def test_a_bots_message_has_no_user() -> None:
    message = Message.from_payload(
        {"bot_id": "B1", "bot_profile": {"name": "Alerts"}, "text": "x", "ts": "1.0"}
    )
    assert (message.user, message.bot_id, message.username, message.thread) == (None, "B1", "Alerts", "1.0")


KEYS = """
type text elements fields title name blocks files attachments user ts url style rows offset bot_profile
message message_blocks alt_text pretext fallback user_id value thread_ts edited reply_count
child_blocks tasks cells is_share from from_url subject subtype bot_id mode plain_text transcription preview
content indent timestamp call v1 sources details caption skin_tone title_link is_external url_private
"""
TYPES = """
rich_text rich_text_list rich_text_section rich_text_quote section context header table data_table image link
text mrkdwn user date emoji color plan task_card card carousel container alert markdown video call ordered
email tombstone message_changed bot_message unheard_of
"""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS.split()), inner | st.sampled_from(TYPES.split()), max_size=4)
    ),
    max_leaves=20,
)


@settings(deadline=None)
@given(JSON)
def test_odd_payloads_are_read(payload: Any) -> None:
    message = Message.from_payload(payload)
    assert isinstance(message_text(message), str)
    assert message.thread in (message.ts, message.thread_ts)


def test_half_a_surrogate_pair_can_be_stored() -> None:
    message = Message.from_payload({"text": "a\ud83d b \ud83d\ude00"})
    assert message.text.encode() == "a\ufffd b 😀".encode()


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"text": "*hi* <@U1>", "files": [{"name": "a.pdf"}]}, "hi @Anna\nFile: a.pdf"),
        ({"text": "", "files": [{"name": "a.pdf", "title": "invoice_.pdf"}]}, "File: invoice_.pdf"),
        (
            {"files": [{"name": "a.pdf"}, {"mode": "tombstone"}, {"name": "b & c"}]},
            "File: a.pdf\nFile: b & c",
        ),
        (
            {
                "text": None,
                "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "*Up* & on"}}],
            },
            "*Up* & on",
        ),
        (
            {
                "text": "This content can't be displayed.",
                "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*Plan* changed"}}],
            },
            "Plan changed",
        ),
        (
            {
                "blocks": [
                    {
                        "type": "section",
                        "fields": [
                            {"type": "mrkdwn", "text": "*MRR*"},
                            {"type": "plain_text", "text": "_5_"},
                        ],
                    },
                    {"type": "divider"},
                    {
                        "type": "context",
                        "elements": [
                            {"type": "image", "image_url": "https://x.io/a.png", "alt_text": "logo"},
                            {"type": "mrkdwn", "text": "by _us_"},
                        ],
                    },
                    {
                        "type": "actions",
                        "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Go"}}],
                    },
                    {"type": "image", "alt_text": "a chart"},
                    {
                        "type": "table",
                        "rows": [[{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": "b"}]],
                    },
                    {"type": "of the future"},
                ]
            },
            "MRR\n_5_\nlogo by us\na chart\na | b",
        ),
        (
            {
                "attachments": [
                    {
                        "pretext": "New deal",
                        "title": "Acme",
                        "title_link": "https://acme.com",
                        "text": "wants *more*",
                        "fields": [{"title": "Size", "value": "5"}, {"value": "soon"}],
                        "fallback": "not this",
                    },
                    {"fallback": "only this"},
                    {"message_blocks": [{"message": {"blocks": [{"type": "markdown", "text": "shared"}]}}]},
                ]
            },
            "New deal\nAcme\nwants more\nSize: 5\nsoon\nonly this\nshared",
        ),
        ({}, ""),
    ],
)
def test_what_a_message_says(payload: Json, said: str) -> None:
    assert read(payload) == said


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (
            rich(
                section(
                    text("ask "),
                    {"type": "user", "user_id": "U1"},
                    text(" in "),
                    {"type": "channel", "channel_id": "C1"},
                    text(" "),
                    {"type": "emoji", "name": "tada"},
                    text(" "),
                    {"type": "broadcast", "range": "here"},
                    text(" "),
                    {"type": "usergroup", "usergroup_id": "S1"},
                )
            ),
            "ask @Anna in #C1 :tada: @here @group",
        ),
        (
            rich(
                section(
                    text("see "),
                    {"type": "link", "url": "https://x.io/?a=1&b=2|3"},
                    text(" "),
                    {"type": "link", "url": "https://x.io", "text": "the *site*"},
                )
            ),
            "see https://x.io/?a=1&b=2%7C3 the *site*",
        ),
        (
            rich(section(text("bold", style={"bold": True}), text(" 2 *3* _4_ <b> &amp; `x`"))),
            "bold 2 *3* _4_ <b> &amp; `x`",
        ),
        (rich(section(text("> not a quote"))), "> not a quote"),
        (
            rich(
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "offset": 2,
                    "elements": [section(text("three")), section(text("four"))],
                },
                {"type": "rich_text_list", "style": "bullet", "elements": [section(text("dot"))]},
            ),
            "3. three\n4. four\n- dot",
        ),
        (
            rich(
                {"type": "rich_text_preformatted", "elements": [text("x = *p\ny = `q`")]},
                {"type": "rich_text_quote", "elements": [text("quoted")]},
            ),
            "x = *p\ny = `q`\nquoted",
        ),
        (
            rich(
                section(
                    {"type": "date", "timestamp": 1, "fallback": "Jan 1"},
                    {"type": "color", "value": "#F405B3"},
                )
            ),
            "Jan 1#F405B3",
        ),
    ],
)
def test_rich_text(payload: Json, said: str) -> None:
    assert read(payload) == said


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab12*_~`<>&|@#! -.")))
@example(" >")
def test_text_typed_without_mark_up_reads_as_typed(typed: str) -> None:
    assert read(rich(section(text(typed)))) == " ".join(typed.split())
