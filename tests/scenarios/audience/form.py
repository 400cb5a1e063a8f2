"""Somebody who may read along, and what the form says of where its summary goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.running import World, eventually


def add(world: World, who: dict[str, Any], **more: Any) -> str:
    """Olga, who is in no channel yet."""
    return world.slack.add_person("olga", real_name="Olga", email="olga@elsewhere.test", **{**who, **more})


def opened(world: World, channel: str) -> PersonDriver:
    """Anna with the form open there."""
    anna = world.slack.person(world.anna)
    return in_time(anna, lambda: anna.command(channel, "/cm-task", "Send the quote"))


def in_time(anna: PersonDriver, open_it: Callable[[], object]) -> PersonDriver:
    """Anna with the form open; again where this machine is too busy for the look-ups of a form."""

    def is_told() -> bool:
        open_it()
        return "Slack did not tell me in time" not in says(anna)

    eventually(is_told)
    return anna


def says(anna: PersonDriver) -> str:
    """What the form says of where it posts."""
    assert anna.view is not None
    [line] = [block for block in anna.view.blocks if block.get("block_id") == "posts_to"]
    return str(line["elements"][0]["text"])


def goes_to(anna: PersonDriver) -> str:
    """Where the form would post."""
    assert anna.view is not None
    return str(anna.view.state["announce"]["announce"]["selected_option"]["value"])
