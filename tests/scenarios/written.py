"""What a bot in this process writes to its log, and whether anything is in it that nobody may read there."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.scenarios.running import API_KEY, SECRET, TOKEN

Json = dict[str, Any]

SECRETS = (TOKEN, SECRET, API_KEY, "xoxb-", "xapp-", "v0=", "Basic ", "Bearer ", "ticket=", "/hooks/")
"""Whole, or how such a thing begins."""

EMAIL = re.compile(r"[^\s\"\\=(]+@[\w-]+\.\w+")

ADDRESS = re.compile(r"\b(?:https?|wss?)://(?!api\.slack\.com/apps\b)\S+")
"""But for the one that a hint names."""

SHORTEST = 8
"""Characters of a text that is looked for: a shorter one may be anywhere."""

OURS = frozenset({"timestamp", "level", "event"})


class Written(io.StringIO):
    """A log that is shown as well, where a failing test shows what was printed."""

    def __init__(self, shown: TextIO) -> None:
        super().__init__()
        self._shown = shown

    def write(self, text: str, /) -> int:
        self._shown.write(text)
        return super().write(text)

    @property
    def lines(self) -> list[Json]:
        """Its lines, read."""
        return [json.loads(line) for line in self.getvalue().splitlines()]

    def of_story(self, reference: str) -> list[Json]:
        """The lines that somebody finds who looks for a reference."""
        return [json.loads(line) for line in self.getvalue().splitlines() if reference in line]

    def leaks(self, slack: SlackStandIn | None, chartmogul: ChartMogulStandIn | None) -> list[str]:
        """What should not stand in it."""
        return leaks(self.getvalue(), slack, chartmogul)


def leaks(log: str, slack: SlackStandIn | None, chartmogul: ChartMogulStandIn | None) -> list[str]:
    """What should not stand in a log: secrets, e-mails, addresses, what people wrote and are called."""
    told = "\n".join(_facts(line) for line in log.splitlines()).casefold()
    found = [secret for secret in SECRETS if secret.casefold() in told]
    found += EMAIL.findall(told) + ADDRESS.findall(told)
    words = {word.strip() for word in (*_of_slack(slack), *_of_chartmogul(chartmogul))}
    return found + [word for word in words if len(word) >= SHORTEST and word.casefold() in told]


def _facts(line: str) -> str:
    """All that a line says, but for what is the same in all. That of a process that was killed may be cut."""
    try:
        read: Json = json.loads(line)
    except ValueError:
        return line
    return "\n".join(f"{name}={fact}" for name, fact in read.items() if name not in OURS)


def _of_slack(slack: SlackStandIn | None) -> Iterator[str]:
    if slack is None:
        return
    for person in slack.workspace.people.values():
        yield person.real_name
    for channel in slack.workspace.channels.values():
        for message in slack.workspace.all_messages(channel.id):
            if not message.bot_id:
                yield message.text
    for call in slack.calls("views.open"):
        yield from _typed(call.arguments)


def _typed(part: object) -> Iterator[str]:
    """What a form begins with."""
    if isinstance(part, dict):
        if isinstance(part.get("initial_value"), str):
            yield part["initial_value"]
        for inner in part.values():
            yield from _typed(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _typed(inner)


def _of_chartmogul(chartmogul: ChartMogulStandIn | None) -> Iterator[str]:
    if chartmogul is None:
        return
    for request in chartmogul.requests:
        body = request.json if isinstance(request.json, dict) else {}
        for name in ("task_details", "text"):
            yield str(body.get(name, ""))
    for task in chartmogul.tasks:
        yield str(task["task_details"])
    yield from chartmogul.customer_names
