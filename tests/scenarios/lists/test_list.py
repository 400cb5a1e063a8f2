"""When the tasks are due that are listed, what is said to other words, and what can be done in a list."""

# ruff: noqa: RUF001  (look-alikes are meant)

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.scenarios.lists.asking import (
    answers,
    days_to_sunday,
    has_task,
    listed,
    rows,
    title,
    today,
)
from tests.scenarios.running import World, eventually


class TestWhen:
    def test_each_word(self, world: World) -> None:
        has_task(world, "Yesterday", days=-1)
        has_task(world, "Today", days=0)
        has_task(world, "Tomorrow", days=1)
        has_task(world, "Sunday", days=days_to_sunday())
        has_task(world, "Next Sunday", days=days_to_sunday() + 7)
        has_task(world, "After that", days=days_to_sunday() + 8)

        assert rows(listed(world, "overdue")) == ["Yesterday"]
        assert set(rows(listed(world, "due today"))) == {
            "Today",
            *(["Sunday"] if days_to_sunday() == 0 else []),
        }
        assert "Tomorrow" in rows(listed(world, "tomorrow"))
        assert {"Yesterday", "Today", "Sunday"} <= set(rows(listed(world, "week")))
        assert "Next Sunday" not in rows(listed(world, "this week"))
        assert rows(listed(world, "next week"))[-1] == "Next Sunday"
        assert {"Yesterday", "Today"} <= set(rows(listed(world, "overdue and today")))

    def test_the_title_says_what_the_week_is(self, world: World) -> None:
        sunday = today() + timedelta(days=days_to_sunday())

        said = title(listed(world, "week"))

        assert said.startswith("*Your open tasks, overdue or due by Sun ")
        assert f" {sunday.day} " in said


class TestUnknownWords:
    @pytest.mark.parametrize(
        "words", ["the three options for the renewal", "not overdue", "acme friday", "here acme"]
    )
    def test_are_answered_with_what_can_be_asked(self, world: World, words: str) -> None:
        answer = listed(world, words)

        assert "I do not know what to list for “" in answer.text
        assert "`/cm-task list @anna`" in answer.text

    def test_may_become_a_task(self, world: World) -> None:
        answer = listed(world, "the three options for the renewal")
        anna = world.slack.person(world.anna)

        anna.click(world.channel, answer.ts, "create_task_with_words")

        assert anna.view is not None
        assert anna.view.state["details"]["details"]["value"] == "list the three options for the renewal"
        assert "Acme Corporation is chosen because" in str(anna.view.blocks)
        assert "will be posted in" in str(anna.view.blocks)

    def test_are_given_back_harmless(self, world: World) -> None:
        answer = listed(world, "&lt;!channel&gt; <!here> *bold*")

        assert "<!" not in f"{answer.text}{answer.blocks[0]}"

    @pytest.mark.parametrize(
        ("words", "meant"),
        [
            ("overdeu", "overdue"),
            ("todya", "today"),
            ("Overdu", "overdue"),
            ("toady acme", "today acme"),
            ("my nxt week", "my next week"),
            ("@ben overdeu", "@ben overdue"),
        ],
    )
    def test_that_are_nearly_known_are_asked_about(self, world: World, words: str, meant: str) -> None:
        answer = listed(world, words)

        assert f"Did you mean `/cm-task list {meant}`?" in answer.text
        assert "Create a task with these words" in str(answer.blocks)

    @pytest.mark.parametrize("words", ["the text of the months", "weak tea", "overdeu for nobody"])
    def test_that_would_still_ask_for_nothing_are_not(self, world: World, words: str) -> None:
        assert "Did you mean" not in listed(world, words).text

    def test_help(self, world: World) -> None:
        assert "`/cm-task list here`" in listed(world, "help").text


class TestManyTasks:
    def test_are_paged(self, world: World) -> None:
        for number in range(20):
            has_task(world, f"Task {number:02}", days=number + 20)
        answer = listed(world)
        first = rows(answer)

        world.slack.person(world.anna).click(world.channel, answer.ts, "tasks_on")

        assert first[0] == "Task 00"
        eventually(lambda: rows(answers(world)[-1])[:1] == [f"Task {len(first):02}"])
        assert title(answers(world)[-1]) == "*Your open tasks* · 20"
        assert len(answers(world)) == 1
        assert "Page 2 of 3" in str(answers(world)[-1].blocks)
        assert answers(world)[-1].text.endswith("Page 2 of 3")


class TestInTheList:
    def test_what_somebody_wrote_changes_no_emphasis(self, world: World) -> None:
        has_task(world, "Call *now*, _really_ ~soon~ `or` rename file_name_v2 & <go>")

        [row] = rows(listed(world))

        assert row == "Call ∗now∗, ˍreallyˍ ∼soon∼ ˋorˋ rename file_name_v2 &amp; &lt;go&gt;"

    def test_a_task_can_be_completed(self, world: World) -> None:
        task = has_task(world, "Known")
        answer = listed(world)

        world.slack.person(world.anna).click(world.channel, answer.ts, "complete_task")

        eventually(
            lambda: next(t for t in world.chartmogul.tasks if t["task_uuid"] == task["task_uuid"])[
                "completed_at"
            ]
        )
        eventually(lambda: ":white_check_mark: ~Known~" in str(answers(world)[0].blocks))
        assert rows(listed(world)) == []


class TestOutsiders:
    def test_see_nothing(self, world: World) -> None:
        has_task(world, "Secret")
        olga = world.slack.add_person("olga", email="olga@elsewhere.test", team_id="T0OTHER002")
        world.slack.workspace.channels[world.channel].members.add(olga)
        world.slack.workspace.channels[world.channel].is_ext_shared = True

        def is_refused() -> bool:
            world.slack.person(olga).command(world.channel, "/cm-task", "list acme")
            return "please ask a full member" in str([m.text for m in answers(world, olga)])

        listed(world, "acme")
        eventually(is_refused)

        assert "Secret" not in str([(m.text, m.blocks) for m in answers(world, olga)])
        assert world.slack.messages(world.channel) == []

    def test_nor_does_somebody_of_whom_slack_says_nothing(self, world: World) -> None:
        has_task(world, "Secret")
        new = world.slack.add_person("new", email="new@ourcompany.test")
        world.slack.workspace.channels[world.channel].members.add(new)
        world.slack.fail("users.info", status=500, times=None, when=lambda call: call["user"] == new)

        world.slack.person(new).command(world.channel, "/cm-task", "list acme")

        [answer] = answers(world, new)
        assert "Slack does not tell me just now who you are" in answer.text
