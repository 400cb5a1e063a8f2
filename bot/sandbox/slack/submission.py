"""A form sent to the app, and what its answer does to the screen.

https://docs.slack.dev/surfaces/modals#response_actions
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.slack.dispatch import TROUBLE, Delivery
from bot.sandbox.slack.errors import ApiError
from bot.sandbox.slack.view_state import stateful
from bot.sandbox.slack.views import ModalView, Views
from bot.sandbox.slack.workspace import Workspace

Json = dict[str, Any]

_ACTIONS = {"errors", "update", "push", "clear"}


@dataclass(frozen=True)
class SubmitResult:
    """What came of pressing the submit button."""

    delivery: Delivery | None = None
    """None when Slack's app sent nothing, because of `client_errors`."""
    errors: dict[str, str] = field(default_factory=dict)
    """The app's complaints, by block_id; the form stays open with its input."""
    client_errors: dict[str, str] = field(default_factory=dict)
    """What Slack's app complained about itself, by block_id."""
    closed: bool = False
    """Whether the view is gone."""
    failure: str = ""
    """What the person sees when the request failed, or its answer made no sense."""


class Answers:
    """Applies the answers to view_submission."""

    def __init__(self, workspace: Workspace, views: Views) -> None:
        self._workspace = workspace
        self._views = views

    def apply(self, view: ModalView, delivery: Delivery) -> SubmitResult:
        """Do what the app answered; an answer that Slack would not understand is a problem."""
        if delivery.error:
            return SubmitResult(delivery, failure=delivery.error_text)
        if not delivery.body.strip():
            self._views.close(view.id)
            return SubmitResult(delivery, closed=True)
        answer = delivery.json()
        if answer == {}:
            self._views.close(view.id)
            return SubmitResult(delivery, closed=True)
        action = answer.get("response_action") if isinstance(answer, dict) else None
        if action not in _ACTIONS:
            return self._nonsense(delivery, f"unknown response_action {action!r}")
        try:
            return self._act(action, answer, view, delivery)
        except ApiError as error:
            messages = (error.detail.get("response_metadata") or {}).get("messages", [error.code])
            return self._nonsense(delivery, "; ".join(messages))

    def _act(self, action: str, answer: Json, view: ModalView, delivery: Delivery) -> SubmitResult:
        match action:
            case "errors":
                return self._complain(answer.get("errors"), view, delivery)
            case "update":
                return self._update(answer.get("view"), view, delivery)
            case "push":
                self._views.push(view.user, answer.get("view"), conversation=view.conversation)
            case "clear":
                self._views.clear(view.user)
                return SubmitResult(delivery, closed=True)
        return SubmitResult(delivery)

    def _update(self, content: Any, view: ModalView, delivery: Delivery) -> SubmitResult:
        try:
            self._views.update(content, view_id=view.id)
        except ApiError as error:
            if error.code != "not_found":
                raise
            # Closed meanwhile, by the person or by the answer to a click before: Slack shows nothing.
            return SubmitResult(delivery, closed=True)
        return SubmitResult(delivery)

    def _complain(self, errors: Any, view: ModalView, delivery: Delivery) -> SubmitResult:
        if not isinstance(errors, dict) or not errors:
            return self._nonsense(delivery, "`errors` names no block")
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        strangers = sorted(errors.keys() - inputs)
        if strangers:
            return self._nonsense(delivery, f"`errors` names what is no input block: {', '.join(strangers)}")
        if not all(isinstance(text, str) and text for text in errors.values()):
            return self._nonsense(delivery, "`errors` has an empty text")
        return SubmitResult(delivery, errors=dict(errors))

    def _nonsense(self, delivery: Delivery, why: str) -> SubmitResult:
        self._workspace.problem(f"view_submission: the answer is invalid: {why}")
        return SubmitResult(delivery, failure=TROUBLE)


def response_url_wishes(view: ModalView) -> list[tuple[str, str, str]]:
    """block_id, action_id and conversation of every select that asks for a response URL."""
    wishes: list[tuple[str, str, str]] = []
    for block, element in stateful(view.blocks):
        if element.get("response_url_enabled"):
            value = view.state[block["block_id"]][element["action_id"]]
            chosen = value.get("selected_conversation") or value.get("selected_channel")
            if chosen:
                wishes.append((block["block_id"], element["action_id"], chosen))
    return wishes
