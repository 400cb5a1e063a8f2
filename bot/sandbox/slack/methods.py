"""What every Web API method has: its scopes, whether it reads JSON, and how its arguments are read."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.sandbox.slack.declaration import AppDeclaration
from bot.sandbox.slack.errors import ApiError
from bot.sandbox.slack.objects import Channel, Json
from bot.sandbox.slack.schema import Fault
from bot.sandbox.slack.triggers import Triggers
from bot.sandbox.slack.views import Views, invalid_arguments
from bot.sandbox.slack.workspace import Workspace

T = TypeVar("T")


@dataclass
class World:
    """Everything that a method works on."""

    workspace: Workspace
    views: Views
    triggers: Triggers
    scopes: frozenset[str] | None
    """What the bot's token was granted; None: everything. Another installation may change it."""
    declaration: AppDeclaration | None

    def granted(self, scope: str) -> bool:
        """Whether the bot's token holds a scope."""
        return self.scopes is None or scope in self.scopes

    def require(self, scopes: Collection[str]) -> None:
        """Insist on any one of `scopes`.

        Raises:
            ApiError: `missing_scope`, naming what is needed and what is there.
        """
        if scopes and not any(self.granted(scope) for scope in scopes):
            provided = ",".join(sorted(self.scopes or ()))
            raise ApiError("missing_scope", needed=",".join(sorted(scopes)), provided=provided)

    def is_declined(self, error: ApiError) -> bool:
        """Whether all that is wrong is that the workspace declined an optional scope."""
        optional = self.declaration.optional_scopes if self.declaration else frozenset()
        return bool(optional & set(str(error.detail.get("needed", "")).split(",")))


@dataclass(frozen=True)
class Arguments:
    """The arguments of one call, decoded from JSON or from a form."""

    values: Json

    def text(self, name: str) -> str:
        """A text argument; empty when it is missing."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean argument in any of the spellings that Slack takes."""
        value = self.values.get(name)
        return default if value is None else value in (True, 1, "1", "true", "True")

    def whole(self, name: str, *, default: int, low: int, high: int) -> int:
        """A number, kept between its bounds."""
        try:
            return max(low, min(high, int(self.values.get(name) or default)))
        except (TypeError, ValueError):
            raise invalid_arguments([Fault("must be an integer", f"/{name}")]) from None

    def required(self, name: str) -> str:
        """A text argument that must be there.

        Raises:
            ApiError: `invalid_arguments`.
        """
        value = self.text(name)
        if not value:
            raise invalid_arguments([Fault(f"missing required field: {name}", "")])
        return value


@dataclass(frozen=True)
class Method:
    """One Web API method. `scopes`: any one of them is enough; none: the method needs none."""

    run: Callable[[World, Arguments], Json]
    takes_json: bool = True
    scopes: tuple[str, ...] = ()
    app_token: bool = False
    needs_token: bool = True


def page(items: Sequence[T], arguments: Arguments, *, default: int, high: int) -> tuple[list[T], Json]:
    """One page of `items`, and the `response_metadata` that leads to the next.

    https://docs.slack.dev/apis/web-api/pagination
    """
    limit = arguments.whole("limit", default=default, low=1, high=high)
    cursor = arguments.text("cursor")
    try:
        start = int(urlsafe_b64decode(cursor).decode().removeprefix("at:")) if cursor else 0
    except ValueError:
        raise ApiError("invalid_cursor") from None
    end = start + limit
    following = urlsafe_b64encode(f"at:{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), {"next_cursor": following}


def scope_for(channel: Channel, what: str) -> str:
    """The scope that reads a kind of conversation, such as `groups:history`."""
    kinds = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
    return f"{kinds[channel.kind]}:{what}"


def known_channel(world: World, channel_id: str) -> Channel:
    """A conversation that the bot may know of.

    Raises:
        ApiError: `channel_not_found`, also for private ones that the bot is not in.
    """
    channel = world.workspace.visible_to_bot(channel_id)
    if channel is None:
        raise ApiError("channel_not_found")
    return channel
