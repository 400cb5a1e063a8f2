"""A person at work in Slack: every step sends the app the request that Slack would send."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from bot.sandbox.slack import payloads
from bot.sandbox.slack.dispatch import Delivery, Dispatcher
from bot.sandbox.slack.element_limits import OPTION, OPTION_GROUP, OPTIONS_MAX
from bot.sandbox.slack.errors import ClientRefused
from bot.sandbox.slack.escaping import escaped, linked
from bot.sandbox.slack.filling import Filled, client_errors, state_value
from bot.sandbox.slack.methods import World
from bot.sandbox.slack.objects import Channel, Message, Person
from bot.sandbox.slack.response_urls import Rejected, ResponseUrls, answer_in, check_message
from bot.sandbox.slack.schema import array
from bot.sandbox.slack.submission import Answers, SubmitResult, response_url_wishes
from bot.sandbox.slack.view_state import VALUE_KEYS, find_element, options_of
from bot.sandbox.slack.views import ModalView

Json = dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """What a person's steps go through."""

    world: World
    response_urls: ResponseUrls
    dispatcher: Dispatcher
    send_event: Callable[..., list[Delivery]]
    base_url: str


class PersonDriver:
    """One person's hands. Steps that Slack's own app would not offer raise `ClientRefused`."""

    def __init__(self, stage: Stage, user_id: str) -> None:
        self._stage = stage
        self._world = stage.world
        self._workspace = stage.world.workspace
        self._answers = Answers(self._workspace, stage.world.views)
        self.id = user_id

    @property
    def who(self) -> Person:
        """The person."""
        return self._workspace.people[self.id]

    @property
    def views(self) -> list[ModalView]:
        """The modals on the screen, the top one last."""
        return self._world.views.stack(self.id)

    @property
    def view(self) -> ModalView | None:
        """The modal on top."""
        return next(reversed(self.views), None)

    @property
    def home(self) -> ModalView | None:
        """The App Home that the app published."""
        return self._world.views.home(self.id)

    def wait_for_view(
        self, fits: Callable[[ModalView], bool] = lambda view: True, *, timeout: float = 5.0
    ) -> ModalView:
        """The modal on top, once there is one that `fits`; at most `timeout` seconds."""
        self._workspace.wait(lambda: self.view is not None and fits(self.view), timeout)
        view = self._top()
        if not fits(view):
            raise TimeoutError(f"the view did not come to fit within {timeout:g} s")
        return view

    def say(self, channel: str, text: str, *, thread_ts: str | None = None) -> str:
        """Write a message as one types it; @names, #channels and links become Slack's notation."""
        place = self._enter(channel)
        if place.is_archived:
            raise ClientRefused(f"#{place.name} is archived")
        message = Message(
            channel=channel, user=self.id, text=linked(text, self._workspace), thread_ts=thread_ts
        )
        return self._workspace.add_message(message).ts

    def command(self, channel: str, name: str, text: str = "", *, thread_ts: str | None = None) -> Delivery:
        """Use a slash command. What the app answers in its acknowledgement is shown to the person."""
        self._must_be_colleague(name)
        declaration = self._world.declaration
        declared = declaration.command(name) if declaration else None
        if declaration and declared is None:
            raise ClientRefused(f"{name} is not a valid command")
        if thread_ts is not None:
            raise ClientRefused(f"{name} is not supported in threads")
        place = self._enter(channel)
        if place.is_archived:
            raise ClientRefused(f"#{place.name} is archived")
        typed = text.strip()
        shown = linked(typed, self._workspace) if declared and declared.should_escape else escaped(typed)
        form = payloads.command(
            self._workspace,
            self.who,
            place,
            name,
            shown,
            response_url=self._response_url(channel),
            trigger_id=self._world.triggers.issue(self.id, channel=channel),
        )
        delivery = self._stage.dispatcher.command(form)
        if not delivery.error:
            self._show_answer(channel, delivery, name)
        return delivery

    def message_shortcut(self, callback_id: str, channel: str, ts: str) -> Delivery:
        """Use an entry of a message's menu."""
        self._must_be_offered(callback_id, "message")
        place = self._enter(channel)
        message = self._workspace.find_message(channel, ts)
        if message is None or message.ephemeral_to:
            raise ClientRefused(f"there is no message {ts} in {channel}")
        return self._interact(
            "message_action",
            callback_id=callback_id,
            trigger_id=self._world.triggers.issue(self.id, channel=channel),
            response_url=self._response_url(channel, message),
            message_ts=ts,
            message=message.to_slack(),
            channel=payloads.channel_reference(place),
            action_ts=self._workspace.new_ts(),
        )

    def global_shortcut(self, callback_id: str, *, current_channel: str | None = None) -> Delivery:
        """Use a global shortcut while looking at `current_channel`, which the app is not told."""
        self._must_be_offered(callback_id, "global")
        return self._interact(
            "shortcut",
            callback_id=callback_id,
            trigger_id=self._world.triggers.issue(self.id, channel=current_channel),
            action_ts=self._workspace.new_ts(),
        )

    def suggest(self, action_id: str, value: str, view: ModalView | None = None) -> list[Json]:
        """The options that the app offers for what is typed into an external select.

        Empty without asking below `min_query_length` (3 unless told), and when the app fails.
        """
        shown = view or self._top()
        block, element = find_element(shown.blocks, action_id)
        if len(value) < element.get("min_query_length", 3):
            return []
        delivery = self._interact(
            "block_suggestion",
            action_id=element["action_id"],
            block_id=block["block_id"],
            value=value,
            **payloads.in_view(shown),
        )
        return self._options(delivery)

    def fill(self, action_id: str, value: Filled) -> Delivery | None:
        """Type or choose in the top view: text, an ISO date, a user, a conversation, an option's value.

        An external select takes an option, or text to look up: the option that is named so, else the
        first one. Where the app listens to changes, they are sent, and the delivery is returned.
        """
        view = self._top()
        block, element = find_element(view.blocks, action_id)
        chosen: Filled = value
        if element["type"].endswith("external_select"):
            chosen = self._looked_up(element, value)
        state = state_value(element, chosen, self._workspace)
        view = self._world.views.set_value(view.id, block["block_id"], element["action_id"], state)
        if block["type"] == "input" and not block.get("dispatch_action"):
            return None
        return self._act_in_view(view, block, element, state)

    def submit(self) -> SubmitResult:
        """Press the submit button of the top view."""
        view = self._top()
        if not view.submit:
            raise ClientRefused("the view has no submit button")
        found = client_errors(view.blocks, view.state)
        if found:
            return SubmitResult(client_errors=found)
        return self._answers.apply(view, self._stage.dispatcher.interaction(self._submission(view)))

    def submit_raw(
        self, copies: int = 2, concurrent: bool = True, request_urls: Sequence[str | None] = ()
    ) -> list[SubmitResult]:
        """The double click: one submission sent `copies` times, spread over `request_urls` if given."""
        view = self._top()
        payload = self._submission(view)
        urls = list(request_urls) or [None]

        def send(n: int) -> Delivery:
            return self._stage.dispatcher.interaction(payload, url=urls[n % len(urls)])

        with ThreadPoolExecutor(max_workers=copies if concurrent else 1) as pool:
            deliveries = list(pool.map(send, range(copies)))
        return [self._answers.apply(view, delivery) for delivery in deliveries]

    def click(self, channel: str, message_ts: str, action_id: str, value: Filled = None) -> Delivery:
        """Click a button in a message, or choose `value` in a select there."""
        place = self._world.workspace.channels[channel]
        message = self._workspace.find_message(channel, message_ts)
        if message is None or message.ephemeral_to not in {None, self.id}:
            raise ClientRefused(f"there is no message {message_ts} in {channel}")
        block, element = find_element(message.blocks, action_id)
        return self._interact(
            "block_actions",
            trigger_id=self._world.triggers.issue(self.id, channel=channel),
            response_url=self._response_url(channel, message),
            actions=[self._action(block, element, value)],
            **payloads.in_message(message, place),
        )

    def click_view(self, action_id: str, value: Filled = None, *, home: bool = False) -> Delivery:
        """Click a button, or choose `value`, in the top view or in the App Home."""
        view = self.home if home else self._top()
        if view is None:
            raise ClientRefused("there is no App Home")
        block, element = find_element(view.blocks, action_id)
        state = None
        if element["type"] in VALUE_KEYS:
            state = state_value(element, value, self._workspace)
            view = self._world.views.set_value(view.id, block["block_id"], element["action_id"], state)
        return self._act_in_view(view, block, element, state, value)

    def close(self, *, everything: bool = False) -> Delivery | None:
        """Press Cancel, or with `everything` the X; the app is told when it asked for it."""
        view = self._top()
        cleared = everything or bool(view.content.get("clear_on_close"))
        if cleared:
            self._world.views.clear(self.id)
        else:
            self._world.views.close(view.id)
        if not view.content.get("notify_on_close"):
            return None
        return self._interact("view_closed", view=view.to_slack(), is_cleared=cleared)

    def open_home(self, tab: str = "home") -> Delivery:
        """Open the app's own place; `error` is `not_subscribed` when the app does not listen for it."""
        fields: Json = {"channel": self._workspace.direct_channel(self.id).id, "tab": tab}
        if tab == "home" and self.home:
            fields["view"] = self.home.to_slack()
        return self.event("app_home_opened", **fields)

    def event(self, event_type: str, **fields: Any) -> Delivery:
        """Send an event that this person brought about."""
        return self._stage.send_event(event_type, user=self.id, **fields)[-1]

    def _top(self) -> ModalView:
        view = self.view
        if view is None:
            raise ClientRefused(f"{self.who.name} has no view open")
        return view

    def _enter(self, channel: str) -> Channel:
        place = self._workspace.channels[channel]
        with self._workspace.lock:
            place.members.add(self.id)
        return place

    def _must_be_colleague(self, what: str) -> None:
        if self.who.is_stranger:
            raise ClientRefused(f"{what} belongs to another workspace than {self.who.name}'s")
        if self.who.is_bot or self.who.deleted:
            raise ClientRefused(f"{self.who.name} cannot use {what}")

    def _must_be_offered(self, callback_id: str, kind: Any) -> None:
        self._must_be_colleague(callback_id)
        declaration = self._world.declaration
        if declaration and declaration.shortcut(callback_id, kind) is None:
            raise ClientRefused(f"the app has no {kind} shortcut {callback_id}")

    def _interact(self, kind: str, **fields: Any) -> Delivery:
        declaration = self._world.declaration
        if declaration and not declaration.interactivity:
            raise ClientRefused("the app has interactivity turned off")
        payload = payloads.interaction(self._workspace, self.who, kind, **fields)
        return self._stage.dispatcher.interaction(payload)

    def _response_url(self, channel: str, message: Message | None = None) -> str:
        return f"{self._stage.base_url}/response/{self._stage.response_urls.issue(channel, self.id, message)}"

    def _show_answer(self, channel: str, delivery: Delivery, name: str) -> None:
        if not delivery.body.strip():
            return
        body = delivery.json() if "json" in delivery.content_type else {"text": delivery.body}
        if body == {}:
            return
        try:
            if not isinstance(body, dict):
                raise Rejected(400, "invalid_payload")
            check_message(body)
        except Rejected as rejected:
            self._workspace.problem(f"{name}: the answer is invalid: {rejected.word}")
            return
        answer_in(self._workspace, channel, self.id, body)

    def _options(self, delivery: Delivery) -> list[Json]:
        if delivery.error:
            return []
        body = delivery.json()
        if not isinstance(body, dict) or ("options" in body) == ("option_groups" in body):
            self._workspace.problem("block_suggestion: the answer has neither options nor option_groups")
            return []
        name = "options" if "options" in body else "option_groups"
        rule = array(OPTION if name == "options" else OPTION_GROUP, most=OPTIONS_MAX, least=0)
        faults = rule(body[name], f"/{name}")
        for fault in faults:
            self._workspace.problem(f"block_suggestion: {fault}")
        return [] if faults else options_of(body)

    def _looked_up(self, element: Json, value: Filled) -> Filled:
        if isinstance(value, list):
            return [self._looked_up(element, item) for item in value]
        if not isinstance(value, str) or not value:
            return value
        options = self.suggest(element["action_id"], value)
        named = [option for option in options if value in {option["value"], option["text"]["text"]}]
        if not options:
            raise ClientRefused(f"nothing is found for {value!r}")
        return (named or options)[0]

    def _submission(self, view: ModalView) -> Json:
        urls = [
            {
                "block_id": block_id,
                "action_id": action_id,
                "channel_id": channel,
                "response_url": self._response_url(channel),
            }
            for block_id, action_id, channel in response_url_wishes(view)
        ]
        return payloads.interaction(
            self._workspace,
            self.who,
            "view_submission",
            trigger_id=self._world.triggers.issue(self.id, channel=view.conversation, view_id=view.id),
            view=view.to_slack(),
            response_urls=urls,
        )

    def _act_in_view(
        self, view: ModalView, block: Json, element: Json, state: Json | None, value: Filled = None
    ) -> Delivery:
        action = (
            self._action(block, element, value) if state is None else self._changed(block, element, state)
        )
        return self._interact(
            "block_actions",
            trigger_id=self._world.triggers.issue(
                self.id, channel=view.conversation, view_id=view.id if view.type == "modal" else None
            ),
            actions=[action],
            **payloads.in_view(view),
        )

    def _action(self, block: Json, element: Json, value: Filled) -> Json:
        """What was clicked, as `actions` has it."""
        if element["type"] == "overflow":
            chosen = next((o for o in element["options"] if o["value"] == value), None)
            if chosen is None:
                raise ClientRefused(f"{value} is not in the menu")
            return self._changed(block, element, {"type": "overflow", "selected_option": chosen})
        if element["type"] in VALUE_KEYS:
            return self._changed(block, element, state_value(element, value, self._workspace))
        button: Json = {
            key: element[key] for key in ("type", "text", "value", "style", "url") if key in element
        }
        return self._changed(block, element, button)

    def _changed(self, block: Json, element: Json, fields: Json) -> Json:
        return {
            "block_id": block["block_id"],
            "action_id": element["action_id"],
            "action_ts": f"{time.time():.6f}",
            **fields,
        }
