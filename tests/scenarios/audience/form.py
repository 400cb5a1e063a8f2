"""Somebody who may read along, and what the form says of where its summary goes."""

from __future__ import annotations

from typing import Any

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.form import opened_knowing
from tests.scenarios.running import World


def add(world: World, who: dict[str, Any], **more: Any) -> str:
    """Olga, who is in no channel yet."""
    return world.slack.add_person("olga", real_name="Olga", email="olga@elsewhere.test", **{**who, **more})


def opened(world: World, channel: str) -> PersonDriver:
    """Anna with the form open there."""
    anna = world.slack.person(world.anna)
    return opened_knowing(anna, lambda: anna.command(channel, "/cm-task", "Send the quote"))


def says(anna: PersonDriver) -> str:
    """What the form says of where it posts."""
    assert anna.view is not None
    [line] = [block for block in anna.view.blocks if block.get("block_id") == "posts_to"]
    return str(line["elements"][0]["text"])


def goes_to(anna: PersonDriver) -> str:
    """Where the form would post."""
    assert anna.view is not None
    return str(anna.view.state["announce"]["announce"]["selected_option"]["value"])
