"""One view that the bot draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.operate.sample_views.words import Words

Json = dict[str, Any]


class Surface(StrEnum):
    """Where Slack shows it."""

    MODAL = "modal"
    HOME = "home"
    MESSAGE = "message"


@dataclass(frozen=True)
class Sample:
    """A view, and how it is drawn."""

    name: str
    surface: Surface
    draw: Callable[[Words], Json]


def modal(name: str, draw: Callable[[Words], Json]) -> Sample:
    """A sample of a modal."""
    return Sample(name, Surface.MODAL, draw)


def home(name: str, draw: Callable[[Words], Json]) -> Sample:
    """A sample of an App Home."""
    return Sample(name, Surface.HOME, draw)


def message(name: str, draw: Callable[[Words], Json]) -> Sample:
    """A sample of a message."""
    return Sample(name, Surface.MESSAGE, draw)
