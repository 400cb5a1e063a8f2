"""Folders for databases that need not survive: in memory where there is room, to spare tests the disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOM = 2_000_000_000
"""Bytes that must be free; containers often have much less."""

SHARED_MEMORY = Path("/dev/shm")


def memory() -> Path:
    """A folder to make others in."""
    roomy = SHARED_MEMORY.is_dir() and shutil.disk_usage(SHARED_MEMORY).free > ROOM
    return SHARED_MEMORY if roomy else Path(tempfile.gettempdir())


@contextmanager
def folder_in_memory(name: str) -> Iterator[Path]:
    """A folder whose name begins like this, for as long as it is needed."""
    folder = Path(tempfile.mkdtemp(prefix=f"cm-task-{name}-", dir=memory()))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
