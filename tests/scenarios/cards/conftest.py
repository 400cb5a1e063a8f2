"""The worlds of these tests. Where it matters which database it is, a test says so."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def standing_database_url(standing_sqlite_url: str) -> str:
    """One kind of database, for all tests of a module."""
    return standing_sqlite_url
