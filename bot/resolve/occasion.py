"""Who wants a form, where, and the words at hand."""

from __future__ import annotations

from dataclasses import dataclass

from bot.slack.click import Click
from bot.slack.conversation import Origin
from bot.slack.payloads import CommandCall, ShortcutCall
from bot.slack.plain_text import message_text
from bot.slack.text.own_words import own_words
from bot.workspace.whereabouts import Place


@dataclass(frozen=True)
class Occasion:
    """Who wants a form, where, and the words at hand."""

    asker: str
    """Slack user id."""
    origin: Origin
    text: str = ""
    """As Slack has it, in mrkdwn."""
    own: str = ""
    """What of it its author wrote, where it is a message."""
    ts: str = ""
    """The message's."""
    author: str = ""
    """Slack user id of who wrote it; empty for the asker and for bots."""
    author_name: str = ""
    """What an app called itself that wrote it."""
    in_thread: bool = False
    """Whether there is a thread around it, to read for clues to the customer."""
    is_command: bool = False
    """Whether the text was typed for the bot, so that what it says of a task need not stay in it."""

    @property
    def place(self) -> Place | None:
        """What to look around in: the conversation, with the author among its readers, and the thread."""
        channel, thread = self.origin.channel_id, self.origin.thread_ts if self.in_thread else ""
        return Place(channel, author=self.author, thread_ts=thread) if channel else None

    @classmethod
    def of_command(cls, call: CommandCall) -> Occasion:
        """`/cm-task`, alone or before some words."""
        return cls(call.user_id, call.origin, call.text, is_command=True)

    @classmethod
    def of_click(cls, click: Click) -> Occasion:
        """The button in the App Home."""
        return cls(click.user.id, Origin(team_id=click.team_id))

    @classmethod
    def of_words(cls, click: Click, origin: Origin | None = None) -> Occasion:
        """A button that holds the words of a command.

        Args:
            origin: where the command was typed; None where the button stands there.
        """
        here = Origin(
            team_id=click.team_id, channel_id=click.container.channel_id, response_url=click.response_url
        )
        return cls(click.user.id, origin or here, click.value, is_command=True)

    @classmethod
    def of_shortcut(cls, call: ShortcutCall) -> Occasion:
        """A shortcut: the one on a message, whose words it takes, or the one from anywhere."""
        message = call.said
        return cls(
            call.user.id,
            call.origin,
            message_text(message),
            own=own_words(message),
            ts=message.ts,
            author=message.user or "",
            author_name=message.username or "" if message.is_of_an_app else "",
            in_thread=bool(message.thread_ts or message.reply_count),
        )
