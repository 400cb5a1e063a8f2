"""One rule for what a message says: the words that Slack shows, each once, for any kind of message.

The payloads follow those that apps, people and Slack itself send; names and words are made up.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.resolve.links import domains, emails
from bot.slack.json_reading import READ_MAX
from bot.slack.message import Message
from bot.slack.plain_text import message_text, plain_text
from bot.slack.text.list_numbers import list_number
from tests.slack.messages_in_rare_blocks import RARE_BLOCKS
from tests.slack.messages_of_apps import APPS
from tests.slack.messages_of_people import PEOPLES
from tests.slack.messages_that_share import SHARED
from tests.slack.messages_with_files import FILES
from tests.slack.parts_of_messages import Json, rich, run, section

OF_APPS = APPS | RARE_BLOCKS
OF_PEOPLE = PEOPLES | SHARED | FILES
PEOPLE = {"U1": "Anna", "U2": "Ben"}


def marked(payload: Any) -> str:
    return message_text(Message.from_payload(payload))


def read(payload: Any) -> str:
    return plain_text(marked(payload), name_of=PEOPLE.get)


@pytest.mark.parametrize(("payload", "said"), OF_APPS.values(), ids=OF_APPS)
def test_what_an_apps_message_says(payload: Json, said: str) -> None:
    assert read(payload) == said


@pytest.mark.parametrize(("payload", "said"), OF_PEOPLE.values(), ids=OF_PEOPLE)
def test_what_a_persons_message_says(payload: Json, said: str) -> None:
    assert read(payload) == said


def test_the_customer_is_named_by_what_slack_shows_and_not_by_previews() -> None:
    ticket = marked(APPS["a ticket in blocks with a notification as text"][0])
    mail = marked(FILES["an e-mail"][0])
    preview = marked(SHARED["a preview of a page"][0])
    assert emails(ticket) == emails(mail) == ["kim@bluebird.test"]
    assert (emails(preview), domains(preview)) == ([], ["gamma.test"])


@pytest.mark.parametrize(
    "odd", [None, 5, 1.5, True, "x", [], [None, 3, "x", []], {}, {"type": None}, {"text": {"text": 4}}]
)
@pytest.mark.parametrize(
    "field", ["blocks", "attachments", "files", "user", "bot_id", "subtype", "ts", "message", "bot_profile"]
)
def test_odd_fields_count_as_absent(field: str, odd: Any) -> None:
    said = read({"text": "call Kim", field: odd})
    assert said in ("call Kim", "call Kim\nx")


@pytest.mark.parametrize("missing", [None, 5, [], {}])
@pytest.mark.parametrize(
    "path",
    ["title", "text", "fields", "blocks", "message_blocks", "pretext", "files", "from_url", "is_share"],
)
def test_odd_fields_of_an_attachment_count_as_absent(path: str, missing: Any) -> None:
    attachment = {"author_name": "Kim", path: missing}
    assert read({"bot_id": "B1", "attachments": [attachment]}).replace("5", "").strip() == "Kim"


def nested(depth: int, wrap: Any, inner: Any) -> Any:
    for _ in range(depth):
        inner = wrap(inner)
    return inner


@pytest.mark.parametrize(
    "payload",
    [
        nested(900, lambda it: {"type": "container", "child_blocks": [it]}, section("deep")),
        nested(900, lambda it: {"type": "hologram", "panes": [it]}, section("deep")),
        nested(900, lambda it: {"type": "rich_text_list", "elements": [it]}, run("deep")),
        nested(900, lambda it: {"type": "rich_text", "elements": [it]}, run("deep")),
    ],
    ids=["container", "unknown", "list", "rich text"],
)
def test_endless_nesting_ends(payload: Json) -> None:
    assert read({"bot_id": "B1", "text": "shown", "blocks": [payload]}) == "shown"


def test_endless_forwards_end() -> None:
    deep = nested(
        900,
        lambda it: {
            "is_share": True,
            "message_blocks": [{"message": {"text": "again", "attachments": [it]}}],
        },
        {"is_share": True, "text": "deep"},
    )
    assert read({"user": "U1", "text": "see", "attachments": [deep]}).startswith("see\nagain")


MILLION = 1_000_000
LONG: dict[str, tuple[Json, str]] = {
    "words": ({"user": "U1", "text": "word " * 600_000}, "word word"),
    "rich text": ({"user": "U1", "text": "", "blocks": [rich(run("*a" * MILLION))]}, "*a*a"),
    "runs": ({"user": "U1", "text": "", "blocks": [rich(*[run("a*", bold=True)] * 50_000)]}, "a*a*"),
    "empty blocks": ({"bot_id": "B1", "text": "last", "blocks": [{}] * MILLION}, "last"),
    "unknown blocks": (
        {"bot_id": "B1", "text": "last", "blocks": [{"type": "x", "a": [{"b": {}}]}] * 150_000},
        "last",
    ),
    "attachments": ({"bot_id": "B1", "attachments": [{"text": "a"}, {"text": "b"}] * 80_000}, "a\nb"),
    "files": ({"user": "U1", "text": "", "files": [{"name": "a"}] * 200_000}, "File: a"),
    "markdown": ({"bot_id": "B1", "blocks": [{"type": "markdown", "text": "[*_" * MILLION}]}, "["),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("payload", "start"), LONG.values(), ids=LONG)
def test_three_megabytes_are_read_as_far_as_a_message_can_go(payload: Json, start: str) -> None:
    said = read(payload)

    assert said.startswith(start)
    assert len(said) <= READ_MAX
    assert domains(marked(payload)) == []


MARKS = """
* _ ~ < > ` ``` *a _a `a <a <@U1| <a.b| <a:b: a:b &gt; a. a@ a- @a. *_~` 😀* https://a https://app.chartmogul.com/
"""


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", [*MARKS.split(), "\n", " ", " *a", "\u200d"])
@pytest.mark.parametrize("start", ["", "<", "<@", "*", "`"])
def test_a_long_text_of_nothing_but_marks_is_read(start: str, piece: str) -> None:
    text = start + piece * (MILLION // 8 // len(piece))

    assert len(plain_text(text, name_of=PEOPLE.get)) <= READ_MAX
    assert len([*domains(text), *emails(text)]) <= 1


@pytest.mark.parametrize(
    ("number", "level", "written"),
    [
        (1, 0, "1"),
        (3, 3, "3"),
        (1, 1, "a"),
        (26, 1, "z"),
        (27, 4, "aa"),
        (1994, 2, "mcmxciv"),
        (0, 1, "0"),
        (-2, 2, "-2"),
    ],
)
def test_numbers_of_lists(number: int, level: int, written: str) -> None:
    assert list_number(number, level) == written
