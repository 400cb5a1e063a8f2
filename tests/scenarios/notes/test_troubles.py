"""ChartMogul fails while a note is written: there is one note in the end, or its asker is told; never two."""

from __future__ import annotations

from typing import Any

import pytest

from bot.outbox.wanted_note import NoteState
from tests.scenarios.notes.kept import counts, note_of, on_both, opened_on, submitted, thread_in, told
from tests.scenarios.running import World, eventually

STORED = (
    {"kind": "status_after_commit", "status": 500},
    {"kind": "drop_after_commit"},
    {"kind": "malformed"},
    {"kind": "empty"},
    {"kind": "drop_then_commit", "seconds": 0.1},
)
NOT_STORED = (
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 503},
    {"kind": "status", "status": 429, "retry_after": "1"},
    {"kind": "drop_before"},
    {"kind": "status", "status": 404, "body": "<html>", "content_type": "text/html"},
)


def name_of(fault: dict[str, Any]) -> str:
    """What the test is called."""
    return "-".join(str(value) for value in fault.values() if value != "<html>")


def failed(world: World) -> str:
    """What Anna was told once the note was given up; the task is there all the same."""
    eventually(lambda: counts(world)[NoteState.FAILED] == 1)
    [said] = eventually(lambda: told(world))
    assert len(world.chartmogul.tasks) == 1
    return said


def notes_sent(world: World) -> int:
    """How often a note was sent."""
    return sum(one.method == "POST" and one.path == "/notes" for one in world.chartmogul.requests)


@on_both
@pytest.mark.parametrize("fault", STORED, ids=name_of)
def test_what_chartmogul_took_without_saying_so_is_found_again(world: World, fault: dict[str, Any]) -> None:
    world.chartmogul.fault("POST", "/notes", **fault)

    submitted(opened_on(world, thread_in(world)))

    note_of(world)
    assert notes_sent(world) == 1
    assert told(world) == []


@pytest.mark.parametrize("fault", NOT_STORED, ids=name_of)
def test_what_chartmogul_did_not_take_is_sent_again(world: World, fault: dict[str, Any]) -> None:
    world.chartmogul.fault("POST", "/notes", **fault)

    submitted(opened_on(world, thread_in(world)))

    note_of(world)
    assert notes_sent(world) == 2
    assert told(world) == []


def test_nothing_is_sent_again_while_the_list_lags(world: World) -> None:
    world.chartmogul.list_lag = 0.15
    world.chartmogul.fault("POST", "/notes", kind="drop_after_commit")

    submitted(opened_on(world, thread_in(world)))

    note_of(world)
    assert notes_sent(world) == 1


def test_nothing_is_sent_again_while_the_list_cannot_be_read(world: World) -> None:
    world.chartmogul.fault("POST", "/notes", kind="drop_after_commit")
    world.chartmogul.fault("GET", "/notes", kind="status", status=503, times=6)

    submitted(opened_on(world, thread_in(world)))

    note_of(world)
    assert notes_sent(world) == 1


@pytest.mark.parametrize("odd", [{"text": None}, {"text": ["odd"]}, {"uuid": None}, {"has_more": "yes"}])
def test_what_the_list_hides_is_never_taken_for_absent(world: World, odd: dict[str, Any]) -> None:
    world.chartmogul.fault("POST", "/notes", kind="drop_after_commit")
    world.chartmogul.fault("GET", "/notes", kind="altered", body=odd, times=None)

    submitted(opened_on(world, thread_in(world)))

    if "has_more" in odd:
        note_of(world)
        return
    assert "I do not know whether I kept" in failed(world)
    assert notes_sent(world) == 1
    assert len(world.chartmogul.notes) == 1


def test_another_note_with_the_same_words_is_not_taken_for_it(world: World) -> None:
    first = thread_in(world)
    submitted(opened_on(world, first))
    note_of(world)
    world.chartmogul.fault("POST", "/notes", kind="drop_before")

    submitted(opened_on(world, first))

    eventually(lambda: counts(world)[NoteState.KEPT] == 2)
    assert len(world.chartmogul.notes) == 2


