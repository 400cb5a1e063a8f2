"""The bot is killed while it writes a note: there is one in the end, and what it was made from is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.deployed import Office
from tests.scenarios.running import eventually

WORDS = " ".join(f"word{number}" for number in range(100))

UNDER_WAY: tuple[dict[str, Any], ...] = (
    {"method": "POST", "path": "/notes", "kind": "delay", "seconds": 3},
    {"method": "POST", "path": "/notes", "kind": "delay_after_commit", "seconds": 3},
    {"method": "POST", "path": "/notes", "kind": "late_commit", "seconds": 0.5},
    {"method": "GET", "path": "/notes", "kind": "delay", "seconds": 3},
)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """Where processes of the bot work, and are killed."""
    with ExitStack() as stack:
        yield Office(stack, database_url, tmp_path)


@pytest.mark.parametrize("fault", UNDER_WAY, ids=lambda fault: f"{fault['method']}-{fault['kind']}")
def test_killed_with_a_request_under_way(office: Office, fault: dict[str, Any]) -> None:
    person, channel = office.add_person_with_channel("anna")
    bot = office.start()
    if fault["method"] == "GET":
        office.chartmogul.fault("POST", "/notes", kind="drop_after_commit")
    office.chartmogul.fault(**fault)
    office.submit(person, channel, WORDS)
    asked = (fault["method"], fault["path"])
    eventually(lambda: any((one.method, one.path) == asked for one in office.chartmogul.requests))
    bot.kill()

    bot.start()

    eventually(lambda: office.chartmogul.notes and "note.kept" in bot.log.read_text(), seconds=30)
    [note] = office.chartmogul.notes
    assert note["text"].endswith(WORDS)
    assert len(office.chartmogul.tasks) == 1
