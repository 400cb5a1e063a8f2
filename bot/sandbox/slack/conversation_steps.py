"""What a person does in conversations: write, use commands and shortcuts, click in messages."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any, Literal

from bot.sandbox.slack import payloads
from bot.sandbox.slack.clicks import clicked, not_confirmed
from bot.sandbox.slack.dispatch import Delivery
from bot.sandbox.slack.errors import ClientRefused
from bot.sandbox.slack.escaping import escaped, linked
from bot.sandbox.slack.filling import Filled
from bot.sandbox.slack.hands import Hands
from bot.sandbox.slack.ids import BOT_ID
from bot.sandbox.slack.objects import Channel, Message
from bot.sandbox.slack.response_urls import Rejected, answer_in, check_message
from bot.sandbox.slack.view_state import VALUE_KEYS, Values, find_element, state_for

Json = dict[str, Any]


class ConversationSteps(Hands):
    """One person's steps in conversations, which they join by the first of them."""

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
            trigger_id=self._trigger(channel=channel),
        )
        delivery = self._stage.dispatcher.command(form)
        if not delivery.error:
            self._show_answer(channel, delivery, name)
        return delivery

    def message_shortcut(self, callback_id: str, channel: str, ts: str) -> Delivery:
        """Use an entry of a message's menu."""
        self._must_be_offered(callback_id, "message")
        place = self._enter(channel)
        message = self._message(channel, ts)
        if message.ephemeral_to:
            raise ClientRefused(f"the message {ts} in {channel} has no menu")
        return self._interact(
            "message_action",
            callback_id=callback_id,
            trigger_id=self._trigger(channel=channel),
            response_url=self._response_url(channel),
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
            trigger_id=self._trigger(channel=current_channel),
            action_ts=self._workspace.new_ts(),
        )

    def click(
        self,
        channel: str,
        message_ts: str,
        action_id: str,
        value: Filled = None,
        *,
        block_id: str | None = None,
        confirm: bool = True,
    ) -> Delivery:
        """Click a button in a message, or choose `value` in a menu, a select or a date picker there.

        Args:
            value: what is chosen; of a button, its own value, which tells rows apart.
            block_id: tells rows apart, too.
            confirm: the answer to the dialogue of an element that has one; the delivery's `asked` holds it.
                With False nothing is sent, and the delivery's error is `not_confirmed`.

        Raises:
            ClientRefused: the message is not seen or not the app's, or `value` is not on offer.
            LookupError: no such element, or several.
        """
        message = self._message(channel, message_ts)
        if message.bot_id != BOT_ID:
            raise ClientRefused(f"the message {message_ts} is not the app's")
        block, element = find_element(message.blocks, action_id, block_id=block_id, value=value)
        if not confirm:
            return not_confirmed(element)
        action = clicked(block, element, value, self._workspace)
        state = self._state(message, block, element, action)
        delivery = self._interact(
            "block_actions",
            trigger_id=self._trigger(channel=channel),
            response_url=self._response_url(channel, message),
            actions=[action],
            **payloads.in_message(message, self._place(channel), state),
        )
        return replace(delivery, asked=element.get("confirm"))

    def _state(self, message: Message, block: Json, element: Json, action: Json) -> Values:
        """What the person has chosen in a message, now also by `action`; each sees their own choices."""
        with self._workspace.lock:
            values = state_for(message.blocks, before=(message.blocks, message.chosen.get(self.id, {})))
            if element["type"] in VALUE_KEYS:
                key = VALUE_KEYS[element["type"]]
                state = {"type": element["type"], key: action[key]}
                values.setdefault(block["block_id"], {})[element["action_id"]] = state
            message.chosen[self.id] = values
            return deepcopy(values)

    def _enter(self, channel: str) -> Channel:
        self._must_be_active()
        place = self._place(channel)
        with self._workspace.lock:
            place.members.add(self.id)
        return place

    def _must_be_colleague(self, what: str) -> None:
        if self.who.is_stranger:
            raise ClientRefused(f"{what} belongs to another workspace than {self.who.name}'s")
        if self.who.is_bot or self.who.deleted:
            raise ClientRefused(f"{self.who.name} cannot use {what}")

    def _must_be_offered(self, callback_id: str, kind: Literal["message", "global"]) -> None:
        self._must_be_colleague(callback_id)
        declaration = self._world.declaration
        if declaration and declaration.shortcut(callback_id, kind) is None:
            raise ClientRefused(f"the app has no {kind} shortcut {callback_id}")

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
