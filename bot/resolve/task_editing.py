"""A submitted form that changes a task: read, stored, and answered within the time that Slack gives."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import structlog
from pydantic import ValidationError

from bot.changes.change import Change, ChangeRow, Fields, Kind, State
from bot.changes.changer import Changer
from bot.changes.changes import Changes
from bot.reference import join_story, own_reference
from bot.resolve.assignee import AssigneeFinder, NotAssignable
from bot.resolve.filled_form import NotSaved, WrongInput, field_of, sentence_of
from bot.resolve.submitting import STORING_TAKES_LONG, Taken, with_reference
from bot.resolve.task_opening import TaskOpenings
from bot.resolve.today import today_of
from bot.runtime import Runtime
from bot.slack.budget import Budget
from bot.slack.payloads import Submission
from bot.store.database import DatabaseUnavailable
from bot.task import TaskEdit
from bot.views.edit import EditForm, TaskMemory, as_now, begins_with, changed_meanwhile
from bot.views.form import Field
from bot.views.task_ref import assignee_mark
from bot.workspace.lookups import Lane, Lookups, NotInTime
from bot.workspace.people import People
from bot.workspace.whereabouts import Known, Whereabouts

log = structlog.get_logger(__name__)

SECONDS = 1.5
"""Seconds from its arrival in which a submission waits for who its people are."""

NOT_SAVED = (
    "This could not be saved just now, so nothing was changed. Your input is still here: "
    "try again in a minute."
)
FORGOTTEN = "I do not know any more which task this is about. Close this and open it again from the card."
NOT_YOURS = "Only who asked for this task and who has it can delete it."


class TaskEdits:
    """Takes what people submit. Never raises for a database that is slow or away."""

    def __init__(
        self,
        *,
        changer: Changer,
        changes: Changes,
        openings: TaskOpenings,
        whereabouts: Whereabouts,
        assignees: AssigneeFinder,
        people: People,
        lookups: Lookups,
        runtime: Runtime,
    ) -> None:
        self._changer = changer
        self._changes = changes
        self._openings = openings
        self._whereabouts = whereabouts
        self._assignees = assignees
        self._people = people
        self._lookups = lookups
        self._runtime = runtime

    def edit(self, submission: Submission, budget: Budget) -> Taken | WrongInput | EditForm:
        """What the edit form changes; a form to show in its place where others have changed it meanwhile."""
        memory = TaskMemory.from_metadata(submission.view.private_metadata)
        asker, assignee = submission.user.id, submission.person(Field.ASSIGNEE)
        known = self._whereabouts.gather([asker, assignee], seconds=budget.left(SECONDS), lane=Lane.SUBMITTED)
        errors: dict[str, str] = {}
        email = self._email(assignee, asker, memory, known, errors)
        edit = self._read(submission, memory, email, known, errors)
        if errors or edit is None:
            return WrongInput(errors)
        wanted = Fields(details=edit.task_details, assignee=edit.assignee, due_date=edit.due_date)
        if wanted == Fields():
            return Taken.CREATED
        change = self._change(Kind.EDIT, submission, memory, wanted)
        if edit.assignee is not None:
            change = change.model_copy(update={"assignee_user": assignee})
        outcome = self._taken(submission, change, budget, Field.DETAILS)
        if isinstance(outcome, ChangeRow):
            return self._anew(submission, memory, outcome)
        return outcome

    def snooze(self, submission: Submission, budget: Budget) -> Taken | WrongInput | EditForm:
        """The day to which the task is put off; a form to show in its place, as for `edit`."""
        memory = TaskMemory.from_metadata(submission.view.private_metadata)
        known = self._whereabouts.gather(
            [submission.user.id], seconds=budget.left(SECONDS), lane=Lane.SUBMITTED
        )
        day = submission.day(Field.DUE_DATE)
        if day is None:
            return WrongInput({Field.DUE_DATE: "Choose a date."})
        errors: dict[str, str] = {}
        edit = self._checked({"due_date": day}, submission, known, errors)
        if edit is None:
            return WrongInput(errors)
        change = self._change(Kind.SNOOZE, submission, memory, Fields(due_date=day))
        outcome = self._taken(submission, change, budget, Field.DUE_DATE)
        if isinstance(outcome, ChangeRow):
            return self._anew(submission, memory, outcome)
        return outcome

    def delete(self, submission: Submission) -> bool:
        """The task is to go. Whether it is for this person to say so.

        Raises:
            DatabaseUnavailable: nothing was stored.
        """
        memory = TaskMemory.from_metadata(submission.view.private_metadata)
        if not self._openings.may_delete(memory.task_uuid, submission.user.id):
            return False
        change = self._change(Kind.DELETE, submission, memory, Fields())
        self._changer.ask(_key(submission, change), change)
        return True

    def _email(
        self, assignee: str, asker: str, memory: TaskMemory, known: Known, errors: dict[str, str]
    ) -> str:
        """The e-mail of the assignee that was chosen; empty where they stay the same."""
        if not assignee or assignee == memory.assignee_user:
            return ""
        try:
            return self._assignees.email_of(
                known.people.get(assignee), known.home, is_asker=assignee == asker
            )
        except NotAssignable as error:
            errors[Field.ASSIGNEE] = str(error)
            return ""

    def _read(
        self, submission: Submission, memory: TaskMemory, email: str, known: Known, errors: dict[str, str]
    ) -> TaskEdit | None:
        if not memory.task_uuid:
            errors[Field.DETAILS] = FORGOTTEN
            return None
        details, day = submission.text(Field.DETAILS), submission.day(Field.DUE_DATE)
        if day is None and memory.due_date is not None:
            errors[Field.DUE_DATE] = "Choose a date."
        fields: dict[str, object] = {}
        if details != begins_with(memory.details).strip():
            fields["task_details"] = details
        if email and email != memory.assignee:
            fields["assignee"] = email
        if day is not None and day != memory.due_date:
            fields["due_date"] = day
        return self._checked(fields, submission, known, errors)

    def _checked(
        self, fields: dict[str, object], submission: Submission, known: Known, errors: dict[str, str]
    ) -> TaskEdit | None:
        today = today_of(known.people.get(submission.user.id), self._runtime.now())
        try:
            return TaskEdit.model_validate(fields, context={"today": today})
        except ValidationError as error:
            for item in error.errors():
                field = field_of(str(item["loc"][0]))
                errors.setdefault(field, sentence_of(field, item["type"], item["msg"]))
            return None

    def _change(self, kind: Kind, submission: Submission, memory: TaskMemory, wanted: Fields) -> Change:
        return Change(
            kind=kind,
            task_uuid=memory.task_uuid,
            by=submission.user.id,
            at=self._runtime.now(),
            wanted=wanted,
            seen=Fields(
                details=memory.details,
                assignee=assignee_mark(memory.assignee),
                due_date=memory.due_date,
                is_open=memory.is_open,
            ),
            response_url=memory.response_url,
            thread_ts=memory.thread_ts,
        )

    def _taken(
        self, submission: Submission, change: Change, budget: Budget, field: Field
    ) -> Taken | WrongInput | ChangeRow:
        """Store it, and wait a moment for what ChartMogul says; the row where others were in the way."""
        try:
            stored = self._lookups.run(
                lambda: self._changer.ask(_key(submission, change), change, from_form=True),
                seconds=budget.left(),
            )
        except DatabaseUnavailable:
            reference = own_reference()
            log.error("edit.not_stored", reference=reference)
            return NotSaved({field: with_reference(NOT_SAVED, reference)})
        except NotInTime:
            return NotSaved({field: STORING_TAKES_LONG})
        join_story(stored.change.reference)
        try:
            row = self._lookups.run(
                lambda: self._changer.outcome(stored, since=budget.since), seconds=budget.left()
            )
        except (DatabaseUnavailable, NotInTime):
            # It is stored, and will be done when the database is back.
            return Taken.SAVED
        return self._answer(row, submission, field)

    def _answer(self, row: ChangeRow, submission: Submission, field: Field) -> Taken | WrongInput | ChangeRow:
        if row.state is State.WAITING:
            return Taken.SAVED
        outcome = row.outcome
        if outcome.is_done:
            return Taken.CREATED
        self._aside(lambda: self._changes.refusal_shown(row.id))
        if outcome.conflict is not None:
            return row
        at = field_of(outcome.field) if outcome.field else field
        reason = with_reference(outcome.reason, outcome.reference) if outcome.reference else outcome.reason
        return WrongInput({at if submission.shows(at) else field: reason})

    def _aside(self, note: Callable[[], object]) -> None:
        """Note something that the person can do without: else a message tells them once more."""
        try:
            note()
        except DatabaseUnavailable as error:
            log.warning("edit.not_noted", reason=str(error))

    def _anew(self, submission: Submission, memory: TaskMemory, row: ChangeRow) -> EditForm:
        """The form with what was typed, knowing what others have made of the task."""
        now = row.outcome.conflict or Fields()
        told: dict[str, str] = {}
        seen: dict[str, object] = {}
        if now.details is not None:
            told["What is to be done"], seen["details"] = as_now(now.details), now.details
        if now.assignee is not None:
            told["The assignee"], seen["assignee"] = as_now(now.assignee), now.assignee
            seen["assignee_user"] = self._people.user_of(now.assignee)
        if now.due_date is not None:
            told["The due date"], seen["due_date"] = as_now(now.due_date), now.due_date
        if now.is_open is False:
            told["The task"], seen["is_open"] = "*completed*", False
        return EditForm(
            memory=memory.model_copy(update=seen),
            details=submission.text(Field.DETAILS),
            assignee=submission.person(Field.ASSIGNEE),
            due_date=submission.day(Field.DUE_DATE),
            notice=changed_meanwhile(told, is_completed=now.is_open is False),
        )


def _key(submission: Submission, change: Change) -> str:
    """The same for the same form with the same content, so that a double click is one change."""
    content = change.model_dump_json(include={"kind", "wanted", "seen", "by"})
    return sha256(f"{submission.view.id}\n{content}".encode()).hexdigest()[:32]
