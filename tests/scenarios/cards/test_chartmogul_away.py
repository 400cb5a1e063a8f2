"""Clicks while ChartMogul is slow, away or does not say what it did: none is lost, none is done twice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.cards.on_card import card_for, on_both
from tests.scenarios.running import World, eventually

LATER = "2037-03-03"
"""A due date that is not that of any button."""


class TestSlow:
    def test_the_click_is_answered_before_and_the_card_says_what_is_under_way(self, world: World) -> None:
        card = card_for(world)
        world.chartmogul.fault("GET", f"/tasks/{card.uuid}", kind="delay", seconds=1.5)

        assert card.click(world.anna, "complete_task") == 200

        assert card.sent == []
        card.says("completing…")
        assert card.task["completed_at"] is None
        card.says(f"Completed by <@{world.anna}>")
        assert "completing" not in card.shown

    @pytest.mark.parametrize(
        ("action_id", "value", "words"),
        [
            ("task_menu", "snooze_tomorrow", "snoozing…"),
            ("task_menu", "take", "giving it to somebody else…"),
        ],
    )
    def test_whatever_it_is(self, world: World, action_id: str, value: str, words: str) -> None:
        card = card_for(world, due_date=LATER)
        world.chartmogul.fault("GET", f"/tasks/{card.uuid}", kind="delay", seconds=1.5)

        card.click(world.ben, action_id, value)

        card.says(words)
        eventually(lambda: words not in card.shown)
        assert len(card.sent) == 1


@on_both
class TestAway:
    def test_it_is_done_when_chartmogul_is_back(self, world: World) -> None:
        card = card_for(world)
        world.chartmogul.down()

        assert card.click(world.anna, "complete_task") == 200

        card.says("completing…")
        world.chartmogul.up()
        card.says(f"Completed by <@{world.anna}>")
        assert len(card.sent) == 1
        assert card.told(world.anna) == []

    def test_in_the_order_of_the_clicks(self, world: World) -> None:
        card = card_for(world)
        world.chartmogul.down()
        card.click(world.anna, "complete_task")
        card.choose(world.ben, "take")
        card.click(world.ben, "complete_task")
        card.says("completing, giving it to somebody else…")

        world.chartmogul.up()

        card.says(f"Completed by <@{world.anna}>")
        eventually(lambda: card.is_settled)
        # It was completed by then.
        assert [list(sent) for sent in card.sent] == [["completed_at"]]
        [told] = eventually(lambda: card.told(world.ben))
        assert "I did not give you this task" in told
        assert "completed meanwhile" in told


FAULTS: dict[str, dict[str, Any]] = {
    "busy": {"kind": "status", "status": 429, "times": 3},
    "busy for a second": {"kind": "status", "status": 429, "retry_after": "1"},
    "500": {"kind": "status", "status": 500, "times": 3},
    "done, and 500": {"kind": "status_after_commit", "status": 500},
    "502 of a gateway": {"kind": "status", "status": 502, "body": "<html>", "content_type": "text/html"},
    "404 of a gateway": {"kind": "status", "status": 404, "body": "<html>", "content_type": "text/html"},
    "dropped before": {"kind": "drop_before"},
    "dropped after": {"kind": "drop_after_commit"},
    "dropped, then done": {"kind": "drop_then_commit", "seconds": 0.3},
    "503, then done": {"kind": "status_then_commit", "status": 503, "seconds": 0.3},
    "malformed": {"kind": "malformed"},
    "empty": {"kind": "empty"},
}

faults = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)


@faults
def test_a_completion_whose_answer_is_lost(world: World, fault: dict[str, Any]) -> None:
    card = card_for(world)
    world.chartmogul.fault("PATCH", f"/tasks/{card.uuid}", **fault)

    assert card.click(world.anna, "complete_task") == 200

    card.says(f"Completed by <@{world.anna}>")
    eventually(lambda: card.is_settled)
    assert card.task["completed_at"]
    assert card.told(world.anna) == []
    assert world.slack.dms(world.anna) == []


@pytest.mark.parametrize("name", ["500", "done, and 500", "dropped after", "malformed", "empty"])
def test_a_deletion_whose_answer_is_lost(world: World, name: str) -> None:
    card = card_for(world)
    world.chartmogul.fault("DELETE", f"/tasks/{card.uuid}", **FAULTS[name])
    card.choose(world.anna, "delete")

    assert world.slack.person(world.anna).submit().closed

    card.says(f"Deleted by <@{world.anna}>")
    assert not card.is_in_chartmogul
    assert card.told(world.anna) == []


@pytest.mark.parametrize(("status", "body"), [(200, "{}"), (204, ""), (202, "accepted")])
def test_a_deletion_is_done_by_any_success(world: World, status: int, body: str) -> None:
    card = card_for(world)
    path = f"/tasks/{card.uuid}"
    world.chartmogul.fault("DELETE", path, kind="status_after_commit", status=status, body=body)
    card.choose(world.anna, "delete")

    assert world.slack.person(world.anna).submit().closed

    card.says(f"Deleted by <@{world.anna}>")
    assert card.requests("DELETE") == 1


def test_a_snooze_whose_answer_is_lost_is_no_conflict_with_itself(world: World) -> None:
    card = card_for(world, due_date=LATER)
    world.chartmogul.fault("PATCH", f"/tasks/{card.uuid}", kind="drop_after_commit")

    card.choose(world.anna, "snooze_tomorrow")

    card.says("(tomorrow)")
    eventually(lambda: card.is_settled)
    assert len(card.sent) == 1
    assert card.told(world.anna) == []


def test_a_clock_of_chartmoguls_that_is_behind_ours_refuses_no_completion(world: World) -> None:
    card = card_for(world)
    world.chartmogul.clock_ahead = -90.0

    card.click(world.anna, "complete_task")

    card.says("Completed by")
    assert card.told(world.anna) == []


class TestRefused:
    @pytest.mark.parametrize(
        "answer",
        [
            {"status": 422, "body": {"errors": {"task": "is locked"}}},
            {"status": 403, "body": {"error": "Forbidden"}},
            {"status": 402, "body": {"code": 402, "message": "Payment required"}},
        ],
        ids=lambda answer: str(answer["status"]),
    )
    def test_the_card_shows_the_truth_and_the_person_hears_why_alone_and_once(
        self, world: World, answer: dict[str, Any]
    ) -> None:
        card = card_for(world)
        world.chartmogul.fault("PATCH", f"/tasks/{card.uuid}", kind="status", **answer)

        assert card.click(world.ben, "complete_task") == 200

        [told] = eventually(lambda: card.told(world.ben))
        assert "I did not complete this task for" in told
        eventually(lambda: "completing" not in card.shown)
        assert "complete_task" in card.buttons
        assert card.told(world.anna) == []
        assert world.slack.dms(world.ben) == []
        assert len(world.texts(world.channel)) == 1

    def test_the_next_click_is_done_at_once(self, world: World) -> None:
        card = card_for(world)
        world.chartmogul.fault(
            "PATCH", f"/tasks/{card.uuid}", kind="status", status=422, body={"error": "no"}
        )
        card.click(world.anna, "complete_task")
        eventually(lambda: card.told(world.anna))

        card.click(world.anna, "complete_task")

        card.says("Completed by")

    def test_a_key_that_chartmogul_takes_no_more(self, world: World) -> None:
        card = card_for(world)
        world.chartmogul.fault("*", "/tasks", kind="status", status=401, body={"code": 401, "message": "key"})

        card.click(world.anna, "complete_task")

        [told] = eventually(lambda: card.told(world.anna))
        assert "does not accept this bot's API key" in told
        eventually(lambda: "completing" not in card.shown)

    def test_by_a_message_where_the_click_is_long_ago(self, world: World) -> None:
        card = card_for(world)
        world.chartmogul.fault("PATCH", f"/tasks/{card.uuid}", kind="status", status=422)
        world.slack.fail("response_url", status=404, error="expired_url", times=None)

        card.click(world.ben, "complete_task")

        [told] = eventually(lambda: world.slack.dms(world.ben))
        assert "I did not complete this task" in told.text

    def test_taken_without_being_done(self, world: World) -> None:
        card = card_for(world)
        card.click(world.anna, "complete_task")
        card.says("Completed by")
        still = {"completed_at": card.task["completed_at"]}
        world.chartmogul.fault("PATCH", f"/tasks/{card.uuid}", kind="altered", body=still)

        card.click(world.anna, "reopen_task")

        [told] = eventually(lambda: card.told(world.anna))
        assert "I did not reopen this task" in told
        card.says("Completed by")
