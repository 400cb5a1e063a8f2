"""Modals on people's screens, up to three upon each other, and their App Homes."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bot.sandbox.slack.errors import ApiError
from bot.sandbox.slack.ids import APP_ID, BOT_ID, TEAM_ID
from bot.sandbox.slack.limits import too_large, view_faults, with_ids
from bot.sandbox.slack.schema import Fault
from bot.sandbox.slack.view_state import Values, state_for
from bot.sandbox.slack.workspace import Workspace

Json = dict[str, Any]

STACK_MAX = 3
"""Most views upon each other (https://docs.slack.dev/surfaces/modals)."""


@dataclass(frozen=True)
class ModalView:
    """A view as it stands at one moment; an update makes a new one with the same id."""

    id: str
    hash: str
    user: str
    root_view_id: str
    previous_view_id: str | None
    content: Json
    state: Values = field(default_factory=dict)
    conversation: str | None = None
    """Where the person was when it opened."""

    @property
    def type(self) -> str:
        """`modal` or `home`."""
        return str(self.content["type"])

    @property
    def blocks(self) -> list[Json]:
        """The blocks, with the ids that Slack gave."""
        return list(self.content["blocks"])

    @property
    def callback_id(self) -> str:
        """The app's name for the kind of view."""
        return str(self.content.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        """What the app put aside in the view."""
        return str(self.content.get("private_metadata", ""))

    @property
    def title(self) -> str:
        """The title's text."""
        return self._text("title")

    @property
    def submit(self) -> str:
        """The submit button's text; empty without one."""
        return self._text("submit")

    @property
    def close(self) -> str:
        """The close button's text; empty for Slack's own word."""
        return self._text("close")

    @property
    def external_id(self) -> str:
        """The app's own id of the view; may be empty."""
        return str(self.content.get("external_id", ""))

    def _text(self, name: str) -> str:
        return str((self.content.get(name) or {}).get("text", ""))

    def to_slack(self) -> Json:
        """The view object (https://docs.slack.dev/reference/views/view-object)."""
        return {
            "id": self.id,
            "team_id": TEAM_ID,
            "type": self.type,
            "blocks": deepcopy(self.blocks),
            "private_metadata": self.private_metadata,
            "callback_id": self.callback_id,
            "state": {"values": deepcopy(self.state)},
            "hash": self.hash,
            "title": self.content.get("title"),
            "clear_on_close": self.content.get("clear_on_close", False),
            "notify_on_close": self.content.get("notify_on_close", False),
            "close": self.content.get("close"),
            "submit": self.content.get("submit"),
            "previous_view_id": self.previous_view_id,
            "root_view_id": self.root_view_id,
            "app_id": APP_ID,
            "external_id": self.external_id,
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
        }


def checked(content: Any, kind: Literal["modal", "home"]) -> Json:
    """The view as Slack keeps it.

    Raises:
        ApiError: `invalid_arguments` with Slack's messages, or `view_too_large`.
    """
    faults = view_faults(content, kind)
    if faults:
        raise invalid_arguments([Fault("failed to match all allowed schemas", "/view"), *faults])
    if too_large(content):
        raise ApiError("view_too_large")
    return {**content, "blocks": with_ids(content["blocks"])}


def invalid_arguments(faults: list[Fault]) -> ApiError:
    """Slack's answer to arguments that break its rules."""
    return ApiError(
        "invalid_arguments", response_metadata={"messages": [f"[ERROR] {fault}" for fault in faults]}
    )


class Views:
    """Every open view of the workspace. Shares the workspace's lock."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stacks: dict[str, list[ModalView]] = {}
        self._homes: dict[str, ModalView] = {}

    def stack(self, user: str) -> list[ModalView]:
        """The modals on a person's screen, the top one last."""
        with self._workspace.lock:
            return list(self._stacks.get(user, ()))

    def home(self, user: str) -> ModalView | None:
        """The App Home that was published for a person."""
        return self._homes.get(user)

    def find(self, view_id: str) -> ModalView | None:
        """An open view by its id."""
        return self._first(lambda view: view.id == view_id)

    def open(self, user: str, content: Any, *, conversation: str | None = None) -> ModalView:
        """Show a modal. One that the person already has open gives way to it."""
        kept = checked(content, "modal")
        with self._workspace.changing():
            self._claim_external_id(kept, None)
            view = self._new(user, kept, previous=None, conversation=conversation)
            self._stacks[user] = [view]
            return view

    def push(self, user: str, content: Any, *, conversation: str | None = None) -> ModalView:
        """Lay a modal upon the one that is open."""
        kept = checked(content, "modal")
        with self._workspace.changing():
            stack = self._stacks.get(user) or []
            if not stack:
                raise ApiError("not_found")
            if len(stack) >= STACK_MAX:
                raise ApiError("push_limit_reached")
            self._claim_external_id(kept, None)
            view = self._new(user, kept, previous=stack[-1], conversation=conversation)
            stack.append(view)
            return view

    def update(
        self, content: Any, *, view_id: str = "", external_id: str = "", expected_hash: str = ""
    ) -> ModalView:
        """Replace a view's content; typed input stays as `state_for` says.

        Raises:
            ApiError: `not_found`, `hash_conflict`, or what is wrong with the content.
        """
        with self._workspace.changing():
            view = self._first(
                lambda view: (
                    view.id == view_id if view_id else bool(external_id) and view.external_id == external_id
                )
            )
            if view is None:
                raise ApiError("not_found")
            kept = checked(content, "home" if view.type == "home" else "modal")
            if expected_hash and expected_hash != view.hash:
                raise ApiError("hash_conflict")
            self._claim_external_id(kept, view)
            new = replace(
                view,
                hash=_new_hash(),
                content=kept,
                state=state_for(
                    kept["blocks"], conversation=view.conversation, before=(view.blocks, view.state)
                ),
            )
            self._put(new)
            return new

    def publish(self, user: str, content: Any, *, expected_hash: str = "") -> ModalView:
        """Set a person's App Home. What they chose in it stays as in an update, until they open it anew."""
        kept = checked(content, "home")
        with self._workspace.changing():
            old = self._homes.get(user)
            if expected_hash and (old is None or old.hash != expected_hash):
                raise ApiError("hash_conflict")
            self._claim_external_id(kept, old)
            view_id = old.id if old else self._workspace.new_id("V")
            state = state_for(kept["blocks"], before=(old.blocks, old.state) if old else None)
            self._homes[user] = ModalView(view_id, _new_hash(), user, view_id, None, kept, state)
            return self._homes[user]

    def open_home(self, user: str) -> ModalView | None:
        """A person's App Home as it was published, without what they chose in it before."""
        with self._workspace.lock:
            home = self._homes.get(user)
            if home is None:
                return None
            self._homes[user] = replace(home, state=state_for(home.blocks))
            return self._homes[user]

    def set_value(self, view_id: str, block_id: str, action_id: str, value: Json) -> ModalView:
        """Put what a person typed or chose into a view's state."""
        with self._workspace.changing():
            view = self.find(view_id)
            if view is None:
                raise LookupError("the view is closed")
            state = deepcopy(view.state)
            state.setdefault(block_id, {})[action_id] = value
            new = replace(view, state=state)
            self._put(new)
            return new

    def close(self, view_id: str) -> None:
        """Take one view off its stack; views above it go too."""
        with self._workspace.changing():
            for user, stack in self._stacks.items():
                places = [n for n, view in enumerate(stack) if view.id == view_id]
                if places:
                    self._stacks[user] = stack[: places[0]]

    def clear(self, user: str) -> None:
        """Close all modals of a person."""
        with self._workspace.changing():
            self._stacks[user] = []

    def _new(
        self, user: str, content: Json, *, previous: ModalView | None, conversation: str | None
    ) -> ModalView:
        view_id = self._workspace.new_id("V")
        return ModalView(
            id=view_id,
            hash=_new_hash(),
            user=user,
            root_view_id=previous.root_view_id if previous else view_id,
            previous_view_id=previous.id if previous else None,
            content=content,
            state=state_for(content["blocks"], conversation=conversation),
            conversation=conversation,
        )

    def _claim_external_id(self, content: Json, holder: ModalView | None) -> None:
        wanted = content.get("external_id")
        taken = self._first(lambda view: bool(wanted) and view.external_id == wanted)
        if taken and (holder is None or taken.id != holder.id):
            raise ApiError("duplicate_external_id")

    def _first(self, fits: Callable[[ModalView], bool]) -> ModalView | None:
        with self._workspace.lock:
            everything = [view for stack in self._stacks.values() for view in stack]
            return next((view for view in [*everything, *self._homes.values()] if fits(view)), None)

    def _put(self, new: ModalView) -> None:
        for stack in self._stacks.values():
            for n, view in enumerate(stack):
                if view.id == new.id:
                    stack[n] = new
        for user, home in self._homes.items():
            if home.id == new.id:
                self._homes[user] = new


def _new_hash() -> str:
    return f"{int(time.time())}.{secrets.token_hex(4)}"
