"""What people see when ChartMogul refuses, is slow, or fails."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.sandbox.slack import Message
from bot.sandbox.slack.person import PersonDriver
from bot.views.uncreated import FORGOTTEN
from tests.scenarios.running import World, eventually

REFERENCE = re.compile(r"\(reference cm-[0-9a-f]{6}\)")


def opened(world: World) -> None:
    """Anna's form, filled in."""
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")


def told_of_refusal(world: World) -> tuple[PersonDriver, Message]:
    """Anna, and what she gets where ChartMogul refuses her task after her form is closed."""
    world.chartmogul.fault("POST", "/tasks", kind="status", status=429, times=None)
    opened(world)
    anna = world.slack.person(world.anna)
    assert anna.submit().errors == {}
    anna.close()
    world.chartmogul.clear_faults()
    world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body={"error": "no"})
    [message] = eventually(lambda: world.slack.dms(world.anna))
    return anna, message


class TestRefusals:
    @pytest.mark.parametrize("shape", ["param", "error", "errors", "details", "text", "empty"])
    def test_an_unknown_assignee_is_shown_in_the_form(self, world: World, shape: str) -> None:
        world.chartmogul.error_shape = shape  # type: ignore[assignment]
        frank = world.slack.add_person("frank", real_name="Frank", email="frank@ourcompany.test")
        opened(world)
        anna = world.slack.person(world.anna)
        anna.fill("assignee", frank)

        result = anna.submit()

        assert not result.closed
        [(field, message)] = result.errors.items()
        assert field == ("assignee" if shape != "empty" else "details")
        assert REFERENCE.search(message)
        assert anna.view is not None
        assert anna.view.state["details"]["details"]["value"] == "Send the quote"
        assert world.slack.dms(world.anna) == []

    @pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 422])
    @pytest.mark.parametrize(
        "body",
        [
            {"code": 400, "message": "Something is wrong", "param": "due_date"},
            {"error": "no"},
            {"errors": {"task_details": "is odd"}},
            {"assignee": ["is odd"]},
            "plain text",
            "",
        ],
        ids=["param", "error", "errors", "field", "text", "empty"],
    )
    def test_every_refusal_keeps_the_form_and_is_not_repeated(
        self, standing_world: World, status: int, body: object
    ) -> None:
        world, sent = standing_world, standing_world.posts
        world.chartmogul.clear_faults()
        world.chartmogul.fault("POST", "/tasks", kind="status", status=status, body=body, times=None)  # type: ignore[arg-type]
        opened(world)

        result = world.slack.person(world.anna).submit()

        assert not result.closed
        assert len(result.errors) == 1
        [message] = result.errors.values()
        assert REFERENCE.search(message)
        assert "very-secret" not in message
        assert world.posts == sent + 1

    def test_a_correction_after_a_refusal_is_a_new_try(self, world: World) -> None:
        world.chartmogul.fault("POST", "/tasks", kind="status", status=422, body={"error": "no"})
        opened(world)
        anna = world.slack.person(world.anna)
        assert not anna.submit().closed

        assert anna.submit().closed

        assert len(world.chartmogul.tasks) == 1
        assert len(eventually(lambda: world.cards(world.channel))) == 1


class TestFailures:
    @pytest.mark.parametrize(
        "fault",
        [
            {"kind": "status", "status": 500},
            {"kind": "status", "status": 503},
            {"kind": "status", "status": 429},
            {"kind": "status", "status": 429, "retry_after": "0"},
            {"kind": "drop_before"},
            {"kind": "drop_after_commit"},
            {"kind": "malformed"},
            {"kind": "empty"},
            {"kind": "status_after_commit", "status": 502},
        ],
        ids=lambda fault: "-".join(str(value) for value in fault.values()),
    )
    def test_one_failure_ends_in_one_task_and_one_card(self, world: World, fault: dict[str, object]) -> None:
        world.chartmogul.fault("POST", "/tasks", **fault)  # type: ignore[arg-type]
        opened(world)
        anna = world.slack.person(world.anna)

        result = anna.submit()

        assert result.errors == {}
        eventually(lambda: world.cards(world.channel))
        assert len(world.chartmogul.tasks) == 1
        assert len(world.cards(world.channel)) == 1

    @pytest.mark.late
    def test_a_slow_chartmogul_says_saved_and_posts_later(self, world: World) -> None:
        world.chartmogul.fault("POST", "/tasks", kind="delay_after_commit", seconds=1.2)
        opened(world)
        anna = world.slack.person(world.anna)

        result = anna.submit()

        assert result.delivery is not None
        assert result.delivery.acked_in_time
        assert anna.view is not None
        assert "Saved. It will be posted when ChartMogul answers." in str(anna.view.blocks)
        assert eventually(lambda: world.cards(world.channel))
        assert len(world.chartmogul.tasks) == 1

    def test_a_refusal_after_the_form_closed_comes_as_a_message_with_the_text(self, world: World) -> None:
        anna, message = told_of_refusal(world)

        assert "was not created" in message.text
        assert "Send the quote" in message.text
        assert world.chartmogul.tasks == []
        anna.click(message.channel, message.ts, "reopen_form")
        assert anna.view is not None
        assert anna.view.state["details"]["details"]["value"] == "Send the quote"
        assert anna.view.state["customer"]["customer"]["selected_option"]["value"] == world.acme["uuid"]
        assert anna.submit().closed
        assert len(world.chartmogul.tasks) == 1

    @pytest.mark.late
    def test_a_refused_task_that_is_not_on_record_any_more_says_so(self, world: World) -> None:
        anna, message = told_of_refusal(world)
        world.forget_deliveries()

        anna.click(message.channel, message.ts, "reopen_form")

        [told] = world.slack.ephemerals(message.channel, world.anna)
        assert told.text == FORGOTTEN
        assert anna.view is None

    @pytest.mark.late
    def test_a_slow_chartmogul_delays_nobody_elses_command(self, world: World) -> None:
        world.chartmogul.fault("POST", "/tasks", kind="delay", seconds=1.5, times=None)
        people = [
            world.slack.add_person(f"p{n}", email=f"p{n}@ourcompany.test", tz="Europe/Berlin")
            for n in range(8)
        ]
        for person in people:
            world.chartmogul.add_user(f"p{people.index(person)}@ourcompany.test")
            world.slack.person(person).command(world.channel, "/cm-task", f"Task of {person}")
            world.slack.person(person).fill("customer", "Acme")
        with ThreadPoolExecutor(len(people)) as pool:
            submitting = [pool.submit(world.slack.person(person).submit) for person in people]
            delivery = world.slack.person(world.ben).command(world.channel, "/cm-task")
            results = [future.result() for future in submitting]

        assert delivery.acked_in_time
        assert world.slack.person(world.ben).view is not None
        assert all(result.delivery and result.delivery.acked_in_time for result in results)
        eventually(lambda: len(world.chartmogul.tasks) == len(people), seconds=30)
        eventually(lambda: len(world.cards(world.channel)) == len(people), seconds=30)
