"""Where an answer goes: the channel that the request came from, else its response URL, else directly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.outbox import kept_out
from bot.outbox.delivery import Delivery, Post
from bot.outbox.readers import (
    OUTSIDERS_CAME,
    READERS_UNKNOWN,
    AudienceNow,
    check_colleagues_alone,
    check_readers,
)
from bot.outbox.routes import Look, Place, Route
from bot.request import Announce, Letter, Request
from bot.slack.answers import Posted
from bot.slack.web_api import Slack
from bot.tasks.drawing import CardDrawer
from bot.tasks.known_task import asked_for
from bot.views import card, refused, unsure
from bot.views.digest import unposted_block_id
from bot.views.intro import with_intro
from bot.views.mrkdwn import channel, shorten
from bot.views.uncreated import Uncreated

Message = dict[str, Any]

PLAIN_MAX = 2000
"""Characters of a message that is only its text, for when Slack did not take more."""

AS_WELL = "Slack did not say whether this appeared for you where you asked for it, so here it is as well."
AS_WELL_HERE = "Slack did not say whether my direct message to you arrived, so here it is as well."

MARK = "cm_task_message"
"""The type of the metadata by which a message is recognised that no block's id tells from others."""


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
    place: Place = Place.CHANNEL

    def post(self, *, plain: bool = False) -> Posted | None:
        self.may_post()
        message = _plain(self.message, self.mark) if plain else self.message
        return self.slack.post(self.channel, message, thread_ts=self.thread_ts)

    def look(self, since: float) -> Posted | Look:
        return _look(self.slack, self.channel, self.thread_ts, self.mark, since)


@dataclass(frozen=True)
class ByResponseUrl:
    """A message through a response URL: also where the bot is no member, but it cannot be found again."""

    slack: Slack
    url: str
    thread_ts: str
    message: Message
    may_post: Callable[[], None] = lambda: None
    """As for the channel itself."""
    place: Place = Place.CHANNEL
    """The channel, or under the form: then only the person sees it."""

    def post(self, *, plain: bool = False) -> Posted | None:
        self.may_post()
        message = _plain(self.message) if plain else self.message
        in_channel = self.place is Place.CHANNEL
        self.slack.respond(self.url, message, in_channel=in_channel, thread_ts=self.thread_ts)
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
    place: Place = Place.DIRECT

    def post(self, *, plain: bool = False) -> Posted | None:
        message = _plain(self.message, self.mark) if plain else self.message
        return self.slack.post(self.slack.direct_channel(self.user), message)

    def look(self, since: float) -> Posted | Look:
        return _look(self.slack, self.slack.direct_channel(self.user), "", self.mark, since)


class SlackAnnouncer:
    """The places for one request, the best first (see `bot.outbox.routes.Announcer`)."""

    def __init__(
        self,
        slack: Slack,
        audience_now: AudienceNow,
        audience_among_members: AudienceNow,
        drawer: CardDrawer,
    ) -> None:
        self._slack = slack
        self._audience_now = audience_now
        self._audience_among_members = audience_among_members
        self._drawer = drawer

    def routes(self, asked: Request | Letter, delivery: Delivery) -> Sequence[Route]:
        """For a created task the summary's places; for another one the person who asked."""
        if isinstance(asked, Letter):
            if asked.channel:
                return self._to_channel(asked, delivery)
            return self._to_person(asked, delivery)
        request = asked
        if delivery.post is Post.REFUSED:
            message = refused.refused_message(_uncreated(request, delivery))
            return self._to_asker(request, delivery, message, refused.block_id(delivery.id))
        if delivery.post is Post.UNSURE:
            message = unsure.unsure_message(_uncreated(request, delivery))
            return self._to_asker(request, delivery, message, unsure.block_id(delivery.id))
        return self._summary(request, delivery)

    def _summary(self, request: Request, delivery: Delivery) -> list[Route]:
        origin = request.origin
        mark = card.block_id(delivery.task_uuid or "")
        if request.announce is Announce.ME or not origin.channel_id:
            return self._to_asker(request, delivery, self._card(request, delivery, is_beside=False), mark)
        message = self._card(request, delivery, is_beside=bool(origin.thread_ts))

        def may_post() -> None:
            check_readers(request, delivery, self._audience_now)

        alone = message
        if origin.thread_ts:
            alone = self._card(request, delivery, is_beside=False)
        told = with_intro(alone, why_here(origin.channel_id, delivery))
        routes: list[Route] = [
            InChannel(self._slack, origin.channel_id, origin.thread_ts, message, mark, may_post)
        ]
        if origin.response_url:
            routes.append(
                ByResponseUrl(self._slack, origin.response_url, origin.thread_ts, message, may_post)
            )
        return routes + self._to_asker(request, delivery, told, mark)

    def _card(self, request: Request, delivery: Delivery, *, is_beside: bool) -> Message:
        task = asked_for(request, delivery.task_uuid or "")
        return self._drawer.draw(task, is_beside=is_beside, is_new=True).message

    def _to_person(self, letter: Letter, delivery: Delivery) -> list[Route]:
        """To one person, where they look just now if that is known."""
        directly, here = _as_well(letter.message, delivery)
        routes: list[Route] = []
        if letter.response_url:
            routes.append(
                ByResponseUrl(
                    self._slack,
                    letter.response_url,
                    letter.thread_ts,
                    here,
                    place=Place.UNDER_THE_FORM,
                )
            )
        return [*routes, InDirectMessage(self._slack, letter.to, directly, letter.mark)]

    def _to_channel(self, letter: Letter, delivery: Delivery) -> list[Route]:
        """To a channel that colleagues alone read and the bot is in; else its person hears why not."""

        def may_post() -> None:
            check_colleagues_alone(letter.channel, self._audience_among_members)

        instead = kept_out.message(letter, delivery)
        return [
            InChannel(self._slack, letter.channel, "", letter.message, letter.mark, may_post),
            InDirectMessage(self._slack, letter.to, instead, unposted_block_id(delivery.id)),
        ]

    def _to_asker(self, request: Request, delivery: Delivery, message: Message, mark: str) -> list[Route]:
        """The ways to the person who asked, and to nobody else."""
        directly, here = _as_well(message, delivery)
        routes: list[Route] = [InDirectMessage(self._slack, request.asked_by, directly, mark)]
        if url := request.origin.response_url:
            routes.append(ByResponseUrl(self._slack, url, "", here, place=Place.UNDER_THE_FORM))
        return routes


