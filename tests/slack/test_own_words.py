"""What somebody wrote in a message, apart from what they quote, forward or attach."""

from __future__ import annotations

from typing import Any

import pytest

from bot.slack.message import Message
from bot.slack.plain_text import plain_text
from bot.slack.text.own_words import own_words

Json = dict[str, Any]


def own(**message: Any) -> str:
    return plain_text(own_words(Message.from_payload(message)), name_of={"U2": "Ben"}.get)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<@U2> could you?", "@Ben could you?"),
        ("&gt; <@U2> could you?\nSure", "Sure"),
        ("Sure\n> <@U2> could you?", "Sure"),
        ("Sure\n&gt;&gt;&gt; <@U2> could you?\nby Friday", "Sure"),
        ("Run `by Friday` now", "Run … now"),
        ("Run ```\n<@U2> could you\n``` now", "Run … now"),
        ("Run ``` that never ends", "Run …"),
        ("2 &gt; 1", "2 > 1"),
        ("it's a ` alone", "it's a ` alone"),
        ("", ""),
    ],
)
def test_of_a_text(text: str, kept: str) -> None:
    assert own(user="U1", text=text).replace("\n", " ") == kept.replace("\n", " ")


def part(kind: str, *inner: Json) -> Json:
    return {"type": kind, "elements": list(inner)}


def run(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, "style": style}


BEN: Json = {"type": "user", "user_id": "U2"}


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        ([part("rich_text_section", BEN, run(" could you?"))], "@Ben could you?"),
        ([part("rich_text_section", run("Sure")), part("rich_text_quote", BEN, run(" could you?"))], "Sure"),
        ([part("rich_text_preformatted", run("by Friday")), part("rich_text_section", run("Sure"))], "Sure"),
        ([part("rich_text_section", run("Run "), run("by Friday", code=True), run(" now"))], "Run … now"),
        (
            [part("rich_text_list", part("rich_text_section", BEN, run(" to call", bold=True)))],
            "- @Ben to call",
        ),
        ([part("rich_text_quote", run("by Friday"))], ""),
    ],
)
def test_of_what_was_written_in_slack(parts: list[Json], kept: str) -> None:
    message = {"user": "U1", "text": "&gt; by Friday", "blocks": [part("rich_text", *parts)]}

    assert own(**message) == kept


def test_of_what_is_forwarded_or_attached_nothing() -> None:
    shared = {"is_share": True, "text": "<@U2> could you?", "from_url": "https://x.slack.com/archives/C1/p1"}
    file = {"title": "Quote by Friday.pdf"}

    assert own(user="U1", text="Seen?", attachments=[shared], files=[file]) == "Seen?"


def test_of_an_app_what_its_blocks_say() -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "&gt; quoted\n<@U2> please call"}}

    assert own(bot_id="B1", text="A request", blocks=[section]) == "@Ben please call"


def test_of_a_message_that_is_gone_nothing() -> None:
    assert own(user="U1", subtype="tombstone", text="This message was deleted.") == ""
