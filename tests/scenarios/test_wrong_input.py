"""What the form says of wrong input, which stays in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.scenarios.form import fill, initial
from tests.scenarios.running import World, next_working_day_in


class TestWrongInput:
    def submit(self, world: World, **fields: str) -> dict[str, str]:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")
        fill(world, world.anna)
        for field, value in fields.items():
            anna.fill(field, value)
        result = anna.submit()
        assert not result.closed
        assert anna.view is not None
        assert anna.view.state["details"]["details"]["value"] == "Send the quote"
        assert world.chartmogul.tasks == []
        return result.errors

    def test_a_past_due_date(self, world: World) -> None:
        yesterday = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()

        errors = self.submit(world, due_date=yesterday)

        assert list(errors) == ["due_date"]
        assert "has passed" in errors["due_date"]

    def test_an_assignee_without_an_email(self, world: World) -> None:
        guest = world.slack.add_person("hugo", real_name="Hugo Guest", email=None)

        errors = self.submit(world, assignee=guest)

        assert list(errors) == ["assignee"]
        assert "no e-mail" in errors["assignee"]
        assert "Write the one that they have in ChartMogul" in errors["assignee"]

    def test_an_app_as_assignee(self, world: World) -> None:
        robot = world.slack.add_person("robot", real_name="Robot", is_bot=True)

        assert "is an app" in self.submit(world, assignee=robot)["assignee"]

    def test_a_deactivated_assignee(self, world: World) -> None:
        gone = world.slack.add_person("gina", real_name="Gina", email="gina@ourcompany.test", deleted=True)

        assert "deactivated" in self.submit(world, assignee=gone)["assignee"]

    def test_a_correction_creates_one_task(self, world: World) -> None:
        self.submit(world, due_date=(datetime.now(UTC) - timedelta(days=2)).date().isoformat())
        anna = world.slack.person(world.anna)
        anna.fill("due_date", next_working_day_in("Europe/Berlin").isoformat())

        assert anna.submit().closed

        assert len(world.chartmogul.tasks) == 1

    @pytest.mark.parametrize(
        ("details", "said"),
        [
            ("call\ud83d Kim", "One character in this is broken"),
            ("\ude00", "One character in this is broken"),
            ("\u200b\u200d \u2060\ufeff", "characters that nobody can see"),
            ("\u00ad\u3164\u2800\ufe0f", "characters that nobody can see"),
        ],
    )
    def test_details_that_nobody_can_read(self, world: World, details: str, said: str) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task")
        fill(world, world.anna, details=details)

        result = anna.submit()

        assert list(result.errors) == ["details"]
        assert said in result.errors["details"]
        assert initial(world, world.anna, "details") == details
        assert world.chartmogul.tasks == []
