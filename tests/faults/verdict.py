"""Whether every form came to exactly one end, judged by the marks in tasks, rows and messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tests.faults.people import Form, Told


class Kind(StrEnum):
    """What a message says of a task."""

    CARD = "card"
    CARD_AS_WELL = "card as well"
    """A second one that says that the first may stand elsewhere, where the bot cannot look."""
    REFUSAL = "refusal"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Row:
    """One delivery as it stands in the outbox at the end."""

    details: str
    post: str
    state: str
    notice: str
    task_uuid: str
    reason: str = ""
    """Why nobody can say whether the task is there, where nobody can."""


@dataclass(frozen=True)
class Task:
    """One task in ChartMogul."""

    uuid: str
    details: str


@dataclass(frozen=True)
class Message:
    """One message of the bot about a task."""

    kind: Kind
    text: str
    place: str


@dataclass
class Verdict:
    """What was counted in one run, and what must not be."""

    forms: int = 0
    tasks: int = 0
    cards: int = 0
    refused: int = 0
    unsure: Counter[str] = field(default_factory=Counter)
    """Deliveries that were set aside for a person to look, by reason."""
    told_twice: int = 0
    """People who got a second card that says why; allowed where nobody can look."""
    in_doubt: int = 0
    """Forms that nobody answered, of which nothing took effect, and whose person did not press again."""
    wrong: Counter[str] = field(default_factory=Counter)
    """Violations by kind."""
    stories: list[str] = field(default_factory=list)
    """One line for each violation."""

    def __add__(self, other: Verdict) -> Verdict:
        return Verdict(
            **{name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__}
        )


DUPLICATE, LOSS, UNTOLD, UNFINISHED, WRONGLY_TOLD = (
    "duplicates",
    "losses",
    "untold",
    "unfinished",
    "wrongly told",
)
KINDS = (DUPLICATE, LOSS, UNTOLD, UNFINISHED, WRONGLY_TOLD)


@dataclass(frozen=True)
class Trace:
    """All that is to be found of one form."""

    form: Form
    rows: Sequence[Row]
    tasks: Sequence[Task]
    messages: Sequence[Message]

    @property
    def promised(self) -> bool:
        """Whether the screen said that the task is there or will be."""
        return Told.CREATED in self.form.told or Told.SAVED in self.form.told

    @property
    def left_open(self) -> bool:
        """Whether the person went away without an answer."""
        return self.form.last is Told.NOTHING

    def told_by(self, *kinds: Kind) -> int:
        """How many messages of these kinds there are."""
        return sum(message.kind in kinds for message in self.messages)

    def has(self, post: str) -> bool:
        """Whether a delivery of this form has come so far."""
        return any(row.post == post for row in self.rows)

    def __str__(self) -> str:
        told = ", ".join(self.form.told)
        rows = "; ".join(f"{row.state}/{row.post}/{row.notice}" for row in self.rows) or "not stored"
        seen = ", ".join(f"{message.kind} in {message.place}" for message in self.messages) or "no message"
        return f"{self.form.mark}: told [{told}], {rows}, {len(self.tasks)} tasks, {seen}"


def judge(
    forms: Sequence[Form], rows: Iterable[Row], tasks: Iterable[Task], messages: Iterable[Message]
) -> Verdict:
    """The verdict on one run that has come to rest."""
    rows, tasks, messages = list(rows), list(tasks), list(messages)
    verdict = Verdict(forms=len(forms), tasks=len(tasks))
    for form in forms:
        trace = Trace(
            form,
            [row for row in rows if form.mark in row.details],
            [task for task in tasks if form.mark in task.details],
            [message for message in messages if form.mark in message.text],
        )
        _count(verdict, trace)
        for wrong in _violations(trace):
            verdict.wrong[wrong] += 1
            verdict.stories.append(f"{wrong}: {trace}")
    for task in tasks:
        if not any(form.mark in task.details for form in forms):
            verdict.wrong[WRONGLY_TOLD] += 1
            verdict.stories.append(f"a task that nobody asked for: {task.details}")
    return verdict


def judge_decided(
    verdict: Verdict,
    forms: Sequence[Form],
    decided: Sequence[str],
    rows: Iterable[Row],
    tasks: Iterable[Task],
) -> None:
    """Add to a verdict what came of those forms whose people had to look for themselves.

    That is one task, or none where ChartMogul refused what was sent again, and the person was told.

    Args:
        decided: the texts of the messages in which they decided.
    """
    rows, tasks = list(rows), list(tasks)
    for form in forms:
        if not any(form.mark in text for text in decided):
            continue
        count = sum(form.mark in task.details for task in tasks)
        refused = any(
            form.mark in row.details and (row.post, row.notice) == ("refused", "posted") for row in rows
        )
        if count != 1 and not (refused and count == 0):
            wrong = DUPLICATE if count else LOSS
            verdict.wrong[wrong] += 1
            verdict.stories.append(f"{wrong}: {form.mark}: {count} tasks after its person had looked")


def _count(verdict: Verdict, trace: Trace) -> None:
    verdict.cards += trace.told_by(Kind.CARD, Kind.CARD_AS_WELL)
    verdict.refused += trace.has("refused")
    verdict.unsure.update(row.reason for row in trace.rows if row.post == "unsure")
    verdict.told_twice += trace.told_by(Kind.CARD, Kind.CARD_AS_WELL) > 1
    verdict.in_doubt += trace.left_open and not trace.tasks


def _violations(trace: Trace) -> Iterable[str]:
    if len(trace.tasks) > 1 or trace.told_by(Kind.CARD) > 1 or trace.told_by(Kind.CARD_AS_WELL) > 1:
        yield DUPLICATE
    if any(row.state == "waiting" for row in trace.rows):
        yield UNFINISHED
    elif trace.has("created"):
        yield from _of_created(trace)
    elif trace.has("unsure"):
        if not trace.told_by(Kind.UNSURE):
            yield UNTOLD
    elif trace.tasks:
        yield WRONGLY_TOLD
    elif trace.has("refused"):
        # A form that got no answer at all is still open, and its person knows that nothing came of it.
        if not trace.told_by(Kind.REFUSAL) and Told.ERROR not in trace.form.told and not trace.left_open:
            yield UNTOLD
    elif trace.promised:
        yield LOSS


def _of_created(trace: Trace) -> Iterable[str]:
    if not trace.tasks:
        yield LOSS
    if not trace.told_by(Kind.CARD, Kind.CARD_AS_WELL):
        yield UNTOLD
    if trace.form.last is Told.ERROR and not trace.promised:
        yield WRONGLY_TOLD
