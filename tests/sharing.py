"""What all processes of a run share: the first makes it, and the others wait for it."""

from __future__ import annotations

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.memory import memory

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex
"""What no other run is called."""


def shared_folder(own: Path) -> Path:
    """The run's folder for temporary files, given that of this process."""
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def in_shared_memory(name: str) -> Path:
    """Where the run may have something of this name in memory. Whoever is through with it last removes it."""
    return memory() / f"cm-task-{name}-{RUN}"


@contextmanager
def one_at_a_time(folder: Path, name: str) -> Iterator[None]:
    """Keep all other processes of the run out of what is called this."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
