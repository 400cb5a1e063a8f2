"""Who may keep what: the box is for people inside, and a draft for nobody but who opened its form."""

from __future__ import annotations

from bot.request import Draft
from bot.slack.form_memory import FormMemory
from tests.scenarios.notes.kept import box, note_of, opened_on, submitted, thread_in
from tests.scenarios.running import World


def test_of_whom_slack_says_nothing_there_is_no_box(world: World) -> None:
    first = thread_in(world)
    world.slack.fail("users.info", error="internal_error", times=None)
    clara = world.slack.add_person("clara", real_name="Clara Ito", email="clara@ourcompany.test")

    person = world.slack.person(clara)
    person.message_shortcut("create_task_from_message", world.channel, first)

    assert box(person) is None


def test_nobody_can_use_a_draft_of_somebody_else(world: World) -> None:
    drafts = world.application.rooms.kept.drafts
    drafts.put(Draft(id="of-ben", person=world.ben, text="Ben's secret", author=world.ben, ts="1.0"))
    ts = world.slack.post(world.channel, world.ben, "Acme wants a quote")
    anna = opened_on(world, ts)
    assert anna.view is not None
    memory = FormMemory.from_metadata(anna.view.private_metadata)
    forged = memory.model_copy(update={"draft": "of-ben"}).to_metadata()
    world.slack.revise_payloads(
        lambda payload: (
            {**payload, "view": {**payload["view"], "private_metadata": forged}}
            if "view" in payload
            else payload
        )
    )

    submitted(anna)

    text = note_of(world)
    assert "secret" not in text
    assert text.endswith(": Acme wants a quote")
