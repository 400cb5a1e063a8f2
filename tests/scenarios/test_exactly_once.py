"""From the form to one task and one card, whatever fails on the way."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.outbox.delivery import State
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.sandbox.slack.submission import SubmitResult
from tests.scenarios.form import opened_knowing
from tests.scenarios.running import LATE, World, bot_between, eventually
from tests.store.trouble import away, full, locked

DETAILS = "Send the quote"


def opened(world: World) -> None:
    """Anna's form, filled in."""
    anna = world.slack.person(world.anna)
    opened_knowing(anna, lambda: anna.command(world.channel, "/cm-task", DETAILS))
    anna.fill("customer", "Acme")


def was_saved(world: World) -> bool:
    """Whether Anna sees that her task will be posted later."""
    view = world.slack.person(world.anna).view
    return view is not None and "Saved. It will be posted when ChartMogul answers." in str(view.blocks)


def assert_one_task_and_card(world: World) -> None:
    """The outbox comes to rest, and what was asked for has happened once."""
    deliveries = world.application.rooms.deliveries
    eventually(lambda: deliveries.counts()[State.DONE] == 1)
    assert sum(deliveries.counts().values()) == 1
    [task] = world.chartmogul.tasks
    assert task["task_details"] == DETAILS
    [card] = world.cards(world.channel)
    assert DETAILS in card


class TestSubmittedTwice:
    def test_one_after_the_other(self, world: World) -> None:
        opened(world)

        results = world.slack.person(world.anna).submit_raw(copies=3, concurrent=False)

        assert all(result.closed for result in results)
        assert_one_task_and_card(world)

    def test_at_the_same_moment(self, world: World) -> None:
        opened(world)

        results = world.slack.person(world.anna).submit_raw(copies=8)

        assert all(result.closed for result in results)
        assert_one_task_and_card(world)

    @pytest.mark.parametrize("concurrent", [False, True])
    def test_to_two_instances(self, world: World, database_url: str, concurrent: bool) -> None:
        opened(world)
        here = f"{world.url}/slack/events"
        with bot_between(world.slack, world.chartmogul, database_url) as (_, other):
            urls = [here, f"{other}/slack/events"]

            results = world.slack.person(world.anna).submit_raw(
                copies=6, concurrent=concurrent, request_urls=urls
            )

            assert all(result.closed for result in results)
            assert_one_task_and_card(world)

    @pytest.mark.late
    def test_while_chartmogul_does_not_answer(self, world: World) -> None:
        world.chartmogul.fault("POST", "/tasks", kind="drop_after_commit")
        world.chartmogul.fault("GET", "/tasks", kind="status", status=503, times=None)
        opened(world)

        results = world.slack.person(world.anna).submit_raw(copies=4)

        assert [result.errors for result in results] == [{}] * 4
        world.chartmogul.clear_faults()
        assert_one_task_and_card(world)

    def test_another_form_with_the_same_content_is_another_task(self, world: World) -> None:
        for _ in range(2):
            opened(world)
            assert world.slack.person(world.anna).submit().closed

        eventually(lambda: len(world.cards(world.channel)) == 2)
        assert len(world.chartmogul.tasks) == 2


class TestChartMogulFails:
    @pytest.mark.late
    @pytest.mark.parametrize(
        "fault",
        [
            {"status": 429},
            {"status": 429, "retry_after": "1"},
            {"status": 503},
            {"status": 500},
            {"status": 500, "body": "<html>", "content_type": "text/html"},
        ],
        ids=lambda fault: "-".join(str(value) for value in fault.values()),
    )
    def test_again_and_again_and_the_person_hears_that_it_is_saved(
        self, world: World, fault: dict[str, Any]
    ) -> None:
        world.chartmogul.fault("POST", "/tasks", kind="status", times=None, **fault)
        opened(world)

        result = world.slack.person(world.anna).submit()

        assert result.errors == {}
        assert result.delivery is not None
        assert result.delivery.acked_in_time
        assert was_saved(world)
        eventually(lambda: attempts(world) >= 4)
        world.chartmogul.clear_faults()
        assert_one_task_and_card(world)

    def test_down_while_the_bot_is_restarted(
        self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str
    ) -> None:
        anna = slack.add_person("anna", email="anna@ourcompany.test")
        channel = slack.add_channel("acme", members=[anna])
        chartmogul.add_user("anna@ourcompany.test")
        acme = chartmogul.add_customer("Acme Corporation")
        with bot_between(slack, chartmogul, database_url, pace=LATE) as (application, url):
            world = World(slack, chartmogul, application, url, anna, "", channel, acme)
            opened(world)
            chartmogul.down()
            assert slack.person(anna).submit().errors == {}
            assert was_saved(world)

        with bot_between(slack, chartmogul, database_url) as (application, url):
            assert world.cards(channel) == []
            chartmogul.up()

            assert_one_task_and_card(replace(world, application=application, url=url))


def attempts(world: World) -> int:
    """How often the task has been sent."""
    return sum(request.method == "POST" for request in world.chartmogul.requests)


class TestTheDatabaseFails:
    def submit_in(self, world: World) -> SubmitResult:
        result = world.slack.person(world.anna).submit()
        assert result.delivery is not None
        assert result.delivery.acked_in_time
        return result

    def assert_kept(self, world: World, result: SubmitResult) -> None:
        """The form is still there with what was typed, and says that nothing was stored."""
        assert re.search("could not be saved|nothing was saved", result.errors["details"])
        view = world.slack.person(world.anna).view
        assert view is not None
        assert view.state["details"]["details"]["value"] == DETAILS
        assert view.state["customer"]["customer"]["selected_option"]["value"] == world.acme["uuid"]
        assert world.chartmogul.tasks == []

    def test_locked(self, world: World, database_url: str) -> None:
        opened(world)
        with locked(database_url):
            # By then the courier waits for the lock, too, and the submission waits behind it.
            time.sleep(0.3)
            self.assert_kept(world, self.submit_in(world))

        assert self.submit_in(world).closed

        assert_one_task_and_card(world)

    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_away(self, world: World, database_url: str, postgresql_server: Engine) -> None:
        opened(world)
        with away(database_url, postgresql_server):
            self.assert_kept(world, self.submit_in(world))

        assert self.submit_in(world).closed

        assert_one_task_and_card(world)

    @pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
    def test_full(self, world: World, database_url: str) -> None:
        opened(world)
        with full(database_url):
            self.assert_kept(world, self.submit_in(world))

        assert self.submit_in(world).closed

        eventually(lambda: world.cards(world.channel))
        assert len(world.chartmogul.tasks) == 1
        assert len(world.cards(world.channel)) == 1


def test_a_card_that_may_stand_where_the_bot_cannot_look_gets_no_second_one_there(world: World) -> None:
    public = world.slack.add_channel("open", members=[world.anna], bot_is_member=False)
    world.slack.fail("chat.postMessage", kind="drop_after_commit")
    anna = world.slack.person(world.anna)
    anna.command(public, "/cm-task", DETAILS)
    anna.fill("customer", "Acme")

    assert anna.submit().closed

    [message] = eventually(lambda: world.slack.dms(world.anna))
    assert f"Slack did not say whether the summary appeared in <#{public}>" in message.text
    assert len(world.cards(public)) == 1
    assert len(world.chartmogul.tasks) == 1
