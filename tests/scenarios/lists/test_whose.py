"""Whose tasks are listed: one's own, a colleague's, several people's."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.lists.asking import (
    customer,
    has_task,
    listed,
    rows,
    title,
)
from tests.scenarios.running import World, eventually


class TestWhose:
    def test_nobody_named_are_ones_own_by_due_date(self, world: World) -> None:
        has_task(world, "Later", days=40)
        has_task(world, "Long overdue", days=-9)
        has_task(world, "Now", days=0)
        has_task(world, "Of Ben", who="ben")
        world.chartmogul.complete_task(has_task(world, "Done")["task_uuid"])

        answer = listed(world)

        assert rows(answer) == ["Long overdue", "Now", "Later"]
        assert title(answer) == "*Your open tasks* · 3"

    @pytest.mark.parametrize("words", ["me", "my tasks", "mine", "MY"])
    def test_me_is_the_same(self, world: World, words: str) -> None:
        has_task(world, "Mine")
        has_task(world, "Of Ben", who="ben")

        assert rows(listed(world, words)) == ["Mine"]

    @pytest.mark.parametrize("words", ["@ben", "for @ben", "@ben's tasks", "@Ben"])
    def test_a_mention_is_a_colleague(self, world: World, words: str) -> None:
        has_task(world, "Mine")
        has_task(world, "Of Ben", who="ben")

        answer = listed(world, words)

        assert rows(answer) == ["Of Ben"]
        assert title(answer) == f"*Open tasks of <@{world.ben}>* · 1"

    @pytest.mark.parametrize("words", ["Ben", "ben's tasks", "ben@ourcompany.test"])
    def test_a_name_is_a_colleague_whom_the_bot_has_seen(self, world: World, words: str) -> None:
        world.slack.person(world.ben).command(world.channel, "/cm-task", "list")
        eventually(lambda: world.application.rooms.people.get(world.ben))
        has_task(world, "Of Ben", who="ben")

        answer = listed(world, words)

        assert rows(answer) == ["Of Ben"]
        assert title(answer) == f"*Open tasks of <@{world.ben}>* · 1"

    @pytest.mark.parametrize(
        "words",
        ["Chloé Müller", "chloe müller", "CHLOE MULLER's tasks", "@Chloe Müller overdue", "for chloé müller"],
    )
    def test_a_real_name_is_one_name_and_no_customers(self, world: World, words: str) -> None:
        chloe = world.slack.add_person("chloe", real_name="Chloé Müller", email="chloe@ourcompany.test")
        world.slack.workspace.channels[world.channel].members.add(chloe)
        world.slack.person(chloe).command(world.channel, "/cm-task", "list")
        world.chartmogul.add_user("chloe@ourcompany.test")
        has_task(world, "Of Chloé", who="chloe", days=-1)
        has_task(world, "For Müller", who="ben", days=-1, customer=customer(world, "Müller & Söhne"))

        answer = listed(world, words)

        assert rows(answer) == ["Of Chloé"]
        assert title(answer).startswith(f"*Open tasks of <@{chloe}>")
        assert rows(listed(world, "müller")) == ["For Müller"]

    def test_several_people(self, world: World) -> None:
        has_task(world, "Mine", days=3)
        has_task(world, "Of Ben", who="ben", days=2)

        answer = listed(world, "me and @ben")

        assert rows(answer) == ["Of Ben", "Mine"]
        assert title(answer) == f"*Open tasks of you and <@{world.ben}>* · 2"

    def test_the_email_that_somebody_told_counts(self, world: World) -> None:
        world.chartmogul.add_user("a.berg@ourcompany.test")
        world.application.rooms.people.set_own_email(world.anna, "A.Berg@ourcompany.test")
        has_task(world, "Mine", who="a.berg")

        assert rows(listed(world)) == ["Mine"]

    def test_somebody_who_is_unknown_in_chartmogul_is_told_so(self, world: World) -> None:
        new = world.slack.add_person("new", email="new@elsewhere.test")

        answer = listed(world, "@new")

        assert title(answer) == f"*Open tasks of <@{new}>*"
        assert "I have never seen new@elsewhere.test in ChartMogul" in answer.text

    def test_who_has_other_tasks_is_known(self, world: World) -> None:
        has_task(world, "Known", days=9)
        assert rows(listed(world)) == ["Known"]

        answer = listed(world, "tomorrow")

        assert answer.text.endswith("None.")

    @pytest.mark.parametrize(
        ("who", "said"),
        [
            ({"is_bot": True}, "is an app"),
            ({"email": None, "is_restricted": True}, "is a guest and has no e-mail in Slack"),
            ({"email": None}, "has no e-mail in Slack"),
            ({"email": None, "is_stranger": True, "team_id": "TACME"}, "works for another company"),
        ],
    )
    def test_who_can_have_no_tasks_is_said_kindly(self, world: World, who: dict[str, Any], said: str) -> None:
        world.slack.add_person("pat", real_name="Pat <3", **who)

        assert said in listed(world, "@pat").text

    def test_who_has_left_may_have_left_tasks(self, world: World) -> None:
        world.slack.add_person("gina", email="gina@ourcompany.test", deleted=True)
        world.chartmogul.add_user("gina@ourcompany.test")
        has_task(world, "Left over", who="gina")

        assert rows(listed(world, "@gina")) == ["Left over"]

    def test_somebody_whom_slack_does_not_show(self, world: World) -> None:
        new = world.slack.add_person("new", email="new@ourcompany.test")
        world.slack.fail("users.info", status=500, times=None, when=lambda call: call["user"] == new)

        assert f"does not tell me just now who <@{new}> is" in listed(world, "@new").text

    def test_a_name_that_nobody_has(self, world: World) -> None:
        assert "I know nobody called “zoe”" in listed(world, "@zoe").text

    def test_a_name_that_several_have(self, world: World) -> None:
        for name in ("Jo March", "Jo Black"):
            jo = world.slack.add_person(name, email="jo@ourcompany.test")
            world.slack.workspace.channels[world.channel].members.add(jo)
            world.slack.person(jo).command(world.channel, "/cm-task", "list")

        answer = listed(world, "jo")

        assert "Several colleagues are called “jo”: Jo March, Jo Black." in answer.text
