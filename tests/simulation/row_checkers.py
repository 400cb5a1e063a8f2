"""What must hold, at rest, of messages with several tasks: reminders, digests, and lists for one person."""

from __future__ import annotations

from collections.abc import Iterator

from bot.boards.boards import RESPONSE_URL_USES
from tests.simulation import slack
from tests.simulation.card_reading import card_in
from tests.simulation.end import End
from tests.simulation.events import Clicked, Event
from tests.simulation.row_reading import SeenRow, rows_in
from tests.simulation.slack import Message

FOLLOWS = 1700.0
"""Seconds for which a click in a list has it follow, at least."""


class RowsTellTheTruth:
    """Reminders and digests follow their tasks, and so does a list in which somebody has clicked.

    Only the URL of the last click reaches a list, and so many times: what is under way is not all that it
    shows in the end. What the bot is not told of, and no message shows to all, it cannot know.
    """

    def __init__(self) -> None:
        self._clicks: dict[int, dict[str, tuple[Clicked, float]]] = {}
        """The clicks in each message, by their URLs, and when they were."""

    def hear(self, event: Event, now: float) -> Iterator[str]:
        if isinstance(event, Clicked) and event.message:
            self._clicks.setdefault(id(event.message), {})[event.url] = event, now
            if not event.message.only_for and any(map(_is_listed, rows_in(event.message.content))):
                yield f"everybody sees the list {event.message.ts}"

    def end(self, end: End) -> Iterator[str]:
        for message in end.messages:
            rows = [] if message.is_deleted or card_in(message) else rows_in(message.content)
            if message.is_answer:
                yield from self._of_list(message, rows, end)
            elif not message.is_left_alone and (message.is_acknowledged or _is_known(message, end)):
                yield from _differences(message, rows, end)

    def _of_list(self, message: Message, rows: list[SeenRow], end: End) -> Iterator[str]:
        clicks = self._clicks.get(id(message), {})
        if not any(_is_stored(click, end) for click, _ in clicks.values()):
            return
        place = next((row.place for row in rows if _is_listed(row)), "")
        board = next((board for board in end.boards if board.place == place), None)
        if board is None:
            return
        if board.response_url not in clicks:
            yield f"the list {message.ts} does not follow, although somebody has clicked in it"
            return
        url, at = end.response_urls[board.response_url], clicks[board.response_url][1]
        if end.now - at < FOLLOWS and not url.is_spent and url.uses < RESPONSE_URL_USES:
            yield from _differences(message, rows, end)
        elif not url.is_troubled and url.uses < slack.RESPONSE_URL_USES:
            for row in rows:
                if ":hourglass" in row.text:
                    yield f"the list {message.ts} says that something is under way: {row.task_uuid[:8]}"


def _is_stored(click: Clicked, end: End) -> bool:
    """Whether the bot was to have noted its URL: it does so before it stores what was clicked."""
    return click.is_answered and any(row.key.startswith(click.key) for row in end.changes.rows.values())


def _differences(message: Message, rows: list[SeenRow], end: End) -> Iterator[str]:
    for row in rows:
        task = end.task(row.task_uuid)
        if end.is_followed(task):
            for difference in row.differences(task):
                yield f"{message.ts}, the row of {task.uuid[:8]}: {difference}"


def _is_known(message: Message, end: End) -> bool:
    return any((board.channel, board.ts) == (message.channel, message.ts) for board in end.boards)


def _is_listed(row: SeenRow) -> bool:
    return row.place.startswith("list-")
