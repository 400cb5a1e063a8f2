"""Whatever happens in whatever order: as many tasks as were accepted, and as many cards as tasks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import delete

from bot.outbox.delivery import Notice, State
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.store import schema
from tests.outbox.office import Office
from tests.store.clock import StoppedClock

forms = st.sampled_from(["V1", "V2", "V3"])
contents = st.sampled_from(["Send the quote", "Call Kim", "Ask about the trial"])

post_faults = st.sampled_from(
    [
        {"kind": "drop_before"},
        {"kind": "drop_after_commit"},
        {"kind": "malformed"},
        {"kind": "empty"},
        {"kind": "status", "status": 429},
        {"kind": "status", "status": 429, "retry_after": "90"},
        {"kind": "status", "status": 422},
        {"kind": "status", "status": 401},
        *({"kind": kind, "status": 500} for kind in ("status", "status_after_commit")),
        *({"kind": kind, "status": 502} for kind in ("status", "status_after_commit")),
        *({"kind": kind, "status": 503} for kind in ("status", "status_after_commit")),
    ]
)
list_faults = st.sampled_from(
    [{"kind": "drop_before"}, {"kind": "malformed"}, {"kind": "status", "status": 503}]
)
message_faults = st.sampled_from(
    [
        {"kind": "drop_before"},
        {"kind": "drop_after_commit"},
        {"kind": "malformed"},
        {"status": 500},
        {"status": 429, "retry_after": 30},
        {"error": "service_unavailable"},
        {"error": "rate_limited"},
        {"error": "internal_error"},
        {"error": "token_revoked"},
        {"error": "a_word_of_next_year"},
    ]
)
look_faults = st.sampled_from(
    [
        {"kind": "drop_before"},
        {"status": 500},
        {"status": 429, "retry_after": 30},
        {"error": "service_unavailable"},
    ]
)
refusals = st.sampled_from(["not_in_channel", "is_archived", "restricted_action", "invalid_blocks"])


class AnySequence(RuleBasedStateMachine):
    """Anna submits forms while ChartMogul, Slack and the bot fail in every way."""

    def __init__(self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, clock: StoppedClock) -> None:
        super().__init__()
        with clock.writing() as connection:
            connection.execute(delete(schema.deliveries))
        self.slack = slack
        self.chartmogul = chartmogul
        self.stack = ExitStack()
        self.office = self.stack.enter_context(Office(slack, chartmogul, clock))
        self.asked: dict[str, str] = {}
        self.refused_in_form: set[str] = set()

    @rule(form=forms, details=contents)
    def submit(self, form: str, details: str) -> None:
        """A new form, the same one again, or a corrected one."""
        delivery = self.office.submit(details, form=form)
        self.asked[delivery.id] = details
        if delivery.state is State.FAILED:
            self.refused_in_form.add(delivery.id)

    @rule(form=forms, details=contents)
    def click_twice(self, form: str, details: str) -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda _: self.submit(form, details), range(2)))

    @rule(fault=post_faults, times=st.integers(1, 3))
    def creating_fails(self, fault: dict[str, Any], times: int) -> None:
        self.chartmogul.fault("POST", "/tasks", times=times, **fault)

    @rule(fault=list_faults)
    def listing_fails(self, fault: dict[str, Any]) -> None:
        self.chartmogul.fault("GET", "/tasks", **fault)

    @rule()
    def chartmogul_goes_down(self) -> None:
        self.chartmogul.down()

    @rule()
    def chartmogul_comes_back(self) -> None:
        self.chartmogul.up()

    @rule(fault=message_faults)
    def posting_fails(self, fault: dict[str, Any]) -> None:
        self.slack.fail("chat.postMessage", **fault)

    @rule(fault=look_faults)
    def looking_fails(self, fault: dict[str, Any]) -> None:
        self.slack.fail("conversations.history", **fault)

    @rule(
        fault=st.sampled_from([{"error": "user_disabled"}, {"error": "service_unavailable"}, {"status": 500}])
    )
    def direct_messages_fail(self, fault: dict[str, Any]) -> None:
        self.slack.fail("conversations.open", times=3, **fault)

    @rule(code=refusals)
    def channel_is_refused(self, code: str) -> None:
        channel = self.office.channel
        self.slack.fail("chat.postMessage", error=code, when=lambda call: call["channel"] == channel)

    @rule(seconds=st.sampled_from([1, 5, 31, 120]))
    def time_passes(self, seconds: int) -> None:
        self.office.pass_time(seconds)

    @rule(steps=st.integers(0, 12))
    def killed(self, steps: int) -> None:
        self.office.fate.die_in(steps)

    @rule()
    def restarted(self) -> None:
        self.office.restart()

    @rule(data=st.data())
    def operator_retries(self, data: st.DataObject) -> None:
        if self.asked:
            self.office.outbox.retry(data.draw(st.sampled_from(sorted(self.asked))))

    def teardown(self) -> None:
        """Everything works again: what was accepted has happened once, and what was refused was told."""
        self.slack.clear_faults()
        self.chartmogul.clear_faults()
        self.chartmogul.up()
        with self.stack:
            self.office.drain()
            self.check()

    def check(self) -> None:
        """Compare what the outbox says with what stands in ChartMogul and in Slack."""
        rows = [row for name in self.asked if (row := self.office.outbox.get(name))]
        assert len(rows) == len(self.asked)
        accepted = [row for row in rows if row.state is State.DONE]
        tasks = {task["task_uuid"]: task["task_details"] for task in self.office.tasks}
        assert tasks == {row.task_uuid: self.asked[row.id] for row in accepted}
        assert len(tasks) == len(accepted)
        assert sorted(card.task_uuid for card in self.office.cards) == sorted(tasks)
        assert all(tasks[card.task_uuid] in card.text for card in self.office.cards)
        for row in rows:
            assert row.notice is Notice.POSTED
            if row.state is State.UNSURE:
                assert self.office.was_asked_to_look(row)
            if row.state is State.FAILED:
                assert row.id in self.refused_in_form or self.office.was_told_of_refusal(row)


@pytest.mark.filterwarnings("ignore:Do not use the `random` module")
def test_tasks_are_what_was_accepted_and_cards_are_tasks(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, clock: StoppedClock
) -> None:
    class Here(AnySequence):
        def __init__(self) -> None:
            super().__init__(slack, chartmogul, clock)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
