"""What must hold of notes in every world."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tests.simulation.end import End
from tests.simulation.events import Event, Told
from tests.simulation.outbox import short

MARK = re.compile(r"\((cm-[0-9a-f]{12})\)")


class OneNote:
    """Every form with a tick whose task is there ends in one note, or its asker is told; no other has one."""

    def hear(self, event: Event, now: float) -> Iterable[str]:
        return ()

    def end(self, end: End) -> Iterator[str]:
        written = Counter(mark for note in end.notes for mark in MARK.findall(note.text))
        for delivery, request in end.outbox.requests().items():
            row, note = end.outbox.rows[delivery], end.wanted_notes.get(delivery)
            count = written.pop(f"cm-{delivery[:12]}", 0)
            is_there = row.post == "created" or (row.post, row.state) == ("unsure", "done")
            if count > 1:
                yield f"{count} notes: {short(delivery)}"
            if count and not (is_there and request.keep):
                yield f"a note that nobody wants: {short(delivery)}"
            if not (is_there and request.keep):
                continue
            if note is None or note.state == "waiting":
                yield f"nothing came of a note: {short(delivery)}"
            elif not count and f"note-{delivery}" not in end.outbox.rows:
                yield f"nobody was told of a note that is not there: {short(delivery)}"
        for mark in sorted(written):
            yield f"a note of no task: {mark}"
        yield from self._forgotten(end)

    def _forgotten(self, end: End) -> Iterator[str]:
        """Forms whose tick was lost on the way."""
        requests = end.outbox.requests()
        for form in end.forms:
            stored = [one for key, one in requests.items() if one.delivery_id(form.view_id) == key]
            was_taken = bool({Told.CREATED, Told.SAVED} & set(form.told))
            if was_taken and form.ticks and all(form.ticks) and not any(one.keep for one in stored):
                yield f"a tick was lost: {form.view_id}"
