"""The worlds of these tests: over one kind of database, unless a test says that both matter."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh database, of another kind than SQLite for `indirect`."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="module")
def standing_database_url(standing_sqlite_url: str) -> str:
    """The same for all tests of a module."""
    return standing_sqlite_url
