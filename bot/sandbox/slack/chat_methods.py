"""chat.*: what the bot says.

https://docs.slack.dev/reference/methods?family=chat
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.slack.errors import ApiError
from bot.sandbox.slack.ids import BOT_ID, BOT_USER_ID
from bot.sandbox.slack.limits import TEXT_MAX, message_faults, too_long, with_ids
from bot.sandbox.slack.methods import Arguments, Method, World, known_channel
from bot.sandbox.slack.objects import Channel, Json, Message


def _post_message(world: World, arguments: Arguments) -> Json:
    with world.workspace.lock:
        channel = _destination(world, arguments.text("channel"))
        _may_post(world, channel)
        message = world.workspace.add_message(
            Message(
                channel=channel.id,
                user=BOT_USER_ID,
                bot_id=BOT_ID,
                username=arguments.text("username") or None,
                thread_ts=_thread(world, channel, arguments),
                metadata=_metadata(arguments),
                unfurl_links=_maybe_flag(arguments, "unfurl_links"),
                unfurl_media=_maybe_flag(arguments, "unfurl_media"),
                **_content(arguments),
            )
        )
        return {"channel": channel.id, "ts": message.ts, "message": message.to_slack(with_metadata=True)}


def _post_ephemeral(world: World, arguments: Arguments) -> Json:
    with world.workspace.lock:
        channel = known_channel(world, arguments.text("channel"))
        if not channel.bot_is_member:
            raise ApiError("not_in_channel")
        if channel.is_archived:
            raise ApiError("is_archived")
        user = arguments.required("user")
        if user not in channel.members:
            raise ApiError("user_not_in_channel")
        message = world.workspace.add_message(
            Message(
                channel=channel.id,
                user=BOT_USER_ID,
                bot_id=BOT_ID,
                thread_ts=_thread(world, channel, arguments),
                ephemeral_to=user,
                **_content(arguments),
            )
        )
        return {"message_ts": message.ts}


def _update(world: World, arguments: Arguments) -> Json:
    with world.workspace.changing():
        message = _own_message(world, arguments, "cant_update_message")
        if world.workspace.channels[message.channel].is_archived:
            raise ApiError("is_inactive")
        content = _content(arguments)
        metadata = _metadata(arguments) if arguments.values.get("metadata") else None
        given = {
            name for name in ("blocks", "attachments", "metadata") if arguments.values.get(name) is not None
        }
        if content["text"] or "blocks" in given:
            # Text alone takes the blocks away: https://docs.slack.dev/reference/methods/chat.update
            message.text, message.blocks = content["text"], content["blocks"]
        if "attachments" in given:
            message.attachments = content["attachments"]
        if "metadata" in given:
            message.metadata = metadata
        message.edited = not message.blocks
        return {
            "channel": message.channel,
            "ts": message.ts,
            "text": message.text,
            "message": message.to_slack(with_metadata=True),
        }


def _delete(world: World, arguments: Arguments) -> Json:
    with world.workspace.lock:
        message = _own_message(world, arguments, "cant_delete_message")
        world.workspace.remove_message(message)
        return {"channel": message.channel, "ts": message.ts}


def _permalink(world: World, arguments: Arguments) -> Json:
    channel = known_channel(world, arguments.text("channel"))
    message = world.workspace.find_message(channel.id, arguments.text("message_ts"))
    if message is None or message.ephemeral_to or message.is_tombstone:
        raise ApiError("message_not_found")
    return {"channel": channel.id, "permalink": world.workspace.permalink(message)}


def _destination(world: World, name: str) -> Channel:
    person = world.workspace.people.get(name)
    if person:
        if person.is_bot:
            raise ApiError("cannot_dm_bot")
        if person.deleted:
            raise ApiError("user_disabled")
        return world.workspace.direct_channel(person.id)
    by_name = [c.id for c in world.workspace.channels.values() if c.name and c.name == name.lstrip("#")]
    return known_channel(world, by_name[0] if by_name else name)


def _may_post(world: World, channel: Channel) -> None:
    if channel.is_archived:
        raise ApiError("is_archived")
    if not channel.bot_is_member and not world.granted("chat:write.public"):
        raise ApiError("not_in_channel")
    if channel.posting_restricted:
        raise ApiError("restricted_action")
    if channel.kind == "im" and world.declaration and not world.declaration.messages_tab:
        raise ApiError("messages_tab_disabled")
    people = [world.workspace.people[user] for user in channel.members if user in world.workspace.people]
    if channel.kind == "im" and any(person.deleted for person in people):
        raise ApiError("user_disabled")


def _thread(world: World, channel: Channel, arguments: Arguments) -> str | None:
    thread_ts = arguments.text("thread_ts")
    if not thread_ts:
        return None
    parent = world.workspace.find_message(channel.id, thread_ts)
    if parent is None:
        raise ApiError("thread_not_found")
    if parent.ephemeral_to:
        raise ApiError("cannot_reply_to_message")
    if parent.thread_ts and parent.thread_ts != parent.ts:
        world.workspace.problem(f"thread_ts {thread_ts} is a reply; Slack wants its thread's first message")
        return parent.thread_ts
    return thread_ts


def _content(arguments: Arguments) -> dict[str, Any]:
    """Text, blocks and attachments."""
    given = arguments.values
    text = arguments.text("text")
    if len(text) > TEXT_MAX:
        raise ApiError("msg_too_long")
    for name in ("blocks", "attachments"):
        if not isinstance(given.get(name) or [], list):
            raise ApiError(f"invalid_{name}_format")
    faults = message_faults(given.get("blocks") or [])
    if faults:
        errors = [str(fault) for fault in faults]
        messages = [f"[ERROR] {error}" for error in errors]
        raise ApiError("invalid_blocks", errors=errors, response_metadata={"messages": messages})
    if too_long(given.get("blocks") or []):
        raise ApiError("msg_blocks_too_long")
    if not text and not given.get("blocks") and not given.get("attachments"):
        raise ApiError("no_text")
    blocks, attachments = given.get("blocks") or [], given.get("attachments") or []
    return {"text": text, "blocks": with_ids(blocks), "attachments": list(attachments)}


def _metadata(arguments: Arguments) -> Json | None:
    metadata = arguments.values.get("metadata")
    if metadata is None:
        return None
    if (
        not isinstance(metadata, dict)
        or not isinstance(metadata.get("event_type"), str)
        or not isinstance(metadata.get("event_payload"), dict)
    ):
        raise ApiError("invalid_metadata_format")
    return metadata


def _maybe_flag(arguments: Arguments, name: str) -> bool | None:
    return None if arguments.values.get(name) is None else arguments.flag(name)


def _own_message(world: World, arguments: Arguments, otherwise: str) -> Message:
    channel = known_channel(world, arguments.text("channel"))
    message = world.workspace.find_message(channel.id, arguments.text("ts"))
    if message is None or message.ephemeral_to or message.is_tombstone:
        raise ApiError("message_not_found")
    if message.bot_id != BOT_ID or message.is_answer:
        raise ApiError(otherwise)
    return message


METHODS = {
    "chat.postMessage": Method(_post_message, scopes=("chat:write",)),
    "chat.postEphemeral": Method(_post_ephemeral, scopes=("chat:write",)),
    "chat.update": Method(_update, scopes=("chat:write",)),
    "chat.delete": Method(_delete, scopes=("chat:write",)),
    "chat.getPermalink": Method(_permalink, takes_json=False),
}
