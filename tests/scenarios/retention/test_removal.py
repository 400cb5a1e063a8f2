"""The app is removed from the workspace: a week later nothing is left of it, unless it came back."""

from __future__ import annotations

from typing import Any

import pytest

from bot.outbox.delivery import State
from bot.retention.watch import ASKED_EVERY, SETTLES
from bot.store.schema import customers
from tests.moved_clock import MovedClock
from tests.scenarios.cards.on_card import card_for
from tests.scenarios.retention.months import at_rest
from tests.scenarios.retention.removed import DAY, is_noted, look, passes, removed, rows, told
from tests.scenarios.running import World, bot_between, eventually
from tests.store.clock import ClockMovedOn

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    "events",
    [
        ("app_uninstalled", "tokens_revoked"),
        ("tokens_revoked", "app_uninstalled"),
        ("tokens_revoked",),
        ("app_uninstalled", "app_uninstalled"),
    ],
    ids=" ".join,
)
@on_sqlite
def test_whichever_events_come_in_whichever_order(world: World, events: tuple[str, ...]) -> None:
    card_for(world)
    at_rest(world)
    removed(world, *events)

    passes(world.application, 6.9 * DAY)
    assert rows(world.application)["deliveries"] == 1
    passes(world.application, 0.2 * DAY)

    assert rows(world.application) == {}


def test_all_is_gone_after_a_week_and_the_process_answers_as_new(world: World) -> None:
    card = card_for(world)
    at_rest(world)
    removed(world)
    passes(world.application, 7.1 * DAY)
    assert rows(world.application) == {}
    world.slack.install()

    passes(world.application, ASKED_EVERY)
    card.click(world.anna, "complete_task")

    card.says("Completed by")
    assert not is_noted(world.application)


@on_sqlite
def test_nothing_is_asked_of_slack_meanwhile_but_whether_it_takes_the_token(world: World) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="status", status=503, times=None)
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    anna.submit()
    removed(world)
    calls = len(world.slack.calls())
    world.chartmogul.clear_faults()
    deliveries = world.application.rooms.deliveries
    eventually(
        lambda: [
            one for one in deliveries.listed([State.WAITING], limit=1) if one.problem or one.attempts > 3
        ]
    )

    for _ in range(20):
        passes(world.application, ASKED_EVERY / 10)

    asked = [call.method for call in world.slack.calls()[calls:]]
    assert asked in (["auth.test"], ["auth.test"] * 2)


@on_sqlite
def test_who_uses_it_again_shows_that_it_is_back(world: World) -> None:
    removed(world)
    world.slack.install()
    anna = world.slack.person(world.anna)

    assert anna.command(world.channel, "/cm-task").acked_in_time

    assert anna.view is not None
    assert not is_noted(world.application)
    passes(world.application, 8 * DAY)
    assert rows(world.application)["people"]


@on_sqlite
def test_a_token_that_is_taken_again_shows_it_too(world: World) -> None:
    removed(world)
    world.slack.install()

    passes(world.application, ASKED_EVERY + 1)

    assert not is_noted(world.application)


@on_sqlite
def test_an_event_that_comes_late_removes_nothing(world: World) -> None:
    card = card_for(world)
    told(world, "app_uninstalled", "tokens_revoked")
    look(world.application)
    assert is_noted(world.application)
    card.click(world.anna, "complete_task")
    card.says("Completed by")

    passes(world.application, SETTLES + 1)

    assert not is_noted(world.application)
    passes(world.application, 8 * DAY)
    assert rows(world.application)["tasks"] == 1


@on_sqlite
def test_a_token_that_serves_for_a_moment_longer_is_no_return(world: World) -> None:
    told(world, "app_uninstalled")
    look(world.application)
    world.slack.install(installed=False)

    passes(world.application, SETTLES - 1)
    passes(world.application, 7 * DAY)
    passes(world.application, 1)

    assert rows(world.application) == {}


