"""Where an answer goes, and what it says where the person may have it twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.outbox.announce import AS_WELL, AS_WELL_HERE, ByResponseUrl, InDirectMessage, SlackAnnouncer
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Post
from bot.outbox.routes import Place
from bot.request import Announce, Request
from bot.runtime import REAL
from bot.slack.conversation import Audience, Origin
from bot.slack.web_api import Slack
from bot.task import NewTask
from bot.tasks.drawing import CardDrawer
from bot.workspace.people import People
from tests.store.clock import StoppedClock

REQUEST = Request(
    task=NewTask(
        customer_uuid="cus_00000000-0000-4000-8000-000000000001",
        task_details="Send the quote",
        assignee="anna@ourcompany.test",
        due_date=date(2030, 1, 7),
    ),
    customer_name="Acme",
    assignee="U1",
    asked_by="U1",
    origin=Origin(channel_id="C1", response_url="https://hooks.slack.test/1"),
    announce=Announce.ME,
)


@pytest.mark.parametrize(
    ("uncertain", "direct", "under_the_form"),
    [
        (frozenset[str](), "", ""),
        (frozenset({Place.UNDER_THE_FORM}), AS_WELL, ""),
        (frozenset({Place.DIRECT}), "", AS_WELL_HERE),
    ],
)
def test_a_second_one_says_why(
    clock: StoppedClock, uncertain: frozenset[str], direct: str, under_the_form: str
) -> None:
    stored = Deliveries(clock).add("d1", "{}", form_seconds=0.0)
    delivery = replace(stored, post=Post.CREATED, task_uuid="t1", uncertain=uncertain)
    announcer = SlackAnnouncer(
        Slack("xoxb-1", "https://slack.test/api/"),
        lambda channel: Audience.COLLEAGUES,
        lambda channel: Audience.COLLEAGUES,
        CardDrawer(People(clock), REAL),
    )

    first, second = announcer.routes(REQUEST, delivery)

    assert isinstance(first, InDirectMessage)
    assert isinstance(second, ByResponseUrl)
    assert first.message["text"].startswith(direct or "New task")
    assert second.message["text"].startswith(under_the_form or "New task")
