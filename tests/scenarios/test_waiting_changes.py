"""What an operator sees of clicks that wait for ChartMogul."""

from __future__ import annotations

import re
from pathlib import Path

import requests

from tests.scenarios.cards.on_card import card_for
from tests.scenarios.running import World, eventually
from tests.scenarios.test_operations import cm_task


def test_clicks_that_wait_are_listed_and_counted(world: World, database_url: str, tmp_path: Path) -> None:
    def listed(*only: str) -> str:
        code, output, _ = cm_task(tmp_path, database_url, world.chartmogul.url, "deliveries", *only)
        assert code == 0
        return output

    card = card_for(world)
    assert "Changes: 0 waiting, 0 refused, 0 ended" in listed()
    world.chartmogul.down()
    assert card.click(world.anna, "complete_task") == 200
    assert card.choose(world.ben, "take") == 200
    changes = world.application.rooms.live.changes
    eventually(lambda: changes.unfinished(limit=1)[0].attempts)

    said = listed()
    first, second = (re.split(r" {2,}", line) for line in said.splitlines() if "  waiting  " in line)
    assert first[:2] == ["complete", "waiting"]
    assert int(first[3]) > 0
    assert first[4:7] == ["anna", card.uuid, "Acme Corporation"]
    assert "ChartMogul" in first[7]
    assert [second[0], *second[3:5], second[7]] == ["take", "0", "ben", "waits for the one before"]
    assert "Changes: 2 waiting, 0 refused, 0 ended" in said
    assert card.uuid in listed("--only", "waiting")
    assert "take" not in listed("--only", "done")
    assert gauges(world)['cm_task_changes{state="waiting"}'] == 2
    assert gauges(world)['cm_task_oldest_change_seconds{state="waiting"}'] > 0

    world.chartmogul.up()
    eventually(lambda: gauges(world)['cm_task_changes{state="ended"}'] == 2)
    assert gauges(world)['cm_task_changes{state="waiting"}'] == 0
    assert gauges(world)['cm_task_oldest_change_seconds{state="waiting"}'] == 0
    said = listed()
    assert "Changes: 0 waiting, 0 refused, 2 ended" in said
    # It had been completed by the time that it was to be given to him, and he is told.
    assert f"message to {world.ben}" in said


def gauges(world: World) -> dict[str, float]:
    """What Prometheus reads, by name and labels."""
    lines = requests.get(f"{world.url}/metrics", timeout=5).text.splitlines()
    samples = [line.rpartition(" ") for line in lines if line[0] != "#"]
    return {name: float(value) for name, _, value in samples}
