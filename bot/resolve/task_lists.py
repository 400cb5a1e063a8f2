"""The list that was asked for: as ChartMogul has it, or, where that takes too long, as it was last seen."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import structlog

from bot.boards.board import Days, Group, Headed, Listed
from bot.boards.boards import Boards
from bot.boards.list_drawing import ListDrawer
from bot.boards.nearness import nearness
from bot.chartmogul import ChartMogulError
from bot.directory.customers import Directory
from bot.resolve.list_questions import Question
from bot.slack.budget import Budget
from bot.slack.errors import SlackError
from bot.slack.web_api import Slack
from bot.store.database import WAIT
from bot.tasks.known_task import KnownTask
from bot.tasks.reading import TaskReader
from bot.tasks.tasks import Tasks
from bot.views import list_title as words
from bot.views.list_answers import list_answer
from bot.views.list_title import When
from bot.workspace.lookups import Lookups, NotInTime

Message = dict[str, Any]

SECONDS = 2.0
"""Seconds from the request's arrival in which ChartMogul is asked before what is remembered is shown."""

STORED = 0.5
"""Seconds after that in which the database must take something: else it is that which is late."""

EACH = 5.0
"""Seconds for one page or one task: an answer that comes late is shown all the same."""

LISTED_MAX = 200
"""Most tasks of one list: nobody turns more pages."""

log = structlog.get_logger(__name__)


class TaskLists:
    """Makes lists.

    Args:
        changed: hears that tasks were read: what shows them may have fallen behind. It must not raise.
    """

    def __init__(
        self,
        *,
        tasks: Tasks,
        reader: TaskReader,
        boards: Boards,
        drawer: ListDrawer,
        directory: Directory,
        lookups: Lookups,
        slack: Slack,
        changed: Callable[[], None],
    ) -> None:
        self._tasks = tasks
        self._reader = reader
        self._boards = boards
        self._drawer = drawer
        self._directory = directory
        self._lookups = lookups
        self._slack = slack
        self._changed = changed

    def answer(self, question: Question, response_url: str, *, budget: Budget) -> Message:
        """The list, for who asked alone. Where ChartMogul is late, another follows if it says otherwise.

        Args:
            response_url: of the command: it can add messages, and change none.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        turn = _Turn()

        def read() -> None:
            error = self._read(question)
            shown = turn.is_read(error)
            if shown is not None:
                self._follow(question, shown, error, response_url)

        try:
            self._lookups.run(read, seconds=budget.left(SECONDS))
        except NotInTime:
            # What ChartMogul says may long be there, and only cannot be stored.
            self._boards.check(wait=STORED)
            remembered = self._found(question)
            if turn.is_shown(_uuids(remembered)):
                return self._message(question, remembered, note=words.SLOW, wait=budget.left())
        note = words.AWAY if turn.error else ""
        return self._message(question, self._found(question), note=note, wait=budget.left())

    def _read(self, question: Question) -> ChartMogulError | None:
        """Ask ChartMogul. Why it does not say, if it does not."""
        try:
            for read in self._readings(question):
                read()
        except ChartMogulError as error:
            log.warning("list.not_read", status=error.status, reference=error.reference)
            return error
        self._changed()
        return None

    def _readings(self, question: Question) -> Iterator[Callable[[], None]]:
        """What is to be read: what was open, but is missing in a list, is read by itself."""
        customer = question.wanted.customer
        if customer:
            known = self._tasks.open_tasks(customer_uuid=customer.uuid)
            yield partial(self._reader.read_customer, customer.uuid, uuids=_uuids(known), timeout=EACH)
            return
        for email in question.emails:
            known = self._tasks.open_tasks(assignees=[email])
            yield partial(self._reader.read_open, email, uuids=_uuids(known), timeout=EACH)

    def _found(self, question: Question) -> list[KnownTask]:
        """What is known to be open and asked for, by due date; what has none comes last."""
        customer = question.wanted.customer
        found = self._tasks.open_tasks(
            assignees=question.emails or None, customer_uuid=customer.uuid if customer else None
        )
        times = question.wanted.due
        wanted = [task for task in found if not times or any(time.has(task.due_date) for time in times)]
        return sorted(wanted, key=lambda task: task.due_date is None)

    def _follow(
        self, question: Question, shown: list[str], error: ChartMogulError | None, response_url: str
    ) -> None:
        """Say what is true after something else was shown; nothing where it is the same."""
        found = self._found(question)
        if error:
            message = list_answer(words.STILL_AWAY)
        elif _uuids(found) == shown:
            return
        else:
            message = self._message(question, found, is_late=True)
        try:
            self._slack.respond(response_url, message, in_channel=False)
        except SlackError as late:
            log.info("list.not_followed", code=late.code)

    def _message(
        self,
        question: Question,
        found: Sequence[KnownTask],
        *,
        note: str = "",
        is_late: bool = False,
        wait: float = WAIT,
    ) -> Message:
        wanted = question.wanted
        title = words.list_title(wanted)
        title = words.changed_meanwhile(title) if is_late else title
        left_out = words.only_first(LISTED_MAX) if len(found) > LISTED_MAX else ""
        notes = list(filter(None, [note, left_out, question.hint]))
        if not found:
            heading = words.empty_heading(title, is_certain=not note)
            return list_answer("\n".join([heading, *notes, *self._unseen(question, is_certain=not note)]))
        shown, others = found[:LISTED_MAX], found[LISTED_MAX:]
        listed = Listed(
            heading=title,
            headed=Headed.FLAT_LIST if _is_flat(question) else Headed.LIST,
            groups=(Group(uuids=tuple(_uuids(shown))),),
            assignees=question.emails,
            due=tuple(Days(first=time.first, last=time.last) for time in wanted.due),
            unlisted=Counter(nearness(task.due_date, question.today) for task in others),
            note="\n".join(notes),
            mentions=True,
        )
        board = self._boards.add_list(wanted.reader, listed, wait=wait)
        drawn = self._drawer.draw(listed, reader=wanted.reader, place=board.place)
        return {"response_type": "ephemeral", **drawn.content}

    def _unseen(self, question: Question, *, is_certain: bool) -> list[str]:
        """Why there may be nothing, in words."""
        unseen = [email for email in question.emails if is_certain and not self._directory.known_email(email)]
        return [words.not_seen(unseen)] if unseen else []


class _Turn:
    """Whether the reading or the wait for it ended first."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._is_read = False
        self._shown: list[str] | None = None
        self.error: ChartMogulError | None = None

    def is_read(self, error: ChartMogulError | None) -> list[str] | None:
        """The reading has ended: what was shown meanwhile, None where there was time to wait for it."""
        with self._turn:
            self._is_read, self.error = True, error
            return self._shown

    def is_shown(self, uuids: list[str]) -> bool:
        """These are to be shown before the reading ends; False where it has just ended."""
        with self._turn:
            if not self._is_read:
                self._shown = uuids
            return not self._is_read


def _uuids(tasks: Sequence[KnownTask]) -> list[str]:
    return [task.uuid for task in tasks]


def _is_flat(question: Question) -> bool:
    """Whether how near the tasks are is just what was asked for."""
    whens = {time.when for time in question.wanted.due}
    return len(whens) == 1 and When.WEEK not in whens
