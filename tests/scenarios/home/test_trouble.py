"""Whatever Slack or ChartMogul says, the App Home shows the truth in the end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.home.at_home import AtHome
from tests.scenarios.running import World, eventually


@pytest.mark.parametrize(
    "fault",
    [{"error": "ratelimited", "status": 429, "retry_after": 0}, {"error": "internal_error"}, {"status": 503}],
    ids=["limited", "not sure", "away"],
)
def test_what_slack_does_not_take_is_published_later(
    world: World, anna: AtHome, fault: dict[str, Any]
) -> None:
    anna.add_task("Send the quote")
    world.slack.fail("views.publish", times=4, **fault)

    anna.opens()

    assert anna.sees("*Send the quote*")
    assert anna.sees_the_truth()


def test_a_home_that_slack_refuses_is_left_alone_until_it_is_opened_again(world: World, anna: AtHome) -> None:
    world.slack.fail("views.publish", error="not_enabled", times=1)
    anna.opens()
    eventually(lambda: world.application.rooms.live.boards.boards.get(f"home:{anna.id}") is None)
    anna.add_task("Send the quote")

    anna.opens()

    assert anna.sees("*Send the quote*")


def test_a_view_that_slack_does_not_take_becomes_words_and_later_the_view(world: World, anna: AtHome) -> None:
    def has_rows(call: dict[str, Any]) -> bool:
        return "complete_task" in str(call.get("view"))

    world.slack.fail("views.publish", error="invalid_arguments", times=None, when=has_rows)
    anna.add_task("Send the quote")
    anna.opens()
    assert anna.sees("I cannot show your tasks here at the moment", "`/cm-task list`")
    world.slack.clear_faults()

    anna.person.click_view("home_refresh", home=True)

    assert anna.sees("*Send the quote*")


def test_a_refusal_of_what_was_clicked_is_told_and_the_row_shows_the_truth(
    world: World, anna: AtHome
) -> None:
    uuid = anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()
    world.chartmogul.fault(
        "PATCH",
        f"/tasks/{uuid}",
        kind="status",
        status=422,
        body={"errors": {"completed_at": "is not allowed"}},
    )

    anna.presses("complete_task", "Send the quote")

    [told] = eventually(lambda: world.slack.dms(anna.id))
    assert "complete" in told.text
    assert anna.sees("*Send the quote*", "*My tasks* (1)")
    assert not anna.task(uuid)["completed_at"]


def test_a_task_that_was_deleted_meanwhile_says_so_in_its_row(world: World, anna: AtHome) -> None:
    uuid = anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()
    world.chartmogul.delete_task(uuid)

    anna.presses("complete_task", "Send the quote")

    assert anna.sees("~Send the quote~", "deleted")
    assert anna.rows("mine") == []


def test_a_click_that_failed_and_of_which_nobody_could_be_told_is_not_acknowledged(
    world: World, anna: AtHome
) -> None:
    """So Slack shows a sign at the button."""
    anna.opens_and_sees_the_truth()
    world.slack.fail("views.open", error="internal_error", times=None)
    world.slack.fail("conversations.open", error="user_not_found", times=1)

    assert anna.person.click_view("home_settings", home=True).status == 503
    world.slack.workspace.problems.clear()

    assert anna.person.click_view("home_settings", home=True).status == 200
    [told] = eventually(lambda: world.slack.dms(anna.id))
    assert "Slack did not let me open the form" in told.text


def test_many_quick_changes_are_few_publishings(world: World, anna: AtHome) -> None:
    for number in range(10):
        anna.add_task(f"Task {number}")
    anna.opens_and_sees_the_truth()
    before = len(world.slack.calls("views.publish"))

    for number in range(10):
        anna.presses("complete_task", f"Task {number}")

    assert anna.sees("*My tasks* (0)")
    assert len(world.slack.calls("views.publish")) - before < 10


def test_a_page_of_nonsense_is_acknowledged_and_changes_nothing(world: World, anna: AtHome) -> None:
    anna.add_task("Send the quote")
    anna.opens_and_sees_the_truth()

    def at(value: str) -> dict[str, Any]:
        return {"action_id": "tasks_on", "block_id": "mine_page", "value": value, "type": "button"}

    def revise(payload: dict[str, Any]) -> dict[str, Any]:
        if payload.get("type") == "block_actions":
            payload["actions"] = [at(values.pop())]
        return payload

    values = ["", "mine.", "mine.x", "nowhere.1", "mine.99999999", "mine.999", "list-1.1"]
    world.slack.revise_payloads(revise)
    while values:
        assert anna.person.click_view("home_refresh", home=True).status == 200

    assert anna.sees("*Send the quote*")
