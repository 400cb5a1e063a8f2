"""What the bot works between, where it is started as a host would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.scenarios.deployed import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """No bot is started yet."""
    with ExitStack() as stack:
        yield Office(stack, "sqlite:///cm-task.sqlite3", tmp_path)