def test_what_chartmogul_takes_and_never_shows_is_not_made_without_end(world: World) -> None:
    world.chartmogul.list_lag = 3600.0
    world.chartmogul.fault("POST", "/notes", kind="drop_after_commit", times=None)

    submitted(opened_on(world, thread_in(world)))

    assert "I do not know whether I kept" in failed(world)
    assert notes_sent(world) == 2


@on_both
def test_a_key_that_may_not_write_notes(world: World) -> None:
    refusal = {"error": "read-only"}
    world.chartmogul.fault("POST", "/notes", kind="status", status=403, body=refusal, times=None)

    submitted(opened_on(world, thread_in(world)))

    said = failed(world)
    assert "I could not keep <https://" in said
    assert "as a note on <" in said
    assert "(reference cm-" in said
    assert world.chartmogul.notes == []
    assert world.cards(world.channel, world.slack.messages(world.channel)[0].ts)


def test_a_customer_who_is_gone_by_then(world: World) -> None:
    gone = {"code": 404, "message": "Customer not found", "param": "customer_uuid"}
    world.chartmogul.fault("POST", "/notes", kind="status", status=404, body=gone, times=None)

    submitted(opened_on(world, thread_in(world)))

    failed(world)
    assert notes_sent(world) == 1


@pytest.mark.parametrize("shape", ["param", "error", "errors", "details", "text", "empty"])
def test_an_author_whom_chartmogul_does_not_know(world: World, shape: Any) -> None:
    world.chartmogul.error_shape = shape
    clara = world.slack.add_person("clara", real_name="Clara Ito", email="clara@elsewhere.test")
    first = thread_in(world)
    person = opened_on(world, first, by=clara)
    person.fill("assignee", world.ben)

    submitted(person)

    assert "kept by Clara Ito on" in note_of(world)
    assert notes_sent(world) == 2


def test_a_task_that_is_refused_has_no_note_and_one_that_is_corrected_has(world: World) -> None:
    refusal = {"code": 422, "message": "assignee is unknown", "param": "assignee"}
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body=refusal)
    anna = opened_on(world, thread_in(world))

    assert submitted(anna).errors
    assert world.chartmogul.notes == []

    anna.fill("assignee", world.ben)
    assert anna.submit().closed
    note_of(world)


def test_a_tick_that_is_taken_back_after_a_refusal(world: World) -> None:
    refusal = {"code": 422, "message": "assignee is unknown", "param": "assignee"}
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body=refusal)
    anna = opened_on(world, thread_in(world))
    assert submitted(anna).errors

    assert submitted(anna, ticked=False).closed

    eventually(lambda: world.chartmogul.tasks)
    assert sum(counts(world).values()) == 0


@pytest.mark.late
def test_a_form_that_is_opened_again_after_a_refusal_offers_it_again(world: World) -> None:
    refusal = {"code": 422, "message": "due_date is invalid", "param": "due_date"}
    world.chartmogul.fault("POST", "/tasks", kind="delay", seconds=1.5)
    anna = opened_on(world, thread_in(world))
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body=refusal)
    world.chartmogul.clear_faults()
    world.chartmogul.fault("POST", "/tasks", kind="status", status=503, times=4)
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body=refusal)
    submitted(anna)
    [refused] = eventually(lambda: [m for m in world.slack.dms(world.anna) if "due_date" in str(m.blocks)])

    anna.click(refused.channel, refused.ts, "reopen_form")
    assert anna.view is not None
    assert anna.view.state["save_note"]["save_note"]["selected_options"]
    assert anna.submit().errors == {}

    note_of(world)


def test_nothing_is_kept_of_a_task_that_nobody_knows_to_be_there(world: World) -> None:
    world.chartmogul.list_lag = 3600.0
    world.chartmogul.fault("POST", "/tasks", kind="drop_after_commit", times=None)
    submitted(opened_on(world, thread_in(world)))
    [asked] = eventually(lambda: [m for m in world.slack.dms(world.anna) if "is_there" in str(m.blocks)])
    assert counts(world)[NoteState.WAITING] == 1
    assert world.chartmogul.notes == []

    world.slack.person(world.anna).click(asked.channel, asked.ts, "is_there")

    note_of(world)
