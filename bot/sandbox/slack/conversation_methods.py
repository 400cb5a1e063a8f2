"""conversations.*: where people talk, and what was said.

https://docs.slack.dev/reference/methods?family=conversations
"""

from __future__ import annotations

from bot.sandbox.slack.errors import ApiError
from bot.sandbox.slack.ids import BOT_USER_ID
from bot.sandbox.slack.methods import Arguments, Method, World, known_channel, page, scope_for
from bot.sandbox.slack.objects import Channel, Json, Message


def _info(world: World, arguments: Arguments) -> Json:
    channel = known_channel(world, arguments.text("channel"))
    world.require([scope_for(channel, "read")])
    answer = channel.to_slack()
    if arguments.flag("include_num_members"):
        answer["num_members"] = len(channel.members)
    return {"channel": answer}


def _open(world: World, arguments: Arguments) -> Json:
    given = arguments.values.get("users")
    users = [str(user) for user in given] if isinstance(given, list) else arguments.text("users").split(",")
    users = [user.strip() for user in users if user.strip()]
    if not users:
        if not arguments.text("channel"):
            raise ApiError("users_list_not_supplied")
        return {"channel": {"id": known_channel(world, arguments.text("channel")).id}}
    world.require(["im:write" if len(users) == 1 else "mpim:write"])
    for user in users:
        person = world.workspace.people.get(user)
        if person is None:
            raise ApiError("user_not_found")
        if person.is_bot:
            raise ApiError("cannot_dm_bot")
        if person.deleted:
            raise ApiError("user_disabled")
    channel = (
        world.workspace.direct_channel(users[0]) if len(users) == 1 else world.workspace.group_channel(users)
    )
    return {"channel": channel.to_slack() if arguments.flag("return_im") else {"id": channel.id}}


def _members(world: World, arguments: Arguments) -> Json:
    channel = known_channel(world, arguments.text("channel"))
    world.require([scope_for(channel, "read")])
    everyone = sorted(channel.members | ({BOT_USER_ID} if channel.bot_is_member else set()))
    members, metadata = page(everyone, arguments, default=100, high=1000)
    return {"members": members, "response_metadata": metadata}


def _list(world: World, arguments: Arguments) -> Json:
    kinds = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
    wanted = {kinds.get(kind.strip()) for kind in (arguments.text("types") or "public_channel").split(",")}
    with world.workspace.lock:
        channels = [
            channel.to_slack()
            for channel in world.workspace.channels.values()
            if channel.kind in wanted
            and world.workspace.visible_to_bot(channel.id)
            and not (arguments.flag("exclude_archived") and channel.is_archived)
        ]
    some, metadata = page(channels, arguments, default=100, high=999)
    return {"channels": some, "response_metadata": metadata}


def _history(world: World, arguments: Arguments) -> Json:
    channel = _readable(world, arguments)
    messages = [m for m in reversed(world.workspace.history(channel.id)) if _in_window(m, arguments)]
    return _messages(world, messages, arguments)


def _replies(world: World, arguments: Arguments) -> Json:
    channel = _readable(world, arguments)
    thread = world.workspace.thread(channel.id, arguments.required("ts"))
    if not thread:
        raise ApiError("thread_not_found")
    parent = [m for m in thread[:1] if m.ts == arguments.text("ts")]
    replies = [m for m in thread if m not in parent and _in_window(m, arguments)]
    answer = _messages(world, parent + replies, arguments)
    if arguments.text("cursor"):
        # Some who page through threads get the first message with every page.
        answer["messages"] = [_described(world, m, with_metadata=False) for m in parent] + answer["messages"]
    return answer


def _join(world: World, arguments: Arguments) -> Json:
    channel = known_channel(world, arguments.text("channel"))
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise ApiError("is_archived")
    world.workspace.set_member(channel, BOT_USER_ID, belongs=True)
    return {"channel": channel.to_slack()}


def _readable(world: World, arguments: Arguments) -> Channel:
    channel = known_channel(world, arguments.text("channel"))
    world.require([scope_for(channel, "history")])
    if not channel.bot_is_member:
        raise ApiError("not_in_channel")
    return channel


def _in_window(message: Message, arguments: Arguments) -> bool:
    try:
        ts = float(message.ts)
        oldest = float(arguments.text("oldest") or 0)
        latest = float(arguments.text("latest") or "inf")
    except ValueError:
        raise ApiError("invalid_ts_oldest") from None
    return oldest <= ts <= latest if arguments.flag("inclusive") else oldest < ts < latest


def _messages(world: World, messages: list[Message], arguments: Arguments) -> Json:
    some, metadata = page(messages, arguments, default=100, high=999)
    with_metadata = arguments.flag("include_all_metadata")
    return {
        "messages": [_described(world, message, with_metadata=with_metadata) for message in some],
        "has_more": bool(metadata["next_cursor"]),
        "pin_count": 0,
        "response_metadata": metadata,
    }


def _described(world: World, message: Message, *, with_metadata: bool) -> Json:
    answer = message.to_slack(with_metadata=with_metadata)
    if message.thread_ts == message.ts:
        replies = world.workspace.thread(message.channel, message.ts)[1:]
        answer |= {"reply_count": len(replies), "latest_reply": replies[-1].ts if replies else None}
    return answer


_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")

METHODS = {
    "conversations.info": Method(_info, takes_json=False),
    "conversations.open": Method(_open),
    "conversations.members": Method(_members, takes_json=False),
    "conversations.list": Method(
        _list, takes_json=False, scopes=("channels:read", "groups:read", "im:read", "mpim:read")
    ),
    "conversations.history": Method(_history, scopes=_HISTORY),
    "conversations.replies": Method(_replies, takes_json=False, scopes=_HISTORY),
    "conversations.join": Method(_join, scopes=("channels:join",)),
}
