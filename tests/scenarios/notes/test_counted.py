"""What an operator sees of notes."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.notes.kept import note_of, opened_on, submitted, thread_in
from tests.scenarios.running import World, eventually
from tests.scenarios.test_operations import cm_task
from tests.scenarios.test_waiting_changes import gauges


def test_notes_are_counted(world: World, database_url: str, tmp_path: Path) -> None:
    def listed() -> str:
        code, output, _ = cm_task(tmp_path, database_url, world.chartmogul.url, "deliveries")
        assert code == 0
        return output

    world.chartmogul.fault("POST", "/notes", kind="status", status=429, times=None)
    submitted(opened_on(world, thread_in(world)))
    eventually(lambda: gauges(world)['cm_task_notes{state="waiting"}'] == 1)
    assert "Notes: 1 waiting, 0 kept, 0 failed" in listed()

    world.chartmogul.clear_faults()
    note_of(world)
    assert gauges(world)['cm_task_notes{state="kept"}'] == 1
    assert "Notes: 0 waiting, 1 kept, 0 failed" in listed()
