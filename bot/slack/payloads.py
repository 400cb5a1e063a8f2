"""What Slack sends, as typed models. Nothing deeper in the bot sees the raw payloads.

https://docs.slack.dev/reference/interaction-payloads
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.front_door.refused import Reason, Refused
from bot.front_door.structure import place_of
from bot.slack.conversation import Origin
from bot.slack.form_memory import FormMemory
from bot.slack.json_reading import OptionalText, Text
from bot.slack.message import Message

Json = dict[str, Any]


class Payload(BaseModel):
    """A part of what Slack sends: strict in what the bot needs, and blind to the rest."""

    # Each kind is built when the first of it comes, and not at the start.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, defer_build=True)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Read what Slack sent.

        Raises:
            Refused: it has not the structure that Slack documents.
        """
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            raise Refused(Reason.MALFORMED, where=place_of(error)) from None


class CommandCall(Payload):
    """A slash command (https://docs.slack.dev/interactivity/implementing-slash-commands)."""

    user_id: str
    trigger_id: str
    text: Text = ""
    team_id: str = ""
    team_domain: Text = ""
    channel_id: str = ""
    channel_name: Text = ""
    response_url: str = ""

    @property
    def origin(self) -> Origin:
        return Origin(
            team_id=self.team_id,
            team_domain=self.team_domain,
            channel_id=self.channel_id,
            channel_name=self.channel_name,
            response_url=self.response_url,
        )


class User(Payload):
    """Who acts."""

    id: str


class Team(Payload):
    """A workspace."""

    id: str = ""
    domain: Text = ""


class _Channel(Payload):
    id: str = ""
    name: Text = ""


class ShortcutCall(Payload):
    """A global or message shortcut."""

    user: User
    trigger_id: str
    team: Team | None = None
    channel: _Channel | None = None
    message: Json = Field(default_factory=dict)
    response_url: str = ""

    @property
    def said(self) -> Message:
        """The message that the shortcut was used on; an empty one for a global shortcut."""
        return Message.from_payload(self.message)

    @property
    def origin(self) -> Origin:
        team, channel, message = self.team or Team(), self.channel or _Channel(), self.said
        return Origin(
            team_id=team.id,
            team_domain=team.domain,
            channel_id=channel.id,
            channel_name=channel.name,
            thread_ts=message.thread,
            message_ts=message.ts,
            response_url=self.response_url,
        )


class _Option(Payload):
    value: str
    text: Json = Field(default_factory=dict)


class _Input(Payload):
    value: str | None = None
    selected_option: _Option | None = None
    selected_options: list[_Option] | None = None
    selected_user: str | None = None
    selected_date: date | None = None
    selected_conversation: str | None = None


class _State(Payload):
    values: dict[str, dict[str, _Input]] = Field(default_factory=dict)


class _ResponseUrl(Payload):
    channel_id: str = ""
    response_url: str = ""


class _View(Payload):
    id: str
    hash: str = ""
    private_metadata: str = ""
    blocks: list[Json] = Field(default_factory=list)
    state: _State = Field(default_factory=_State)

    @property
    def memory(self) -> FormMemory:
        return FormMemory.from_metadata(self.private_metadata)


class _Action(Payload):
    action_id: str = ""
    value: str = ""


class InForm(Payload):
    """Something that happened in a form, with all that was filled in by then."""

    user: User
    view: _View
    team: Team | None = None

    def _input(self, field: str) -> _Input:
        """What was filled in; nothing where the form has no such input, whatever came along."""
        return self.view.state.values.get(field, {}).get(field, _Input()) if self.shows(field) else _Input()

    def shows(self, field: str) -> bool:
        """Whether the form has this input just now."""
        return any(
            block.get("block_id") == field and block.get("type") == "input" for block in self.view.blocks
        )

    def text(self, field: str) -> str:
        """What was typed."""
        return (self._input(field).value or "").strip()

    def option(self, field: str) -> str:
        """The value of the option that was chosen."""
        chosen = self._input(field).selected_option
        return chosen.value if chosen else ""

    def option_text(self, field: str) -> str:
        """The text of the option that was chosen."""
        chosen = self._input(field).selected_option
        return str(chosen.text.get("text") or "") if chosen else ""

    def person(self, field: str) -> str:
        """The id of the user that was chosen."""
        return self._input(field).selected_user or ""

    def day(self, field: str) -> date | None:
        """The date that was chosen."""
        return self._input(field).selected_date

    def ticked(self, field: str) -> bool:
        """Whether a box is ticked, of which the field has one."""
        return bool(self._input(field).selected_options)

    def box(self, field: str) -> str:
        """The value of the box, if it is ticked."""
        chosen = self._input(field).selected_options
        return chosen[0].value if chosen else ""

    def was_ticked(self, field: str) -> bool:
        """Whether the box was ticked when the form opened."""
        fields = (block for block in self.view.blocks if block.get("block_id") == field)
        return any(bool((block.get("element") or {}).get("initial_options")) for block in fields)

    @property
    def conversation(self) -> str:
        """The conversation chosen for the summary, in the form that asks for one."""
        return self._input("announce").selected_conversation or ""


class Submission(InForm):
    """A submitted form (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload)."""

    response_urls: list[_ResponseUrl] = Field(default_factory=list)

    @property
    def origin(self) -> Origin:
        """Where the form was opened, or the conversation chosen in it."""
        opened = self.view.memory.origin
        chosen = self.conversation
        if opened.channel_id or not chosen:
            return opened
        urls = (url.response_url for url in self.response_urls if url.channel_id == chosen)
        return opened.model_copy(update={"channel_id": chosen, "response_url": next(urls, "")})


class Choice(InForm):
    """Something was chosen in an open form, which tells of it at once."""

    actions: list[_Action] = Field(default_factory=list)

    @property
    def field(self) -> str:
        """Where."""
        return self.actions[0].action_id if self.actions else ""


class Suggestion(Payload):
    """Characters typed into an external select."""

    user: User
    value: str = ""
    view: _View | None = None

    @property
    def memory(self) -> FormMemory:
        """What the form was opened with."""
        return self.view.memory if self.view else FormMemory()


class ChannelMoved(Payload):
    """A channel's id has changed (https://api.slack.com/events/channel_id_changed)."""

    old_channel_id: str
    new_channel_id: str


class Wrapped(Payload):
    """What is around an event (https://docs.slack.dev/apis/events-api)."""

    team_id: OptionalText = None
    """The workspace; none where the app is an organisation's."""


class Revocation(Payload):
    """Tokens were taken back (https://docs.slack.dev/reference/events/tokens_revoked)."""

    tokens: Any = None

    @property
    def of_bots(self) -> bool:
        """Whether the app's own is among them, and not only people's."""
        return isinstance(self.tokens, dict) and bool(self.tokens.get("bot"))


class HomeOpened(Payload):
    """The App Home was opened (https://docs.slack.dev/reference/events/app_home_opened)."""

    user: str
    tab: str = "home"
