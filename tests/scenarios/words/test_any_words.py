"""Whatever was typed or said, the form opens with all its words, and with no date that nobody wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.sandbox.slack.views import ModalView
from bot.slack.json_reading import text as read
from bot.slack.message import Message
from bot.slack.plain_text import mentions_in_command, message_text, plain_text
from tests.scenarios.requests_from_slack import command, payload, send
from tests.scenarios.running import World, next_working_day_in
from tests.scenarios.words.pieces import WORDS

EXAMPLES = 80

COMMAND = re.compile(r"\s*(?:list:?|link|unlink|digest|help|\?|usage)(?:\s|$)", re.IGNORECASE)
"""What is answered by something else than a form."""

CUT_AT_LEAST = 100
"""Characters of a text that stay in the details, however long its words are."""

QUOTED = re.compile("from \u201c(.*)\u201d", re.DOTALL)


@pytest.fixture(scope="module")
def standing_database_url(standing_sqlite_url: str) -> str:
    """One kind of database: nothing here depends on which."""
    return standing_sqlite_url


def people_in(world: World, words: str) -> str:
    return words.replace("ANNA", world.anna).replace("BEN", world.ben)


def name_of(world: World) -> Callable[[str], str | None]:
    return {world.anna: "anna", world.ben: "ben"}.get


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text))


def lost(text: str, shown: str) -> list[str]:
    """The words of a text that are not shown; what was glued together may be shown apart."""
    pieces = words_of(shown)
    return [word for word in words_of(text) if word not in shown and not is_made_of(pieces, word)]


def is_made_of(pieces: set[str], word: str) -> bool:
    reached = {0}
    for place in range(len(word)):
        if place in reached:
            reached |= {place + len(piece) for piece in pieces if word.startswith(piece, place)}
    return len(word) in reached


def line(view: ModalView, block_id: str) -> str:
    """A line of the form; empty where it has none of this name."""
    found = [block for block in view.blocks if block.get("block_id") == block_id]
    return unescape(found[0]["elements"][0]["text"]) if found else ""


def opened(world: World, body: bytes) -> ModalView:
    """The form that this request opened, which is closed again."""
    answer = send(world, body)
    assert (answer.status_code, answer.text) == (200, "")
    anna = world.slack.person(world.anna)
    view = anna.view
    assert view is not None
    anna.close()
    return view


def judge(world: World, view: ModalView, plain: str) -> str:
    """What holds of every form that begins with words; its details."""
    details = view.state["details"]["details"]["value"] or ""
    reasons = [line(view, name) for name in ("customer_hint", "assignee_hint", "due_hint")]
    is_cut = "longer than" in line(view, "notice")
    kept = plain[:CUT_AT_LEAST].rpartition(" ")[0] if is_cut else plain
    assert is_cut == details.endswith("\u2026") or not is_cut
    assert not lost(kept, " ".join([details, *reasons]))

    for reason in reasons:
        quoted = QUOTED.search(reason)
        assert not quoted or all(word in plain for word in words_of(quoted[1]))
    due = view.state["due_date"]["due_date"]["selected_date"]
    assert (
        line(view, "due_hint").startswith("Due ") or due == next_working_day_in("Europe/Berlin").isoformat()
    )
    assignee = view.state["assignee"]["assignee"]["selected_user"]
    assert line(view, "assignee_hint") or assignee == world.anna
    return str(details)


@settings(max_examples=EXAMPLES, deadline=None)
@example(words='<MAILTO:"<@ANNA>>')
@example(words="\x02<@ANNA>")
@given(words=WORDS.filter(lambda words: not COMMAND.match(words)))
def test_any_command(standing_world: World, words: str) -> None:
    world = standing_world
    text = people_in(world, words)

    view = opened(world, command(world, text, trigger_id=world.slack.trigger(world.anna, world.channel)))

    judge(world, view, mentions_in_command(read(text), name_of=name_of(world)))


@settings(max_examples=EXAMPLES, deadline=None)
@given(words=WORDS, is_rich=st.booleans())
def test_any_message(standing_world: World, words: str, is_rich: bool) -> None:
    world = standing_world
    text = people_in(world, words)
    message: dict[str, Any] = {"type": "message", "user": world.ben, "text": text}
    if is_rich:
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
        message["blocks"] = [{"type": "rich_text", "elements": [section]}]
    body = payload(
        "message_action",
        callback_id="create_task_from_message",
        trigger_id=world.slack.trigger(world.anna, world.channel),
        user={"id": world.anna, "team_id": world.slack.team_id},
        message=message,
        team={"id": world.slack.team_id, "domain": "sandbox"},
        channel={"id": world.channel, "name": "acme"},
    )

    view = opened(world, body)

    said = message_text(Message.from_payload(message))
    plain = plain_text(said, name_of=name_of(world))
    details = judge(world, view, plain)
    assert details == plain or details.endswith("\u2026")
