"""Where an answer goes: the channel that the request came from, else its response URL, else directly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.outbox.readers import OUTSIDERS_CAME, READERS_UNKNOWN, AudienceNow, check_readers
from bot.outbox.routes import UNCERTAIN, Look, Route
from bot.request import Announce, Request
from bot.slack import Slack
from bot.slack_answers import Posted
from bot.store.deliveries import Delivery, Post
from bot.views import card, refused, unsure
from bot.views.mrkdwn import channel

Message = dict[str, Any]

_KEPT_OUT = {UNCERTAIN, OUTSIDERS_CAME, READERS_UNKNOWN}
"""Why there is no second way into the channel: the summary may stand there already, or must not."""


@dataclass(frozen=True)
class InChannel:
    """A message in a channel or thread where the bot may post."""

    slack: Slack
    channel: str
    thread_ts: str
    message: Message
    mark: str
    """The block id by which the message is recognised."""
    may_post: Callable[[], None] = lambda: None
    """Raises a `SlackError` where the channel is not what the person was told any more."""

    def post(self) -> Posted | None:
        self.may_post()
        return self.slack.post(self.channel, self.message, thread_ts=self.thread_ts)

    def look(self, since: float) -> Posted | Look:
        return _look(self.slack, self.channel, self.thread_ts, self.mark, since)


@dataclass(frozen=True)
class ByResponseUrl:
    """A message through a response URL: also where the bot is no member, but it cannot be found again."""

    slack: Slack
    url: str
    thread_ts: str
    message: Message
    may_post: Callable[[], None]
    """As for the channel itself."""

    def post(self) -> Posted | None:
        self.may_post()
        self.slack.respond(self.url, self.message, in_channel=True, thread_ts=self.thread_ts)
        return None

    def look(self, since: float) -> Posted | Look:
        return Look.NOT_ALLOWED


@dataclass(frozen=True)
class InDirectMessage:
    """A message from the bot to one person."""

    slack: Slack
    user: str
    message: Message
    mark: str

    def post(self) -> Posted | None:
        return self.slack.post(self.slack.direct_channel(self.user), self.message)

    def look(self, since: float) -> Posted | Look:
        return _look(self.slack, self.slack.direct_channel(self.user), "", self.mark, since)


class SlackAnnouncer:
    """The places for one request, the best first (see `bot.outbox.routes.Announcer`)."""

    def __init__(self, slack: Slack, audience_now: AudienceNow) -> None:
        self._slack = slack
        self._audience_now = audience_now

    def routes(self, request: Request, delivery: Delivery) -> Sequence[Route]:
        """For a created task the summary's places; for another one the person who asked."""
        if delivery.post is Post.REFUSED:
            return [self._refusal(request, delivery)]
        if delivery.post is Post.UNSURE:
            return [self._doubt(request, delivery)]
        return self._summary(request, delivery)

    def _summary(self, request: Request, delivery: Delivery) -> list[Route]:
        origin = request.origin
        summary = _card(request, delivery, beside_message=bool(origin.thread_ts))
        mark = card.block_id(delivery.task_uuid or "")
        asker = request.asked_by
        if request.announce is Announce.ME or not origin.channel_id:
            message = card.task_card(_card(request, delivery, beside_message=False))
            return [InDirectMessage(self._slack, asker, message, mark)]
        message = card.task_card(summary)

        def may_post() -> None:
            check_readers(request, delivery, self._audience_now)

        in_channel = InChannel(self._slack, origin.channel_id, origin.thread_ts, message, mark, may_post)
        told = card.task_card(
            _card(request, delivery, beside_message=False),
            intro=_why_here(origin.channel_id, delivery.problem),
        )
        direct = InDirectMessage(self._slack, asker, told, mark)
        if not origin.response_url:
            return [in_channel, direct]
        by_url = ByResponseUrl(self._slack, origin.response_url, origin.thread_ts, message, may_post)
        return [in_channel, direct if delivery.problem in _KEPT_OUT else by_url, direct]

    def _refusal(self, request: Request, delivery: Delivery) -> Route:
        message = refused.refused_message(
            refused.Refusal(
                delivery_id=delivery.id,
                customer_name=request.customer_name,
                customer_url=request.customer_url,
                details=request.task.task_details,
                reason=delivery.reason,
                reference=delivery.reference,
            )
        )
        return InDirectMessage(self._slack, request.asked_by, message, refused.block_id(delivery.id))

    def _doubt(self, request: Request, delivery: Delivery) -> Route:
        message = unsure.unsure_message(
            unsure.Doubt(
                delivery_id=delivery.id,
                customer_name=request.customer_name,
                customer_url=request.customer_url,
                details=request.task.task_details,
                reason=delivery.reason,
                reference=delivery.reference,
            )
        )
        return InDirectMessage(self._slack, request.asked_by, message, unsure.block_id(delivery.id))


def _card(request: Request, delivery: Delivery, *, beside_message: bool) -> card.Card:
    return card.Card(
        task_uuid=delivery.task_uuid or "",
        customer_name=request.customer_name,
        customer_url=request.customer_url,
        details=request.task.task_details,
        assignee=request.assignee,
        due_date=request.task.due_date,
        asked_by=request.asked_by,
        message_url="" if beside_message else request.origin.message_url,
    )


def _why_here(channel_id: str, problem: str) -> str:
    place = channel(channel_id)
    match problem:
        case "is_archived":
            return f"{place} is archived, so here is the summary."
        case (
            "restricted_action"
            | "restricted_action_read_only_channel"
            | "restricted_action_thread_only_channel"
        ):
            return f"I am not allowed to post in {place}, so here is the summary."
        case code if code == UNCERTAIN:
            return f"Slack did not say whether the summary appeared in {place}, so here it is as well."
        case code if code == OUTSIDERS_CAME:
            return (
                f"Guests or people of another company read {place}, which was not so or not known when you "
                "opened the form. So here is the summary, for you only."
            )
        case code if code == READERS_UNKNOWN:
            return f"Slack does not tell me any more who reads {place}, so here is the summary, for you only."
        case _:
            return (
                f"I could not post in {place}, so here is the summary. "
                "To have it there next time, type `/invite` and my name in that channel."
            )


def _look(slack: Slack, channel_id: str, thread_ts: str, mark: str, since: float) -> Posted | Look:
    for message in slack.messages_since(channel_id, max(since, 0.0), thread_ts=thread_ts):
        if any(block.get("block_id") == mark for block in message.get("blocks") or []):
            return Posted(channel=channel_id, ts=str(message["ts"]))
    return Look.ABSENT
