"""What must hold of App Homes, at rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.simulation.app_homes import AppHome
from tests.simulation.chartmogul import Task
from tests.simulation.end import End
from tests.simulation.events import Event
from tests.simulation.options import Kind
from tests.simulation.row_reading import pagers_in, rows_in
from tests.simulation.slack import PEOPLE


class HomesTellTheTruth:
    """An App Home that was opened lately shows what the bot can know, and when it is opened, all there is.

    ChartMogul tells of no change made there: what no message shows is read when the App Home is opened.
    """

    def hear(self, event: Event, now: float) -> Iterable[str]:
        return ()

    def end(self, end: End) -> Iterator[str]:
        for board in end.boards:
            home = end.homes.of(board.person) if board.kind == "home" and board.follows else None
            if home and not home.is_left_alone:
                yield from _told_wrong(home, end)
                if Kind.ASKING not in end.options.faults:
                    # Whoever is not known just now sees how to begin, and no task.
                    yield from _missing(home, end)
        for user in sorted(end.looked_again):
            home = end.homes.of(user)
            if home is None:
                yield f"nothing stands in the App Home of {user}"
            else:
                yield from _not_as_it_is(home, end)


def _told_wrong(home: AppHome, end: End) -> Iterator[str]:
    """Rows that do not say what ChartMogul does."""
    for row in rows_in(home.content):
        task = end.task(row.task_uuid)
        if end.is_followed(task) or home.user in end.looked_again:
            for difference in row.differences(task):
                yield f"the App Home of {home.user}, {row.place} {task.uuid[:8]}: {difference}"


def _missing(home: AppHome, end: End) -> Iterator[str]:
    """What its person has or asked for, and nobody has moved since it was made."""
    paged, shown = _paged(home), {(row.place, row.task_uuid) for row in rows_in(home.content)}
    for task, asked_by in _asked(end):
        section = "mine" if _is_theirs(task, home.user) else "asked" if asked_by == home.user else ""
        is_as_made = task.content.endswith(f"/ {task.assignee.partition('@')[0]}")
        if not section or section in paged or not (is_as_made and task.is_open and end.is_followed(task)):
            continue
        if (section, task.uuid) not in shown:
            yield f"the App Home of {home.user} lacks {section} {task.uuid[:8]}"


def _not_as_it_is(home: AppHome, end: End) -> Iterator[str]:
    """What was open when it was opened in peace, and is not there, or the other way round."""
    theirs = {task.uuid for task in end.tasks if task.is_open and _is_theirs(task, home.user)}
    asked = {
        task.uuid
        for task, by in _asked(end)
        if by == home.user and task.is_open and not _is_theirs(task, home.user)
    }
    paged, rows = _paged(home), rows_in(home.content)
    for section, expected in (("mine", theirs), ("asked", asked)):
        shown = {row.task_uuid for row in rows if row.place == section and row.is_open}
        if shown != expected and not (section in paged and shown < expected):
            yield f"the App Home of {home.user} shows {len(shown)} of {len(expected)} {section}"


def _asked(end: End) -> Iterator[tuple[Task, str]]:
    """The tasks that people asked for and were told of, and who did."""
    for delivery, request in end.outbox.requests().items():
        row = end.outbox.rows[delivery]
        if row.task_uuid and row.post == "created" and row.notice == "posted":
            yield end.task(row.task_uuid), request.asked_by


def _is_theirs(task: Task, user: str) -> bool:
    return task.assignee == PEOPLE[user][1]


def _paged(home: AppHome) -> set[str]:
    """The parts of which one page is shown."""
    return {pager.block_id.partition("_")[0] for pager in pagers_in(home.content)}
