"""Whose App Home it is."""

from __future__ import annotations

import pytest

from tests.scenarios.home.at_home import AtHome
from tests.scenarios.running import World


@pytest.fixture
def anna(world: World) -> AtHome:
    """Anna, who has not opened her App Home yet."""
    return AtHome(world, world.anna)
