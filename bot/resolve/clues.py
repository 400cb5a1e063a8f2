"""What in a conversation may say which customer it is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.directory.folding import domain_of
from bot.slack.conversation import Origin
from bot.slack.insiders import Standing, standing, works_elsewhere
from bot.slack.plain_text import message_text
from bot.workspace.whereabouts import Known


@dataclass(frozen=True)
class Clues:
    """What is known of the conversation that a task comes from."""

    channel_id: str = ""
    channel_name: str = ""
    typed: str = ""
    """What was typed for the bot, as mrkdwn: it says more than where that was."""
    texts: tuple[str, ...] = ()
    """What was said, as mrkdwn, the nearest first: the message, then its thread."""
    outside_domains: tuple[str, ...] = ()
    """Where the authors work who belong to another company."""
    own_domains: frozenset[str] = field(default_factory=frozenset)
    """The company's own: they say nothing about a customer."""


def clues(origin: Origin, known: Known, text: str, *, author: str, is_typed: bool) -> Clues:
    """The clues in a conversation.

    Args:
        origin: `named`.
        text: the words that the form begins with, as mrkdwn.
        author: Slack user id of who wrote them; empty for who asks for the task and for bots.
        is_typed: whether they were typed for the bot.
    """
    people, home = known.people.values(), known.home
    colleagues = [person for person in people if standing(person, home) is Standing.INSIDE]
    outside = [person for person in people if person.id == author and works_elsewhere(person, home)]
    thread = "\n".join(message_text(message) for message in known.thread)
    return Clues(
        channel_id=origin.channel_id,
        channel_name=origin.channel_name,
        typed=text if is_typed else "",
        texts=tuple(filter(None, ("" if is_typed else text, thread))),
        outside_domains=tuple(dict.fromkeys(filter(None, (domain_of(p.email) for p in outside)))),
        own_domains=frozenset(domain_of(person.email) for person in colleagues) - {""},
    )
