"""What must hold of changes that people ask for, each property an object that hears all that happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.changes.change import Change, Fields, Kind, Outcome
from bot.views.task_ref import assignee_mark
from tests.simulation.chartmogul import Task
from tests.simulation.end import End
from tests.simulation.events import ChangeMoved, ChangeStored, Clicked, Effect, Event, Told


class NoLostClick:
    """A click that was acknowledged ends done, or its person is told why not: by a form or a message."""

    def __init__(self) -> None:
        self._clicks: list[Clicked] = []

    def hear(self, event: Event, now: float) -> Iterator[str]:
        match event:
            case Clicked():
                self._clicks.append(event)
            case ChangeMoved(before, after, seen=seen) if before.state != after.state == "ended":
                change = Change.model_validate_json(after.what)
                is_done = Outcome.model_validate_json(after.outcome).is_done
                if is_done and not _is_done(change, seen):
                    yield f"noted as done, and ChartMogul shows {seen}: change {after.id}"

    def end(self, end: End) -> Iterator[str]:
        keys = [row.key for row in end.changes.rows.values()]
        for click in self._clicks:
            is_kept = click.is_spoken_to or any(key.startswith(click.key) for key in keys)
            if click.stores and click.is_answered and not is_kept:
                yield f"acknowledged, and nothing came of it: {click.key}"
        changes = [end.changes.change(number) for number in end.changes.rows]
        for form in end.task_forms:
            if {Told.CREATED, Told.SAVED} & set(form.told) and not any(map(form.asks, changes)):
                yield f"the form promised, and nothing was stored: {form.url or form.task_uuid}"
        yield from self._untold(end)

    def _untold(self, end: End) -> Iterator[str]:
        # Who gets no answer sees that it did not work.
        shown = [
            (form, count)
            for form in end.task_forms
            if (count := form.told.count(Told.ERROR) + form.told.count(Told.NOTHING))
        ]
        spent: Counter[int] = Counter()
        letters = {row.id for row in end.outbox.rows.values() if row.notice == "posted"}
        for number, row in end.changes.rows.items():
            if row.state != "ended":
                yield f"not settled: change {number} is {row.state}"
            if end.changes.outcome(number).is_done or f"change-{number}" in letters:
                continue
            change = end.changes.change(number)
            forms = (n for n, (form, count) in enumerate(shown) if form.asks(change) and spent[n] < count)
            form = next(forms, None)
            if form is None:
                yield f"nobody was told why not: change {number}"
            else:
                spent[form] += 1


class InOrder:
    """Changes of one task take effect in the order in which people asked for them."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def hear(self, event: Event, now: float) -> Iterator[str]:
        if isinstance(event, Effect):
            last = self._last.get(event.before.uuid, 0)
            if event.change < last:
                yield f"change {event.change} took effect after change {last}: {event.before.uuid[:8]}"
            self._last[event.before.uuid] = max(last, event.change)

    def end(self, end: End) -> Iterable[str]:
        return ()


class NothingTwice:
    """Nobody asks ChartMogul for what it has answered already, or what will not be done."""

    def __init__(self) -> None:
        self._ended: dict[int, float] = {}

    def hear(self, event: Event, now: float) -> Iterator[str]:
        match event:
            case ChangeMoved(after=after) if after.state != "waiting":
                self._ended.setdefault(after.id, now)
            case Effect(change, asked_at=asked_at, is_excused=False):
                if asked_at > self._ended.get(change, asked_at):
                    yield f"asked for again once it had ended: change {change}"

    def end(self, end: End) -> Iterable[str]:
        return ()


class NothingOverwritten:
    """What somebody changed in ChartMogul meanwhile stays, where it was there when the task was read."""

    def __init__(self) -> None:
        self._changes: dict[int, Change] = {}

    def hear(self, event: Event, now: float) -> Iterator[str]:
        match event:
            case ChangeStored(row):
                self._changes[row.id] = Change.model_validate_json(row.what)
            case Effect(change, _, after, seen) if not after.is_gone:
                asked = self._changes[change]
                for field in _overwritten(asked, seen):
                    yield f"overwrites {field}, which is not as its person saw it: change {change}"

    def end(self, end: End) -> Iterable[str]:
        return ()


def _is_done(change: Change, task: Task | None) -> bool:
    """Whether the task is as it was wanted."""
    if task is None or change.kind is Kind.DELETE:
        return task is None and change.kind is Kind.DELETE
    wanted, now = change.wanted, _fields(task)
    return all(value in {None, getattr(now, name)} for name, value in wanted)


def _overwritten(change: Change, task: Task | None) -> Iterator[str]:
    """The fields that others had changed when the task was read."""
    if task is None:
        return
    now = _fields(task)
    for name in ("details", "assignee", "due_date"):
        wanted, seen = getattr(change.wanted, name), getattr(change.seen, name)
        at_hand = {getattr(now, name), assignee_mark(task.assignee) if name == "assignee" else None}
        if None not in {wanted, seen, getattr(now, name)} and not at_hand & {wanted, seen}:
            yield name
    if change.kind in {Kind.SNOOZE, Kind.TAKE, Kind.EDIT} and change.seen.is_open and not task.is_open:
        yield "that it was completed"


def _fields(task: Task) -> Fields:
    return Fields.model_validate(
        {
            "details": task.details,
            "assignee": task.assignee,
            "due_date": task.due or None,
            "is_open": task.is_open,
        }
    )
