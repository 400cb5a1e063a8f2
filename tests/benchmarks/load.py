"""Signed slash commands, so many at once, from a process of its own."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from tests.benchmarks.instant import TEAM

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
PEOPLE = [f"U0PERSON{number}" for number in range(8)]


def acknowledged(port: int, *, at_once: int, each: int, text: str = "") -> list[float]:
    """Seconds until each of these commands was answered: so many one after the other on so many connections.

    Args:
        text: what follows the command.

    Raises:
        RuntimeError: one was not answered with 200 and no word, as is a command whose form opened.
    """
    return _pool().submit(_run, port, at_once, each, partial(_command, text)).result()


def submitted(port: int, *, at_once: int, each: int, customer: str) -> list[float]:
    """The same for forms that are submitted.

    Raises:
        RuntimeError: one was refused.
    """
    return _pool().submit(_run, port, at_once, each, partial(_form, customer)).result()


def _pool() -> ProcessPoolExecutor:
    if not _POOLS:
        _POOLS.append(ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")))
    return _POOLS[0]


_POOLS: list[ProcessPoolExecutor] = []


Make = Callable[[str, str], str]
"""A request's body, for a person and a number that is never used again."""


def _run(port: int, at_once: int, each: int, make: Make) -> list[float]:
    async def everybody() -> list[float]:
        persons = [_person(port, number, each, make) for number in range(at_once)]
        return [seconds for some in await asyncio.gather(*persons) for seconds in some]

    return asyncio.run(everybody())


async def _person(port: int, number: int, times: int, make: Make) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    taken = []
    for turn in range(times):
        body = make(PEOPLE[number % len(PEOPLE)], f"{number}.{turn}.{time.time_ns()}")
        request = signed(body)
        begun = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        said = await reader.readexactly(_length(head))
        taken.append(time.perf_counter() - begun)
        if not (b" 200 " in head.partition(b"\r\n")[0] and _is_taken(said)):
            raise RuntimeError((head + said).decode())
    writer.close()
    return taken


def _is_taken(said: bytes) -> bool:
    """Whether a form opened, which is answered with no word, or was taken."""
    return not said or json.loads(said).get("response_action") in {"clear", "update"}


def _command(text: str, person: str, number: str) -> str:
    return urlencode(
        {
            "token": "unused",
            "team_id": TEAM,
            "team_domain": "benched",
            "channel_id": "C0DEALS",
            "channel_name": "deals",
            "user_id": person,
            "user_name": person.lower(),
            "command": "/cm-task",
            "text": text,
            "api_app_id": "A0BENCHED",
            "is_enterprise_install": "false",
            "response_url": "https://hooks.slack.com/commands/T0/1/x",
            "trigger_id": f"{number}.trigger",
        }
    )


def _form(customer: str, person: str, number: str) -> str:
    values = {
        "customer": {"type": "external_select", "selected_option": {"value": customer}},
        "details": {"type": "plain_text_input", "value": f"Send the quote {number}"},
        "assignee": {"type": "users_select", "selected_user": person},
        "due_date": {"type": "datepicker", "selected_date": "2099-12-24"},
        "announce": {"type": "radio_buttons", "selected_option": {"value": "me"}},
    }
    view = {
        "id": f"V{number.replace('.', '')}",
        "hash": "1.1",
        "callback_id": "create_task",
        "private_metadata": '{"origin":{"team_domain":"benched","channel_id":"C0DEALS"}}',
        "type": "modal",
        "blocks": [{"type": "input", "block_id": name} for name in values],
        "state": {"values": {name: {name: value} for name, value in values.items()}},
    }
    user = {"id": person, "team_id": TEAM}
    payload = {"type": "view_submission", "team": {"id": TEAM}, "user": user, "view": view}
    return urlencode({"payload": json.dumps(payload)})


def signed(body: str) -> bytes:
    """The request with this body, as Slack signs it."""
    now = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=now, body=body)
    head = (
        "POST /slack/events HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: Slackbot 1.0\r\n"
        "content-type: application/x-www-form-urlencoded\r\n"
        f"x-slack-request-timestamp: {now}\r\nx-slack-signature: {signature}\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
