"""Two short runs with fixed seeds, and the verdict itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.faults.__main__ import summary
from tests.faults.databases import stores
from tests.faults.people import Form, Told
from tests.faults.plan import Size
from tests.faults.runner import runs
from tests.faults.verdict import Kind, Message, Row, Task, Verdict, judge, judge_decided

TINY = Size(seconds=2.0, people=2, forms=1, faults=8)


@pytest.mark.long(15)
def test_whatever_fails_every_form_is_one_task_and_its_person_is_told_once() -> None:
    with stores("sqlite") as opened:
        outcomes = list(runs(range(1, 3), opened, size=TINY))

    assert [story for outcome in outcomes for story in (*outcome.verdict.stories, *outcome.problems)] == []
    assert sum(outcome.verdict.tasks for outcome in outcomes) > 0
    assert "duplicates 0" in summary(outcomes)


def row(post: str = "created", state: str = "done") -> Row:
    return Row(details="Call q1", post=post, state=state, notice="posted", task_uuid="t1")


TASK = Task("t1", "Call q1")
CARD = Message(Kind.CARD, "New task for Acme: Call q1", "acme")
AS_WELL = Message(Kind.CARD_AS_WELL, "here it is as well: Call q1", "a direct message")
REFUSAL = Message(Kind.REFUSAL, "was not created: Call q1", "a direct message")
UNSURE = Message(Kind.UNSURE, "Please look: Call q1", "a direct message")
NO_ROWS: list[Row] = []
NO_TASKS: list[Task] = []
NO_MESSAGES: list[Message] = []


@pytest.mark.parametrize(
    ("told", "rows", "tasks", "messages", "wrong"),
    [
        ([Told.CREATED], [row()], [TASK], [CARD], []),
        ([Told.SAVED], [row()], [TASK], [CARD], []),
        ([Told.NOTHING], [row()], [TASK], [CARD], []),
        ([Told.NOTHING], NO_ROWS, NO_TASKS, NO_MESSAGES, []),
        ([Told.ERROR], NO_ROWS, NO_TASKS, NO_MESSAGES, []),
        ([Told.ERROR, Told.CREATED], [row("refused", "failed"), row()], [TASK], [CARD], []),
        ([Told.ERROR], [row("refused", "failed")], NO_TASKS, NO_MESSAGES, []),
        ([Told.SAVED], [row("refused", "failed")], NO_TASKS, [REFUSAL], []),
        ([Told.SAVED], [row()], [TASK], [CARD, AS_WELL], []),
        ([Told.SAVED], [row("unsure", "unsure")], [TASK], [UNSURE], []),
        ([Told.SAVED], [row("unsure", "unsure")], NO_TASKS, [UNSURE], []),
        ([Told.SAVED], [row("unsure", "unsure")], [TASK], NO_MESSAGES, ["untold"]),
        ([Told.SAVED], [row("refused", "failed")], NO_TASKS, NO_MESSAGES, ["untold"]),
        ([Told.CREATED], [row()], [TASK], NO_MESSAGES, ["untold"]),
        ([Told.CREATED], [row()], [TASK, TASK], [CARD], ["duplicates"]),
        ([Told.CREATED], [row()], [TASK], [CARD, CARD], ["duplicates"]),
        ([Told.CREATED], [row()], NO_TASKS, [CARD], ["losses"]),
        ([Told.SAVED], NO_ROWS, NO_TASKS, NO_MESSAGES, ["losses"]),
        ([Told.SAVED], [row("sent", "waiting")], [TASK], NO_MESSAGES, ["unfinished"]),
        ([Told.ERROR], [row()], [TASK], [CARD], ["wrongly told"]),
        ([Told.ERROR], [row("refused", "failed")], [TASK], NO_MESSAGES, ["wrongly told"]),
    ],
)
def test_the_verdict_tells_what_must_not_be(
    told: list[Told],
    rows: Sequence[Row],
    tasks: Sequence[Task],
    messages: Sequence[Message],
    wrong: list[str],
) -> None:
    form = Form("q1", "Call q1", told)

    verdict = judge([form], rows, tasks, messages)

    assert list(verdict.wrong) == wrong
    assert len(verdict.stories) == len(wrong)


@pytest.mark.parametrize(
    ("rows", "tasks", "wrong"),
    [
        (NO_ROWS, [TASK], []),
        (NO_ROWS, [TASK, TASK], ["duplicates"]),
        (NO_ROWS, NO_TASKS, ["losses"]),
        ([Row("Call q1", "refused", "failed", "posted", "")], NO_TASKS, []),
        ([Row("Call q1", "refused", "waiting", "new", "")], NO_TASKS, ["losses"]),
        ([Row("Call q1", "refused", "failed", "posted", "")], [TASK, TASK], ["duplicates"]),
    ],
)
def test_once_a_person_has_looked_there_is_one_task(
    rows: Sequence[Row], tasks: Sequence[Task], wrong: list[str]
) -> None:
    form, verdict = Form("q1", "Call q1", [Told.SAVED]), Verdict()

    judge_decided(verdict, [form, Form("q2", "Call q2", [Told.SAVED])], [UNSURE.text], rows, tasks)

    assert list(verdict.wrong) == wrong


def test_a_task_that_nobody_asked_for_is_found() -> None:
    assert judge([], NO_ROWS, [TASK], NO_MESSAGES).wrong.total() == 1
