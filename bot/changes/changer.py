"""The changes at work: stored, and done one after the other for each task."""

from __future__ import annotations

import structlog

from bot.changes.change import Change, ChangeRow, State
from bot.changes.changes import Changes
from bot.changes.changing import Changing
from bot.dispatcher import Dispatcher
from bot.outbox.pace import Pace
from bot.outbox.waiting_forms import WaitingForms
from bot.reference import own_reference
from bot.runtime import Runtime

log = structlog.get_logger(__name__)

WORKERS = 8
"""Changes in hand at once; ChartMogul allows 20 parallel connections for all that the bot does."""


class Changer:
    """Stores changes and works them off, in threads of this process."""

    def __init__(self, changes: Changes, changing: Changing, pace: Pace, runtime: Runtime) -> None:
        self._changes = changes
        self._changing = changing
        self._pace = pace
        self._forms = WaitingForms(longest=pace.form, runtime=runtime)
        self._dispatcher = Dispatcher(
            "change",
            self._claim,
            self._work,
            label=lambda row: row.id,
            reference=lambda row: row.change.reference,
            workers=WORKERS,
            poll=pace.poll,
            runtime=runtime,
        )

    def start(self) -> None:
        """Begin to work off what is due, also what an earlier process left."""
        self._dispatcher.start()

    def stop(self) -> None:
        """Take nothing new, and end what is in hand. The rest stays stored."""
        self._dispatcher.stop()

    def ask(self, key: str, change: Change, *, from_form: bool = False) -> ChangeRow:
        """Store a change: once this returns, it survives a crash.

        Raises:
            DatabaseUnavailable: nothing was stored.
        """
        seconds = self._pace.form_seconds if from_form else 0.0
        change = change.model_copy(update={"reference": own_reference()})
        stored = self._changes.add(key, change, form_seconds=seconds)
        log.info(
            "change.stored",
            change=stored.id,
            kind=change.kind,
            task=change.task_uuid,
            user=change.by,
            reference=stored.change.reference,
        )
        self._dispatcher.wake()
        return stored

    def outcome(self, row: ChangeRow, *, since: float) -> ChangeRow:
        """Wait a little for what comes of it, so that a form can show it.

        Its state is WAITING where there is no word yet; from then on a refusal is told by a message.

        Args:
            since: when the submission came in, by `Runtime.monotonic`.

        Raises:
            DatabaseUnavailable: the change is stored, and its outcome not known here.
        """
        with self._forms.waiting(str(row.id), since=since) as turns:
            for _ in turns:
                row = self._changes.get(row.id) or row
                if row.state is not State.WAITING:
                    return row
        return self._changes.leave_form(row.id) or row

    def _claim(self) -> ChangeRow | None:
        return self._changes.claim(lease=self._pace.lease, longest=self._pace.longest)

    def _work(self, row: ChangeRow) -> None:
        try:
            self._changing.take(row)
        finally:
            self._forms.wake(str(row.id))
