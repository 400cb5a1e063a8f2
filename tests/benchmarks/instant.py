"""A Slack and a ChartMogul that answer at once, in one process: `python -m tests.benchmarks.instant`.

The stand-ins of `bot.sandbox` are strict, which takes longer than what is measured here. This one checks
nothing and answers every call as if it were the first. It prints its port when it listens.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

TEAM = "T0BENCHED"
CUSTOMERS: dict[str, Any] = {"entries": [], "cursor": None, "has_more": False}
BOT = {"team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT", "team": "Benched", "user": "bot"}
CHANNEL = {"id": "C0DEALS", "name": "deals", "is_channel": True, "is_member": True}
ANSWERS: dict[str, dict[str, Any]] = {
    "auth.test": {"ok": True, **BOT},
    "conversations.info": {"ok": True, "channel": CHANNEL},
    "conversations.members": {"ok": True, "members": ["U0ANNA", "U0BEN"], "response_metadata": {}},
    "views.open": {"ok": True, "view": {"id": "V0BENCHED", "hash": "1.1", "team_id": TEAM}},
    "conversations.open": {"ok": True, "channel": {"id": "D0BENCHED"}},
    "ping": {"data": "pong!"},
}
"""By the last part of the path; ChartMogul's lists are empty."""

CREATED = {
    "task_uuid": "00000000-0000-4000-8000-000000000000",
    "customer_uuid": "cus_00000000-0000-4000-8000-000000000000",
    "assignee": "anna@example.com",
    "task_details": "Call Anna about the renewal",
    "due_date": "2030-01-02",
    "completed_at": None,
    "created_at": "2026-11-28T12:00:00.000Z",
    "updated_at": "2026-11-28T12:00:00.000Z",
}

_messages = itertools.count(1)
_tasks: list[str] = []


def answer(path: str, body: bytes) -> bytes:
    """What a call is answered, as JSON."""
    return json.dumps(said(path, body)).encode()


def said(path: str, body: bytes) -> dict[str, Any]:
    """The same as an object."""
    method = path.partition("?")[0].rpartition("/")[2]
    if method == "users.info":
        return {"ok": True, "user": _person(parse_qs(body.decode())["user"][0])}
    if method == "chat.postMessage":
        return {"ok": True, "channel": json.loads(body)["channel"], "ts": f"1795000000.{next(_messages):06}"}
    if method == "tasks" and body:
        _tasks.append(f"00000000-0000-4000-8000-{len(_tasks):012}")
        return {**CREATED, **json.loads(body), "task_uuid": _tasks[-1]}
    if method == "created":
        return {"created": len(_tasks)}
    return ANSWERS.get(method) or (CUSTOMERS if "/v1/" in path else {"ok": True})


def email_of(user: str) -> str:
    """A person's, in Slack and in ChartMogul."""
    return f"{user.lower()}@example.com"


def _person(user: str) -> dict[str, Any]:
    profile = {"email": email_of(user), "real_name": user, "display_name": user}
    person = {"id": user, "team_id": TEAM, "name": user.lower(), "tz": "Europe/Berlin", "locale": "en-US"}
    return {**person, "real_name": user, "profile": profile, "deleted": False, "is_bot": False}


class _Connection(asyncio.Protocol):
    """Answers what has come in whole, and leaves the connection open."""

    def __init__(self, answer: Callable[[str, bytes], bytes]) -> None:
        self._answer_to = answer
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head, rest = self._received[:end], self._received[end + 4 :]
            length = _length(head)
            if len(rest) < length:
                return
            self._received = rest[length:]
            self._answer(head.split(b" ", 2)[1].decode(), rest[:length])

    def _answer(self, path: str, body: bytes) -> None:
        said = self._answer_to(path, body)
        head = (
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: %d\r\n\r\n"
        )
        assert self._transport is not None
        self._transport.write(head % len(said) + said)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


async def serve(answer: Callable[[str, bytes], bytes]) -> None:
    """Answer until killed.

    Args:
        answer: what a path and a body are answered, as JSON.
    """
    server = await asyncio.get_running_loop().create_server(
        lambda: _Connection(answer), "127.0.0.1", 0, backlog=512
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(answer))
