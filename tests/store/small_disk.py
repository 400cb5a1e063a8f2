"""A disk of its own that can be filled, where the system lets the tests have one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

BALLAST = "ballast"


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[Path]:
    """A folder on a disk of this size. The test is skipped where nothing may be mounted."""
    place = folder / "disk"
    place.mkdir()
    options = f"size={megabytes}m"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], check=False)
    if mounted.returncode:
        pytest.skip("the system does not let the tests mount a disk")
    try:
        yield place
    finally:
        # Processes that end in this moment may still have something open in it.
        subprocess.run(["umount", "--lazy", place], check=True)


def fill(disk: Path) -> None:
    """Leave no room on it."""
    with (disk / BALLAST).open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def make_room(disk: Path) -> None:
    """Take away what `fill` has put there."""
    (disk / BALLAST).unlink()
