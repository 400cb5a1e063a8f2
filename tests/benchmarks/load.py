"""Signed slash commands, so many at once, from a process of its own."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from tests.benchmarks.instant import TEAM

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
PEOPLE = [f"U0PERSON{number}" for number in range(8)]


def acknowledged(port: int, *, at_once: int, each: int, text: str = "") -> list[float]:
    """Seconds until each of these commands was answered: so many one after the other on so many connections.

    Raises:
        RuntimeError: one was not answered with 200 and no word.
    """
    return _pool().submit(_run, port, at_once, each, text).result()


def _pool() -> ProcessPoolExecutor:
    if not _POOLS:
        _POOLS.append(ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")))
    return _POOLS[0]


_POOLS: list[ProcessPoolExecutor] = []


def _run(port: int, at_once: int, each: int, text: str) -> list[float]:
    async def everybody() -> list[float]:
        persons = [_person(port, number, each, text) for number in range(at_once)]
        return [seconds for some in await asyncio.gather(*persons) for seconds in some]

    return asyncio.run(everybody())


async def _person(port: int, number: int, times: int, text: str) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    taken = []
    for turn in range(times):
        request = _command(PEOPLE[number % len(PEOPLE)], f"{number}.{turn}", text)
        begun = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        said = await reader.readexactly(_length(head))
        taken.append(time.perf_counter() - begun)
        if said or b" 200 " not in head.partition(b"\r\n")[0]:
            raise RuntimeError((head + said).decode())
    writer.close()
    return taken


def _command(person: str, trigger: str, text: str) -> bytes:
    body = urlencode(
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
            "trigger_id": f"{trigger}.trigger",
        }
    )
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