@on_sqlite
def test_tokens_of_people_are_none_of_the_bots(world: World) -> None:
    odd: list[Any] = [
        {"oauth": ["U0PEOPLE"]},
        {"oauth": ["U0PEOPLE"], "bot": []},
        {"bot": None},
        None,
        {},
        [],
        "bot",
    ]
    for tokens in odd:
        [answer] = world.slack.send_event("tokens_revoked", tokens=tokens)

        assert answer.status == 200
        assert not is_noted(world.application), tokens


@on_sqlite
def test_another_workspace_is_none_of_the_bots(world: World) -> None:
    eventually(lambda: world.application.rooms.whereabouts.is_elsewhere("T0ELSEWHERE"))
    world.slack.revise_payloads(lambda body: {**body, "team_id": "T0ELSEWHERE"})

    told(world, "app_uninstalled", "tokens_revoked")

    assert not is_noted(world.application)


@on_sqlite
def test_an_event_without_a_workspace_is_about_this_one(world: World) -> None:
    for left_out in (True, False):

        def revised(body: dict[str, Any], left_out: bool = left_out) -> dict[str, Any]:
            rest = {key: value for key, value in body.items() if key != "team_id"}
            return rest if left_out else {**rest, "team_id": None}

        world.slack.revise_payloads(revised)
        told(world, "app_uninstalled")

        assert is_noted(world.application)
        world.application.rooms.removal.is_back()


@on_sqlite
@pytest.mark.parametrize(
    "trouble", [{"status": 503}, {"error": "org_login_required"}, {"error": "fatal_error"}]
)
def test_as_long_as_slack_does_not_say_so_nothing_is_deleted(world: World, trouble: dict[str, Any]) -> None:
    told(world, "app_uninstalled")
    world.slack.fail("auth.test", times=None, **trouble)

    for _ in range(3):
        passes(world.application, 5 * DAY)
    assert rows(world.application)["customers"]
    world.slack.clear_faults()
    world.slack.install(installed=False)
    passes(world.application, 1)
    passes(world.application, ASKED_EVERY + 1)

    assert rows(world.application) == {}


@on_sqlite
def test_a_wrong_token_alone_is_no_removal(world: World) -> None:
    world.slack.install(installed=False)

    for _ in range(3):
        passes(world.application, 5 * DAY)

    assert rows(world.application)["customers"]
    assert not is_noted(world.application)


@on_sqlite
def test_where_it_cannot_be_noted_slack_is_asked_to_say_it_again(world: World) -> None:
    with world.application.rooms.database.writing():
        [answer] = told(world, "app_uninstalled")

    assert answer.status == 503
    world.slack.workspace.problems.clear()
    assert not is_noted(world.application)
    assert told(world, "app_uninstalled")[0].status == 200
    assert is_noted(world.application)


@pytest.mark.parametrize("back", [False, True], ids=["still removed", "with a new installation"])
def test_a_restart_goes_on_counting_unless_its_token_is_taken(
    world: World, database_url: str, clock: MovedClock, *, back: bool
) -> None:
    removed(world)
    passes(world.application, 3 * DAY)
    if back:
        world.slack.install()
    pace = world.application.rooms.pace
    database = world.application.rooms.database
    assert isinstance(database, ClockMovedOn)
    ahead = database.ahead

    def opened(url: str) -> ClockMovedOn:
        later = ClockMovedOn.open(url)
        later.ahead = ahead
        return later

    again = bot_between(
        world.slack, world.chartmogul, database_url, pace=pace, runtime=clock, open_database=opened
    )
    with again as (application, _):
        eventually(lambda: is_noted(application) != back)
        passes(application, 4.1 * DAY)
        if back:
            assert rows(application)
            return

        def is_empty() -> bool:
            # Its own look may be under way.
            look(application)
            return not rows(application)

        eventually(is_empty)


@on_sqlite
def test_customers_are_not_read_again_until_it_is_back(world: World) -> None:
    removed(world)
    passes(world.application, 7.1 * DAY)
    schedule = world.application.rooms.schedule
    schedule._once()
    assert rows(world.application) == {}
    world.slack.install()
    passes(world.application, ASKED_EVERY + 1)

    schedule._once()

    with world.application.rooms.database.reading() as connection:
        assert connection.execute(customers.select()).first()
