"""Real payloads with one part of another type: answered, or 400, and never an error of the bot's own."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from structlog.testing import capture_logs

from tests.scenarios.requests_from_slack import FORM, JSON, send
from tests.scenarios.running import World, eventually

EVERY = 5
"""How many parts there are for each that is tried, so that this takes seconds."""

ODD: list[Any] = [None, 5, True, "payload", [], {}, [None], ["x"], {"id": 5}]


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every part of a payload, of lists to the first one."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, item in value.items():
            yield from places(item, (*path, name))
    elif isinstance(value, list) and value:
        yield from places(value[0], (*path, 0))


def changed(value: Any, path: tuple[str | int, ...], odd: Any) -> Any:
    """A copy with something else in one place."""
    made = copy.deepcopy(value)
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = odd
    return made


def recorded(world: World) -> list[Any]:
    """One payload of each kind, as Slack sends it while somebody works through a form."""
    seen: list[Any] = []

    def record(payload: Any) -> Any:
        seen.append(copy.deepcopy(payload))
        return payload

    world.slack.revise_payloads(record)
    anna = world.slack.person(world.anna)
    anna.open_home()
    eventually(lambda: anna.home)
    anna.click_view("home_create_task", home=True)
    anna.close()
    ts = world.slack.post(world.channel, world.ben, "Send the quote")
    anna.message_shortcut("create_task_from_message", world.channel, ts)
    anna.fill("customer", "Acme")
    anna.fill("assignee", world.ben)
    anna.submit()
    world.slack.revise_payloads(lambda payload: payload)
    return seen


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_any_part_may_be_of_any_type(world: World) -> None:
    kinds = {payload["type"]: payload for payload in recorded(world)}
    assert len(kinds) == 5
    broken: list[Any] = []
    for kind, whole in kinds.items():
        for number, path in enumerate(places(whole)):
            if number % EVERY:
                continue
            odd = ODD[number // EVERY % len(ODD)]
            body = json.dumps(changed(whole, path, odd))
            is_event = kind == "event_callback"
            content = body if is_event else urlencode({"payload": body})
            with capture_logs() as lines:
                answer = send(world, content.encode(), JSON if is_event else FORM)
            tracebacks = [line for line in lines if "exc_info" in line]
            if tracebacks or answer.status_code not in {200, 400, 404}:
                broken.append((kind, path, odd, answer.status_code, tracebacks))
    # Repeated clicks open no form again, which is no fault here.
    world.slack.workspace.problems.clear()
    assert broken == []
