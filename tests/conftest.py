"""What all tests share."""

from __future__ import annotations

import gc

pytest_plugins = ["tests.databases"]


def pytest_collection_finish() -> None:
    """Leave out of every later search for garbage what stays until the end: a million objects by now."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
