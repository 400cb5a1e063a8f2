"""A morning at the customer's: what is to be done, who wants to be reminded, and what they read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from bot.chartmogul import ChartMogul
from bot.outbox.delivery import State
from bot.sandbox.slack import Message
from bot.store.leases import Leases
from bot.task import NewTask
from bot.workspace.preferences import Preferences, PreferenceStore
from tests.scenarios.running import API_KEY, QUICK, World, eventually

FRIDAY = date(2026, 11, 27)
MONDAY = date(2026, 11, 30)

PACE = replace(QUICK, look=3600.0, lease=1.0, call=1.0)
"""The bot's waits; it looks whose morning it is when a test says so."""

ANNA = "anna@ourcompany.test"
BEN = "ben@ourcompany.test"


def task(world: World, details: str, due: date, *, assignee: str = ANNA, customer: str = "") -> str:
    """Somebody makes a task in ChartMogul itself; its UUID."""
    new = NewTask(
        customer_uuid=customer or world.acme["uuid"], assignee=assignee, task_details=details, due_date=due
    )
    return client(world).create_task(new).task_uuid


def client(world: World) -> ChartMogul:
    """ChartMogul as its own users have it."""
    return ChartMogul(API_KEY, base_url=world.chartmogul.url)


def wants_reminders(world: World, who: str, at: str = "09:00") -> None:
    """Somebody has switched them on."""
    PreferenceStore(world.application.rooms.database).set(who, Preferences(reminder_at=at))


def set_reminder(world: World, who: str, at: str) -> None:
    """Somebody chooses a time in the form behind the App Home, or `off`."""
    person = world.slack.person(who)
    person.open_home()
    eventually(lambda: "home_settings" in str(person.home))
    person.click_view("home_settings", home=True)
    person.fill("reminder", "off" if at == "off" else "on")
    if at != "off":
        person.fill("reminder_at", at)
    assert person.submit().closed


def preferences(world: World, who: str) -> Preferences:
    """What somebody has set."""
    return PreferenceStore(world.application.rooms.database).get(who)


def seen_to(world: World, who: str, day: date) -> bool:
    """Whether their morning has been."""
    return preferences(world, who).reminded_on == str(day)


def look(world: World) -> None:
    """Have the bot look whose morning it is, and wait until it has written to them."""
    world.application.rooms.mornings.schedule.look()
    deliveries = world.application.rooms.deliveries
    eventually(lambda: not deliveries.counts()[State.WAITING])


def look_again(world: World) -> None:
    """The same after something went wrong, once the bot tries again."""
    leases = Leases(world.application.rooms.database)
    if lease := eventually(lambda: leases.acquire("mornings", seconds=PACE.lease)):
        leases.release(lease)
    look(world)


def lists_read(world: World) -> list[str]:
    """Whose lists of tasks the bot has read in ChartMogul, in turn."""
    read = (r for r in world.chartmogul.requests if (r.method, r.path) == ("GET", "/tasks"))
    return [request.query.get("assignee", request.query.get("customer_uuid", "")) for request in read]


def direct(world: World, who: str) -> list[Message]:
    """What the bot wrote to somebody directly."""
    return world.slack.dms(who)


def reads(message: Message) -> str:
    """All text of a message."""
    return "\n".join(_texts(message.blocks))


def buttons(message: Message) -> list[str]:
    """The action ids of all that can be clicked."""
    return [e["action_id"] for b in message.blocks if b["type"] == "actions" for e in b["elements"]]


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("type") in {"mrkdwn", "plain_text"}:
            yield part["text"]
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)
