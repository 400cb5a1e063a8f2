"""The form that changes a task."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.slack.person import PersonDriver
from bot.views.mrkdwn import day
from tests.scenarios.cards.on_card import OnCard, card_for
from tests.scenarios.form import initial
from tests.scenarios.running import World, eventually


def in_days(days: int) -> date:
    """So many days from today, where Anna is."""
    return datetime.now(UTC).astimezone(ZoneInfo("Europe/Berlin")).date() + timedelta(days=days)


def opened(card: OnCard, who: str = "") -> PersonDriver:
    """The form on somebody's screen, Anna's if nobody is named."""
    who = who or card.world.anna
    assert card.click(who, "edit_task") == 200
    person = card.world.slack.person(who)
    assert person.view is not None
    return person


def shown(person: PersonDriver) -> str:
    """All that stands on top of their screen."""
    assert person.view is not None
    return str(person.view.content)


class TestOpens:
    def test_with_the_task_as_it_is_now(self, standing_world: World) -> None:
        card = card_for(standing_world, assignee=standing_world.ben)
        fields: dict[str, Any] = {"task_details": "Call Kim", "due_date": in_days(20).isoformat()}
        standing_world.chartmogul.change_task(card.uuid, **fields)

        anna = opened(card)

        assert "'callback_id': 'edit_task'" in shown(anna)
        assert initial(standing_world, anna.id, "details") == "Call Kim"
        assert initial(standing_world, anna.id, "assignee") == standing_world.ben
        assert initial(standing_world, anna.id, "due_date") == in_days(20).isoformat()
        assert "Acme Corporation" in shown(anna)
        card.says("Call Kim", day(in_days(20)))
        anna.close()

    def test_not_of_what_was_completed_meanwhile(self, standing_world: World) -> None:
        card = card_for(standing_world)
        standing_world.chartmogul.complete_task(card.uuid)

        anna = opened(card)

        assert "This task was completed meanwhile" in shown(anna)
        card.says("Completed in ChartMogul")
        anna.close()

    def test_nor_of_what_is_gone(self, standing_world: World) -> None:
        card = card_for(standing_world)
        standing_world.chartmogul.delete_task(card.uuid)

        anna = opened(card)

        assert "This task was deleted in ChartMogul" in shown(anna)
        card.says("Deleted in ChartMogul")
        assert card.buttons == []
        anna.close()


class TestSaves:
    def test_only_what_was_changed(self, standing_world: World) -> None:
        card = card_for(standing_world)
        anna = opened(card)
        anna.fill("details", "Call Kim & Lee")

        assert anna.submit().closed

        assert card.sent == [{"task_details": "Call Kim & Lee"}]
        card.says("Call Kim &amp; Lee")

    def test_nothing_where_nothing_was(self, standing_world: World) -> None:
        card = card_for(standing_world)
        anna = opened(card)

        assert anna.submit().closed

        assert card.sent == []

    def test_all_of_it(self, standing_world: World) -> None:
        card = card_for(standing_world)
        anna = opened(card)
        anna.fill("details", "Call Kim")
        anna.fill("assignee", standing_world.ben)
        anna.fill("due_date", in_days(30).isoformat())

        assert anna.submit().closed

        assert card.sent == [
            {
                "task_details": "Call Kim",
                "assignee": "ben@ourcompany.test",
                "due_date": in_days(30).isoformat(),
            }
        ]
        card.says("Call Kim", f"<@{standing_world.ben}>", day(in_days(30)))

    def test_a_due_date_that_has_passed_may_stay(self, standing_world: World) -> None:
        card = card_for(standing_world)
        standing_world.chartmogul.change_task(card.uuid, due_date=in_days(-3).isoformat())
        anna = opened(card)
        anna.fill("details", "Call Kim")

        assert anna.submit().closed

        assert card.sent == [{"task_details": "Call Kim"}]

    def test_somebody_whom_slack_does_not_know_may_stay(self, standing_world: World) -> None:
        card = card_for(standing_world)
        if "zoe@ourcompany.test" not in standing_world.chartmogul.users:
            standing_world.chartmogul.add_user("zoe@ourcompany.test")
        standing_world.chartmogul.change_task(card.uuid, assignee="zoe@ourcompany.test")
        anna = opened(card)
        assert "zoe@ourcompany.test, whom I do not know in Slack" in shown(anna)
        anna.fill("details", "Call Kim")

        assert anna.submit().closed

        assert card.sent == [{"task_details": "Call Kim"}]
        card.says("*Assignee*\\nzoe@ourcompany.test")

    def test_twice_at_once_is_one_change(self, standing_world: World) -> None:
        card = card_for(standing_world)
        anna = opened(card)
        anna.fill("details", "Call Kim")

        results = anna.submit_raw(copies=4)

        assert all(result.closed for result in results)
        assert len(card.sent) == 1


class TestWrongInput:
    def test_no_words(self, standing_world: World) -> None:
        card = card_for(standing_world)
        anna = opened(card)
        anna.fill("details", "\u200b")

        assert list(anna.submit().errors) == ["details"]
        assert card.sent == []
        anna.close()

    def test_a_day_that_has_passed(self, standing_world: World) -> None:
        card = card_for(standing_world)
        anna = opened(card)
        anna.fill("due_date", in_days(-2).isoformat())

        errors = anna.submit().errors

        assert list(errors) == ["due_date"]
        assert "has passed" in errors["due_date"]
        anna.close()

    def test_an_app(self, standing_world: World) -> None:
        card = card_for(standing_world)
        robot = standing_world.slack.add_person("robot", is_bot=True)
        anna = opened(card)
        anna.fill("assignee", robot)

        assert list(anna.submit().errors) == ["assignee"]
        anna.close()

    def test_who_has_no_email_learns_where_to_tell_one(self, standing_world: World) -> None:
        card = card_for(standing_world)
        slack = standing_world.slack
        nora, olga = slack.add_person("nora"), slack.add_person("olga")

        def error(who: str, assignee: str) -> str:
            editor = opened(card, who)
            editor.fill("assignee", assignee)
            said = editor.submit().errors["assignee"]
            editor.close()
            return said

        others, own = error(nora, olga), error(nora, nora)

        assert others.startswith("olga has no e-mail in Slack")
        assert "Ask them to open my Home and tell me" in others
        assert own.startswith("Slack shows me no e-mail of yours. Open my Home and tell me")

    def test_somebody_whom_chartmogul_refuses(self, standing_world: World) -> None:
        card = card_for(standing_world)
        nora = standing_world.slack.add_person("nora", email="nora@ourcompany.test")
        anna = opened(card)
        anna.fill("assignee", nora)

        errors = anna.submit().errors

        assert list(errors) == ["assignee"]
        # Corrected, it is saved at once: a refusal leaves nothing under way.
        anna.fill("assignee", standing_world.ben)
        assert anna.submit().closed
        assert card.told(anna.id) == []


class TestChangedMeanwhile:
    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"task_details": "Call Lee"}, "What is to be done is now *Call Lee*."),
            ({"assignee": "ben@ourcompany.test"}, "The assignee is now *ben@ourcompany.test*."),
            ({"due_date": in_days(44).isoformat()}, f"The due date is now *{day(in_days(44))}*."),
        ],
        ids=["details", "assignee", "due_date"],
    )
    def test_the_form_says_what_and_keeps_what_was_typed(
        self, standing_world: World, fields: dict[str, Any], told: str
    ) -> None:
        card = card_for(standing_world)
        carla = standing_world.slack.add_person("carla", email="carla@ourcompany.test")
        if "carla@ourcompany.test" not in standing_world.chartmogul.users:
            standing_world.chartmogul.add_user("carla@ourcompany.test")
        anna = opened(card)
        typed: dict[str, Any] = {
            "details": "Call Kim",
            "assignee": carla,
            "due_date": in_days(33).isoformat(),
        }
        for name, value in typed.items():
            anna.fill(name, value)
        standing_world.chartmogul.change_task(card.uuid, **fields)

        result = anna.submit()

        assert (result.closed, result.errors, card.sent) == (False, {}, [])
        assert told in shown(anna)
        assert {name: initial(standing_world, anna.id, name) for name in typed} == typed
        assert anna.submit().closed
        assert card.sent[0]["task_details"] == "Call Kim"
        card.says("Call Kim", f"<@{carla}>", day(in_days(33)))
        assert card.told(anna.id) == []

    def test_what_nobody_else_touched_is_saved(self, standing_world: World) -> None:
        card = card_for(standing_world)
        anna = opened(card)
        anna.fill("details", "Call Kim")
        standing_world.chartmogul.change_task(card.uuid, due_date=in_days(44).isoformat())

        assert anna.submit().closed

        assert card.sent == [{"task_details": "Call Kim"}]
        card.says("Call Kim", day(in_days(44)))

    def test_completed(self, standing_world: World) -> None:
        card = card_for(standing_world)
        anna = opened(card)
        anna.fill("details", "Call Kim")
        standing_world.chartmogul.complete_task(card.uuid)

        assert not anna.submit().closed

        assert "The task is now *completed*. Save again to have it as below; it stays completed." in shown(
            anna
        )
        assert anna.submit().closed
        card.says("~Call Kim~", "Completed in ChartMogul")

    def test_by_two_forms_at_once(self, standing_world: World) -> None:
        card = card_for(standing_world)
        anna, ben = opened(card), opened(card, standing_world.ben)
        anna.fill("details", "Call Kim")
        ben.fill("details", "Call Lee")

        assert anna.submit().closed
        assert not ben.submit().closed

        assert "What is to be done is now *Call Kim*." in shown(ben)
        ben.close()

    def test_deleted_says_so_gives_the_input_back_and_leaves_no_dead_button(
        self, standing_world: World
    ) -> None:
        card = card_for(standing_world)
        anna = opened(card)
        anna.fill("details", "Call Kim")
        standing_world.chartmogul.delete_task(card.uuid)

        result = anna.submit()

        assert "was deleted in ChartMogul" in result.errors["details"]
        assert initial(standing_world, anna.id, "details") == "Call Kim"
        card.says("Deleted in ChartMogul")
        assert card.buttons == []
        anna.close()
        assert eventually(lambda: card.told(anna.id) == [])