def _as_well(message: Message, delivery: Delivery) -> tuple[Message, Message]:
    """The message as a direct one, and where the person looked: each says if it may stand there as well."""
    directly = with_intro(message, AS_WELL) if Place.UNDER_THE_FORM in delivery.uncertain else message
    here = with_intro(message, AS_WELL_HERE) if Place.DIRECT in delivery.uncertain else message
    return directly, here


def _uncreated(request: Request, delivery: Delivery) -> Uncreated:
    return Uncreated(
        delivery_id=delivery.id,
        customer_name=request.customer_name,
        customer_url=request.customer_url,
        details=request.task.task_details,
        reason=delivery.reason,
        reference=delivery.reference,
    )


def _plain(message: Message, mark: str = "") -> Message:
    """The message as text alone, and its mark where it can be looked for."""
    text = shorten(message["text"], PLAIN_MAX)
    return marked({"text": text}, mark) if mark else {"text": text}


def marked(message: Message, mark: str) -> Message:
    """The message, so that it is found by this, although no block of it has an id of its own."""
    return {**message, "metadata": {"event_type": MARK, "event_payload": {"mark": mark}}}


def why_here(channel_id: str, delivery: Delivery) -> str:
    """Why the summary stands elsewhere than in the channel that it was meant for, in mrkdwn."""
    place = channel(channel_id)
    if Place.CHANNEL in delivery.uncertain:
        return f"Slack did not say whether the summary appeared in {place}, so here it is as well."
    problems = delivery.problem.split(", ")
    if kept_out := {OUTSIDERS_CAME, READERS_UNKNOWN} & set(problems):
        return _why_kept_out(place, outsiders_came=OUTSIDERS_CAME in kept_out)
    match problems[0]:
        case "is_archived":
            return f"{place} is archived, so here is the summary."
        case word if word.startswith("restricted_action"):
            return f"I am not allowed to post in {place}, so here is the summary."
        case "not_in_channel" | "channel_not_found" | "no_permission":
            return (
                f"I could not post in {place}, so here is the summary. "
                "To have it there next time, type `/invite` and my name in that channel."
            )
        case _:
            return f"Slack did not take the summary in {place}, so here it is."


def _why_kept_out(place: str, *, outsiders_came: bool) -> str:
    if outsiders_came:
        return (
            f"Guests or people of another company read {place}, which was not so or not known when you "
            "opened the form. So here is the summary, for you only."
        )
    return f"Slack does not tell me any more who reads {place}, so here is the summary, for you only."


def _look(slack: Slack, channel_id: str, thread_ts: str, mark: str, since: float) -> Posted | Look:
    for message in slack.messages_since(channel_id, max(since, 0.0), thread_ts=thread_ts):
        if any(block.get("block_id") == mark for block in message.get("blocks") or []) or (
            (message.get("metadata") or {}).get("event_payload") == {"mark": mark}
        ):
            return Posted(channel=channel_id, ts=str(message["ts"]))
    return Look.ABSENT
