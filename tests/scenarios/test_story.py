"""The reference that somebody reads with an error finds the whole story: asked, tried, refused, told."""

from __future__ import annotations

import re

import pytest

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.scenarios.running import World, bot_between, eventually, peopled
from tests.scenarios.written import Written

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def reference_in(text: str) -> str:
    """The one that somebody reads."""
    [found] = set(re.findall(r"cm-[0-9a-f]{6}", text))
    return str(found)


def opened(world: World, words: str = "Send the quote") -> None:
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", words)
    anna.fill("customer", "Acme")


def told(written: Written, reference: str) -> list[str]:
    """The story in short: events in their order, with what tells them apart."""
    return [
        " ".join(
            str(line[key]) for key in ("event", "method", "path", "status", "state", "kind") if key in line
        )
        for line in written.of_story(reference)
    ]


def in_order(parts: list[str], story: list[str]) -> bool:
    """Whether these come one after the other, whatever stands between them."""
    left = iter(story)
    return all(any(line.startswith(part) for line in left) for part in parts)


def test_a_refusal_that_the_form_shows(world: World, written: Written) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body={"error": "no"})
    opened(world)

    shown = world.slack.person(world.anna).submit().errors["details"]

    story = told(written, reference_in(shown))
    assert in_order(
        ["form.stored", "chartmogul POST /tasks 422", "form.refused", "slack.answered submission"], story
    ), story


def test_a_refusal_that_comes_after_the_form_has_closed(world: World, written: Written) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="status", status=429, times=None)
    opened(world)
    anna = world.slack.person(world.anna)
    assert anna.submit().errors == {}
    world.chartmogul.clear_faults()
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body={"error": "no"})
    world.slack.fail("chat.postMessage", error="ratelimited", status=429, retry_after=0.1)

    [message] = eventually(lambda: world.slack.dms(world.anna))

    reference = reference_in(message.text)
    eventually(lambda: "delivery.ended failed" in told(written, reference))
    story = told(written, reference)
    asked = ["form.stored", "chartmogul POST /tasks 429", "slack.answered submission"]
    assert in_order([*asked, "chartmogul POST /tasks 422"], story), story
    assert in_order(
        [
            "chartmogul POST /tasks 422",
            "delivery.slack_away",
            "slack chat.postMessage",
            "delivery.ended failed",
        ],
        story,
    ), story


def test_a_task_of_which_nobody_can_say_whether_it_is_there(world: World, written: Written) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="drop_before", times=None)
    opened(world)
    world.slack.person(world.anna).submit()

    [message] = eventually(lambda: world.slack.dms(world.anna), seconds=30)

    reference = reference_in(message.text)
    eventually(lambda: "delivery.ended unsure" in told(written, reference))
    story = told(written, reference)
    sent, looked = "chartmogul POST /tasks", "chartmogul GET /tasks 200"
    assert in_order(["form.stored", sent, looked, sent, "delivery.unsure", "delivery.ended unsure"], story), (
        story
    )


def test_a_task_that_was_created_late(world: World, written: Written) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="status", status=503)
    opened(world)
    world.slack.person(world.anna).submit()
    eventually(lambda: world.cards(world.channel))
    eventually(lambda: any(line["event"] == "delivery.ended" for line in written.lines))

    [stored] = [line for line in written.lines if line["event"] == "form.stored"]
    story = told(written, stored["reference"])
    post = "chartmogul POST /tasks"
    assert in_order(["form.stored", f"{post} 503", f"{post} 201", "delivery.ended done"], story), story


def test_a_mistake_of_ours(world: World, written: Written) -> None:
    world.slack.fail("views.open", error="internal_error", times=None)

    world.slack.person(world.anna).command(world.channel, "/cm-task", "Send the quote")

    [message] = world.slack.ephemerals(world.channel, world.anna)
    story = told(written, reference_in(message.text))
    assert in_order(["slack views.open", "listener.failed command", "slack.answered command"], story), story


def test_a_change_that_chartmogul_refuses(world: World, written: Written) -> None:
    opened(world)
    anna = world.slack.person(world.anna)
    anna.submit()
    [card] = eventually(lambda: [m for m in world.slack.messages(world.channel) if m.bot_id])
    world.chartmogul.fault("PATCH", "/tasks/*", kind="status", status=422, body={"error": "no"})

    anna.click(world.channel, card.ts, "complete_task")

    [message] = eventually(lambda: world.slack.ephemerals(world.channel, world.anna))
    reference = reference_in(message.text)
    eventually(lambda: "delivery.ended done" in told(written, reference))
    story = told(written, reference)
    assert in_order(
        ["change.stored", "chartmogul PATCH /tasks/{task_uuid} 422", "change.refused", "delivery.ended done"],
        story,
    ), story
    assert "slack.answered click" in story


def test_another_process_goes_on_with_it(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, written: Written
) -> None:
    with peopled(slack, chartmogul, database_url) as world:
        chartmogul.fault("POST", "/tasks", kind="status", status=429, times=None)
        opened(world)
        world.slack.person(world.anna).submit()
    first = len(written.lines)
    chartmogul.clear_faults()
    chartmogul.fault("POST", "/tasks", kind="status", status=422, body={"error": "no"})

    with bot_between(slack, chartmogul, database_url):
        [message] = eventually(lambda: slack.dms(world.anna))
        reference = reference_in(message.text)
        eventually(lambda: "delivery.ended failed" in told(written, reference))

    before = [line for line in written.lines[:first] if line.get("reference") == reference]
    after = [line for line in written.lines[first:] if line.get("reference") == reference]
    assert {"form.stored", "slack.answered"} <= {line["event"] for line in before}
    assert {"chartmogul", "delivery.ended"} <= {line["event"] for line in after}


def test_a_refused_form_that_is_sent_again_is_a_new_story(world: World, written: Written) -> None:
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body={"error": "no"}, times=2)
    opened(world)
    anna = world.slack.person(world.anna)

    first, second = (reference_in(anna.submit().errors["details"]) for _ in range(2))

    assert first != second
    for reference in (first, second):
        assert told(written, reference).count("chartmogul POST /tasks 422") == 1


def test_what_happens_side_by_side_is_told_apart(world: World, written: Written) -> None:
    ben = world.slack.person(world.ben)
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body={"error": "no"}, times=2)
    opened(world)
    ben.command(world.channel, "/cm-task", "Call them back")
    ben.fill("customer", "Acme")

    annas = reference_in(world.slack.person(world.anna).submit().errors["details"])
    bens = reference_in(ben.submit().errors["details"])

    assert {line["user"] for line in written.of_story(annas) if "user" in line} == {world.anna}
    assert {line["user"] for line in written.of_story(bens) if "user" in line} == {world.ben}
