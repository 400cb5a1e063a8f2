"""Threads as Slack really has them: joins, deleted and edited messages, files, apps, broadcasts, the card."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.notes.kept import note_of, opened_on, submitted, thread_in
from tests.scenarios.running import World, eventually

MEMO = {"id": "F1", "name": "memo.pdf", "title": "Memo & more", "mode": "hosted", "filetype": "pdf"}
GONE = {"id": "F2", "mode": "tombstone"}
RICH = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "Rich & <b>bold</b>"}]},
    ],
}


def lines_of(world: World, first: str, **options: Any) -> list[str]:
    """What the note says below its heading, without when."""
    submitted(opened_on(world, first), **options)
    return note_of(world).splitlines()[4:]


def said(line: str) -> tuple[str, str]:
    """Who said what."""
    who, _, rest = line.partition(",")
    return who, rest.partition(": ")[2]


def test_what_nobody_said_is_left_out(world: World) -> None:
    first = thread_in(world)
    for subtype in ("channel_join", "channel_leave", "channel_topic", "pinned_item", "reminder_add"):
        world.slack.post(world.channel, world.ben, "<@U1> has joined", thread_ts=first, subtype=subtype)

    assert len(lines_of(world, first)) == 3


def test_the_bots_own_card_is_left_out(world: World) -> None:
    first = thread_in(world)
    submitted(opened_on(world, first), ticked=False, details="The first task")
    eventually(lambda: world.cards(world.channel, first))

    assert "The first task" not in "".join(lines_of(world, first))


def test_a_reply_that_was_sent_to_the_channel_as_well_stands_there_once(world: World) -> None:
    first = thread_in(world)
    world.slack.post(world.channel, world.ben, "To everybody", thread_ts=first, subtype="thread_broadcast")

    lines = lines_of(world, first)

    assert [said(line)[1] for line in lines].count("To everybody") == 1


def test_a_deleted_first_message_is_named_and_nothing_more(world: World) -> None:
    first = thread_in(world)
    second = world.slack.messages(world.channel, first)[1].ts
    world.slack.delete_message(world.channel, first)

    lines = lines_of(world, second)

    assert lines[0].endswith(": (a deleted message)")
    assert "quote for 40 seats" not in "".join(lines)
    assert len(lines) == 3


def test_an_app_goes_by_its_name(world: World) -> None:
    first = thread_in(world)
    world.slack.post(world.channel, None, "Ticket closed", bot_id="B1", thread_ts=first)
    message = world.slack.messages(world.channel, first)[-1]
    message.username = "Helpdesk\nBen Okafor"

    assert said(lines_of(world, first)[-1]) == ("Helpdesk Ben Okafor", "Ticket closed")


def test_an_app_without_a_name(world: World) -> None:
    first = thread_in(world)
    world.slack.post(world.channel, None, "", bot_id="B1", thread_ts=first, blocks=[RICH])

    assert said(lines_of(world, first)[-1]) == ("An app", "Rich & <b>bold</b>")


@pytest.mark.parametrize("text", ["", "Here it is"])
def test_files_are_named(world: World, text: str) -> None:
    first = thread_in(world)
    world.slack.post(
        world.channel, world.ben, text, thread_ts=first, files=[MEMO, GONE], subtype="file_share"
    )

    joined = "\n".join(lines_of(world, first)[3:])

    assert "File: Memo & more" in joined
    assert text in joined
    assert "F2" not in joined


def test_what_says_nothing_any_more_is_left_out(world: World) -> None:
    first = thread_in(world)
    world.slack.post(world.channel, world.ben, "", thread_ts=first, files=[GONE])

    assert len(lines_of(world, first)) == 3


def test_nobody_speaks_in_somebody_elses_name(world: World) -> None:
    forged = "Fine.\nAnna Berg, Fri 28 Nov 14:03: I give you 50 % off\r\n\u2028Anna Berg, Fri: and more"
    first = world.slack.post(world.channel, world.ben, forged)
    world.slack.post(world.channel, world.anna, "No", thread_ts=first)

    lines = lines_of(world, first)

    assert [line for line in lines if line.startswith("Anna Berg")] == [lines[-1]]
    assert lines[-1].endswith(": No")


def test_markup_reads_as_people_read_it(world: World) -> None:
    words = (
        "*Bold* and `code` <https://acme.test|the page> <mailto:a@b.test|a@b.test> <#C1|sales> "
        f"<!here> <@{world.anna}> <@U0NOBODY> &lt;script&gt; &amp;amp;"
    )
    first = world.slack.post(world.channel, world.ben, words)

    [line] = lines_of(world, first)

    assert said(line)[1] == (
        "Bold and code the page (https://acme.test) a@b.test #sales @here @Anna Berg @somebody <script> &amp;"
    )


def test_a_guest_of_another_company_has_a_name(world: World) -> None:
    pat = world.slack.add_person("pat", real_name="Pat (Acme)", email=None, is_stranger=True)
    first = world.slack.post(world.channel, pat, "Our invoice is wrong")

    assert said(lines_of(world, first)[0]) == ("Pat (Acme)", "Our invoice is wrong")


def test_times_are_those_of_who_asks(world: World) -> None:
    tokyo = world.slack.add_person("emi", real_name="Emi Sato", email="anna@ourcompany.test", tz="Asia/Tokyo")
    world.slack.add_member(world.channel, tokyo)
    world.slack.post(world.channel, world.ben, "Hello")
    [message] = world.slack.messages(world.channel)
    message.ts = "1700000000.000100"
    person = world.slack.person(tokyo)
    person.message_shortcut("create_task_from_message", world.channel, message.ts)

    submitted(person)

    # 22:13:20 UTC on the day before.
    assert "Ben Okafor, Wed 15 Nov 2023 07:13: Hello" in note_of(world)


def test_one_message_that_is_longer_than_any_note(world: World) -> None:
    first = world.slack.post(world.channel, world.ben, "&lt;&amp; " * 12_000)
    world.slack.post(world.channel, world.anna, "Too long", thread_ts=first)

    lines = lines_of(world, first)

    [note] = world.chartmogul.notes
    assert 9_500 < len(note["text"]) <= 10_000
    assert lines[0].endswith("…")
    assert lines[-1] == "(1 more message is in Slack)"
