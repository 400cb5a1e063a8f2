"""What lies in the database: customers, work that waits or that nobody was told of, and for how long."""

from __future__ import annotations

from collections.abc import Iterator

from bot.changes.change import State as ChangeState
from bot.changes.changes import Changes
from bot.directory.customers import Directory
from bot.directory.sync_progress import SyncProgress
from bot.notes.notes import Notes
from bot.operate.check.finding import Finding, Verdict
from bot.operate.check.spans import ago
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import State
from bot.outbox.wanted_note import NoteState
from bot.request import Request, read_asked
from bot.retention.removal import Removal
from bot.retention.watch import ERASED_AFTER
from bot.store.database import Database
from bot.tasks.tasks import Tasks

OLD = 3600.0
"""Seconds after which a running bot has certainly read the customers again: it does so every 15 minutes."""

LONG = 600.0
"""Seconds after which what waits does not wait for a passing trouble."""

LATEST = 50
"""Deliveries among which a form is looked for: others are the bot's own letters."""

_SEE = "See `cm-task deliveries`"


def work(database: Database) -> Iterator[Finding]:
    """Look at all of it.

    Raises:
        DatabaseUnavailable: the database is away by now.
    """
    yield _directory(database)
    yield from _deliveries(Deliveries(database))
    yield _changes(Changes(database, Tasks(database)))
    yield _notes(Notes(database))
    yield from _removal(Removal(database), now=database.clock())


def heard(database: Database) -> float | None:
    """How many seconds ago somebody last submitted a form, by the latest that is stored; None for never.

    Raises:
        DatabaseUnavailable: the database is away by now.
    """
    latest = Deliveries(database).listed(State, limit=LATEST)
    forms = (each.created_at for each in latest if isinstance(read_asked(each.request), Request))
    at = next(forms, None)
    return None if at is None else max(0.0, database.clock() - at)


def _directory(database: Database) -> Finding:
    progress, now = SyncProgress(database).get(), database.clock()
    age = now - progress.finished_at if progress.ever_finished else None
    customers = Directory(database).count()
    facts = {"customers": customers, "seconds_old": None if age is None else round(age)}
    key, what, said = "directory", "Customers", f"{customers:,}"
    if age is None:
        is_late = bool(progress.started_at) and now - progress.started_at > OLD
        said += " so far: they were not read to the end yet, which a running bot does, or `cm-task sync`"
        return Finding(key, what, said, Verdict.WARNS if is_late else Verdict.OK, facts=facts)
    said = f"{said}, read {ago(age)} ago"
    if progress.doubt or progress.kept:
        said += f", maybe not whole ({progress.doubt or f'{progress.kept:,} were not found and are kept'})"
    if age < OLD:
        return Finding(key, what, said, facts=facts)
    do = "A running bot reads them every 15 minutes: see whether one runs, and what it logs"
    return Finding(key, what, said, Verdict.WARNS, do, facts)


def _deliveries(deliveries: Deliveries) -> Iterator[Finding]:
    counts, oldest = deliveries.counts(), deliveries.oldest()
    facts: dict[str, float] = {state.value: counts[state] for state in State}
    facts["oldest_waiting_seconds"] = round(oldest[State.WAITING])
    waiting, key, what = counts[State.WAITING], "deliveries", "Deliveries"
    if not waiting:
        yield Finding(key, what, "none wait", facts=facts)
    else:
        said = f"{waiting:,} wait, the oldest for {ago(oldest[State.WAITING])}"
        is_long = oldest[State.WAITING] > LONG
        verdict, do = (Verdict.WARNS, _SEE) if is_long else (Verdict.OK, "")
        yield Finding(key, what, said, verdict, do, facts)
    if untold := counts[State.UNTOLD]:
        said = f"of {untold:,} nobody could be told what became of them"
        do = f"{_SEE} --only untold, and tell them, or try again: `cm-task deliveries retry ID`"
        yield Finding("deliveries.untold", what, said, Verdict.WARNS, do, {"untold": untold})
    if unsure := counts[State.UNSURE]:
        said = f"of {unsure:,} nobody can say whether the task was created; the people were asked to look"
        do = f"{_SEE} --only unsure"
        yield Finding("deliveries.unsure", what, said, Verdict.WARNS, do, {"unsure": unsure})


def _changes(changes: Changes) -> Finding:
    counts, oldest = changes.counts(), changes.oldest()[ChangeState.WAITING]
    waiting = counts[ChangeState.WAITING]
    facts = {"waiting": waiting, "oldest_waiting_seconds": round(oldest)}
    key, what = "changes", "Changes of tasks"
    if not waiting:
        return Finding(key, what, "none wait", facts=facts)
    said = f"{waiting:,} wait, the oldest for {ago(oldest)}"
    verdict, do = (Verdict.WARNS, _SEE) if oldest > LONG else (Verdict.OK, "")
    return Finding(key, what, said, verdict, do, facts)


def _notes(notes: Notes) -> Finding:
    waiting = notes.counts()[NoteState.WAITING]
    said = f"{waiting:,} wait" if waiting else "none wait"
    return Finding("notes", "Notes", said, facts={"waiting": waiting})


def _removal(removal: Removal, *, now: float) -> Iterator[Finding]:
    """Nothing, unless Slack has said that the app is gone."""
    said = removal.refresh()
    if said is None:
        return
    key, what, ago_said = "removal", "App", ago(max(0.0, now - said.said_at))
    do = "Install it again to keep them"
    if said.erased_at:
        yield Finding(key, what, f"removed {ago_said} ago, and its data deleted", Verdict.WARNS)
    elif said.confirmed_at:
        left = ago(max(0.0, said.confirmed_at + ERASED_AFTER - now))
        found = f"removed {ago_said} ago from the workspace: its data are deleted in {left}"
        yield Finding(key, what, found, Verdict.WARNS, do)
    else:
        found = f"Slack said {ago_said} ago that it was removed, and is asked whether it was"
        yield Finding(key, what, found, Verdict.WARNS)
