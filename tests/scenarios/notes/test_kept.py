"""A ticked box becomes a note on the customer, once: the thread as it is, or the one message."""

from __future__ import annotations

from bot.outbox.wanted_note import NoteState
from tests.scenarios.notes.kept import (
    box,
    counts,
    is_ticked,
    note_of,
    on_both,
    opened_on,
    submitted,
    thread_in,
    told,
)
from tests.scenarios.running import World, eventually


@on_both
def test_a_thread_becomes_a_note_of_who_said_what_and_when(world: World) -> None:
    first = thread_in(world)

    anna = opened_on(world, first)
    offered = box(anna)
    assert offered is not None
    assert offered["text"]["text"] == "Keep the conversation as a note"
    assert not is_ticked(anna)
    assert submitted(anna).closed

    text = note_of(world)
    lines = text.splitlines()
    assert lines[0].startswith("Slack conversation in #acme, kept by Anna Berg on ")
    assert lines[1].startswith("For the task “Send the quote” (cm-")
    assert lines[2].startswith("https://")
    assert f"/archives/{world.channel}/p" in lines[2]
    assert [line.partition(": ")[2] for line in lines[4:]] == [
        "Acme wants a quote for 40 seats",
        "@Ben Okafor could you send it?",
        "Sure, this week",
    ]
    assert [line.partition(",")[0] for line in lines[4:]] == ["Ben Okafor", "Anna Berg", "Ben Okafor"]
    [note] = world.chartmogul.notes
    assert note["author"] == "anna (anna@ourcompany.test)"
    assert told(world) == []


def test_without_a_tick_nothing_is_kept(world: World) -> None:
    anna = opened_on(world, thread_in(world))

    assert submitted(anna, ticked=False).closed

    eventually(lambda: world.cards(world.channel) or world.posts)
    assert sum(counts(world).values()) == 0
    assert world.chartmogul.notes == []


def test_a_message_without_replies_is_kept_alone(world: World) -> None:
    ts = world.slack.post(world.channel, world.ben, "Acme wants a quote")
    world.slack.post(world.channel, world.ben, "Lunch?")

    anna = opened_on(world, ts)
    offered = box(anna)
    assert offered is not None
    assert offered["text"]["text"] == "Keep the message as a note"
    submitted(anna)

    text = note_of(world)
    assert text.startswith("Slack message in #acme, kept by Anna Berg")
    assert text.endswith(": Acme wants a quote")


def test_a_thread_of_several_pages_is_cut_by_whole_messages(world: World) -> None:
    first = world.slack.post(world.channel, world.ben, "Acme wants a quote")
    for number in range(1, 431):
        world.slack.post(world.channel, world.anna, f"Thought number {number} & more", thread_ts=first)

    submitted(opened_on(world, first))

    text = note_of(world)
    [note] = world.chartmogul.notes
    assert len(note["text"]) <= 10_000
    lines = text.splitlines()
    kept = [line for line in lines if "Thought number" in line]
    assert text.count("Acme wants a quote") == 1
    assert [line.rpartition(": ")[2] for line in kept] == [
        f"Thought number {number} & more" for number in range(431 - len(kept), 431)
    ]
    assert f"({430 - len(kept)} more messages are in Slack)" in lines


def test_the_message_that_the_task_was_made_from_is_never_cut_off(world: World) -> None:
    first = world.slack.post(world.channel, world.ben, "Acme wants a quote")
    for number in range(1, 300):
        world.slack.post(world.channel, world.anna, f"Thought number {number} & more", thread_ts=first)
    last = world.slack.post(world.channel, world.ben, "So: 40 seats", thread_ts=first)

    submitted(opened_on(world, last))

    lines = note_of(world).splitlines()
    assert lines[-1].endswith(": So: 40 seats")
    assert [line for line in lines if line.endswith("more messages are in Slack)")]


def test_two_tasks_of_one_thread_have_a_note_each(world: World) -> None:
    first = thread_in(world)
    for details in ("Send the quote", "Call them"):
        submitted(opened_on(world, first), details=details)

    eventually(lambda: counts(world)[NoteState.KEPT] == 2)
    texts = sorted(note["text"].splitlines()[0].split("<br>")[1] for note in world.chartmogul.notes)
    assert ["Call them" in texts[0], "Send the quote" in texts[1]] == [True, True]


def test_the_box_comes_back_as_it_was_left(world: World) -> None:
    first = thread_in(world)
    submitted(opened_on(world, first), ticked=True)
    eventually(lambda: is_ticked(opened_on(world, first)))

    submitted(opened_on(world, first), ticked=False, details="Another")
    eventually(lambda: not is_ticked(opened_on(world, first)))


def test_who_is_submitted_twice_has_one_note(world: World) -> None:
    anna = opened_on(world, thread_in(world))
    anna.fill("customer", "Acme")
    anna.fill("save_note", ["thread"])

    anna.submit_raw(copies=6)

    note_of(world)
    assert len(world.chartmogul.tasks) == 1
