"""The people's side over HTTP, for a page that looks like Slack. JSON in and out, on loopback, no password.

What Slack's own app would refuse is answered 409 with `{"refused": why}`; what is missing or unknown in a
request, 400 or 404 with `{"error": what}`.
"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from bot.sandbox.slack.clicks import NOT_CONFIRMED
from bot.sandbox.slack.dispatch import Delivery
from bot.sandbox.slack.errors import ClientRefused
from bot.sandbox.slack.hands import Stage
from bot.sandbox.slack.ids import BOT_ID, BOT_USER_ID
from bot.sandbox.slack.objects import Channel, Json, Message, Person
from bot.sandbox.slack.person import PersonDriver
from bot.sandbox.slack.workspace import Workspace

CHANGES_TIMEOUT = 20.0
"""Most seconds that `/human/changes` waits."""


def human_api(stage: Stage) -> Blueprint:
    """The routes under `/human`, to be served by another app."""
    routes = Blueprint("human", __name__, url_prefix="/human")
    _add_reading(routes, stage)
    _add_channels(routes, stage)
    _add_views(routes, stage)

    @routes.errorhandler(ClientRefused)
    def refused(error: ClientRefused) -> tuple[Response, int]:
        return jsonify({"refused": str(error)}), 409

    @routes.errorhandler(_Unclear)
    def unclear(error: _Unclear) -> tuple[Response, int]:
        return jsonify({"error": str(error)}), 400

    @routes.errorhandler(LookupError)
    def unknown(error: LookupError) -> tuple[Response, int]:
        return jsonify({"error": f"not found: {error}"}), 404

    return routes


def _add_reading(routes: Blueprint, stage: Stage) -> None:
    workspace = stage.world.workspace

    @routes.get("/state")
    def state() -> Response:
        me = _me(stage).who
        with workspace.lock:
            app = _app(stage, me)
            return jsonify(
                {
                    "me": _person(me),
                    "people": [_person(person) for person in workspace.people.values()],
                    "channels": [_channel(c) for c in workspace.channels.values() if c.is_open_to(me)],
                    "app": app,
                    "version": workspace.version,
                }
            )

    @routes.get("/changes")
    def changes() -> Response:
        since = request.args.get("since", 0, type=int)
        workspace.wait(lambda: workspace.version > since, CHANGES_TIMEOUT)
        return jsonify({"version": workspace.version})

    @routes.get("/channels/<channel>/messages")
    def messages(channel: str) -> Response:
        me = _me(stage).who
        if not workspace.channels[channel].is_open_to(me):
            raise LookupError(channel)
        thread_ts = request.args.get("thread_ts")
        with workspace.lock:
            shown = [m for m in workspace.all_messages(channel) if _shown(m, me, thread_ts)]
            return jsonify({"messages": [_message(workspace, message) for message in shown]})


def _add_channels(routes: Blueprint, stage: Stage) -> None:
    @routes.post("/message")
    def message() -> Response:
        body = _body()
        ts = _me(stage).say(_text(body, "channel"), _text(body, "text"), thread_ts=body.get("thread_ts"))
        return jsonify({"ts": ts})

    @routes.post("/command")
    def command() -> Response:
        body = _body()
        name, _, text = _text(body, "text").strip().partition(" ")
        thread_ts = body.get("thread_ts")
        return _delivered(_me(stage).command(_text(body, "channel"), name, text, thread_ts=thread_ts))

    @routes.post("/shortcut")
    def shortcut() -> Response:
        body = _body()
        callback_id = _text(body, "callback_id")
        if body.get("ts"):
            return _delivered(_me(stage).message_shortcut(callback_id, _text(body, "channel"), body["ts"]))
        return _delivered(_me(stage).global_shortcut(callback_id, current_channel=body.get("channel")))

    @routes.post("/click")
    def click() -> Response:
        body = _body()
        action_id, value, block_id = _text(body, "action_id"), body.get("value"), body.get("block_id")
        if body.get("view"):
            at_home = body["view"] == "home"
            return _delivered(_me(stage).click_view(action_id, value, home=at_home, block_id=block_id))
        place, ts = _text(body, "channel"), _text(body, "ts")
        return _delivered(_me(stage).click(place, ts, action_id, value, block_id=block_id))

    @routes.post("/delete")
    def delete() -> Response:
        body = _body()
        _me(stage).delete(_text(body, "channel"), _text(body, "ts"))
        return jsonify({"ok": True})


def _add_views(routes: Blueprint, stage: Stage) -> None:
    @routes.get("/view")
    def view() -> Response:
        stack = _me(stage).views
        return jsonify({"view": stack[-1].to_slack() if stack else None, "stack_depth": len(stack)})

    @routes.get("/home")
    def home() -> Response:
        published = _me(stage).home
        return jsonify({"view": published.to_slack() if published else None})

    @routes.post("/home")
    def open_home() -> Response:
        return _delivered(_me(stage).open_home())

    @routes.post("/fill")
    def fill() -> Response:
        body = _body()
        delivery = _me(stage).fill(_text(body, "action_id"), body.get("value"))
        return _delivered(delivery) if delivery else jsonify({"ok": True, "failure": ""})

    @routes.get("/suggest")
    def suggest() -> Response:
        typed, action_id = request.args.get("q", ""), request.args.get("action_id", "")
        me, block_id = _me(stage), request.args.get("block_id")
        view = me.home if request.args.get("view") == "home" else None
        return jsonify({"options": me.suggest(action_id, typed, view, block_id=block_id)})

    @routes.post("/submit")
    def submit() -> Response:
        result = _me(stage).submit()
        return jsonify(
            {
                "errors": result.errors,
                "client_errors": result.client_errors,
                "closed": result.closed,
                "failure": result.failure,
            }
        )

    @routes.post("/close")
    def close() -> Response:
        delivery = _me(stage).close(everything=bool(_body().get("everything")))
        return _delivered(delivery) if delivery else jsonify({"ok": True, "failure": ""})


class _Unclear(ValueError):
    """The request does not say what it must."""


def _body() -> Json:
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise _Unclear("the body must be a JSON object")
    return body


def _text(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise _Unclear(f"{name} must be given as text")
    return value


def _me(stage: Stage) -> PersonDriver:
    return PersonDriver(stage, request.args.get("as") or _text(_body(), "as"))


def _delivered(delivery: Delivery) -> Response:
    silent = delivery.error in {"not_subscribed", NOT_CONFIRMED}
    failure = "" if silent else delivery.error_text
    return jsonify({"ok": not failure, "status": delivery.status, "failure": failure})


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name or person.name,
        "is_bot": person.is_bot,
        "is_app": person.id == BOT_USER_ID,
        "is_stranger": person.is_stranger,
        "is_admin": person.is_admin,
        "deleted": person.deleted,
        "tz": person.tz,
    }


def _channel(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": sorted(channel.members),
        "is_ext_shared": channel.is_ext_shared,
        "is_archived": channel.is_archived,
        "bot_is_member": channel.bot_is_member,
        "is_app_dm": channel.kind == "im" and channel.bot_is_member,
    }


def _app(stage: Stage, me: Person) -> Json:
    declared = stage.world.declaration
    return {
        "name": stage.world.workspace.bot_name,
        "user_id": BOT_USER_ID,
        "dm": stage.world.workspace.direct_channel(me.id).id,
        "home_tab": bool(declared and declared.home_tab),
        "commands": [
            {"name": c.name, "description": c.description, "usage_hint": c.usage_hint}
            for c in (declared.commands if declared else ())
        ],
        "shortcuts": [
            {"callback_id": s.callback_id, "name": s.name, "type": s.type}
            for s in (declared.shortcuts if declared else ())
        ],
    }


def _shown(message: Message, me: Person, thread_ts: str | None) -> bool:
    if message.ephemeral_to not in {None, me.id}:
        return False
    if thread_ts:
        return thread_ts in {message.ts, message.thread_ts}
    return message.thread_ts in {None, message.ts}


def _message(workspace: Workspace, message: Message) -> Json:
    replies = workspace.thread(message.channel, message.ts)[1:] if not message.ephemeral_to else []
    return {
        "ts": message.ts,
        "user": message.user,
        "bot": message.bot_id is not None,
        "is_app": message.bot_id == BOT_ID,
        "username": message.username or _name(workspace, message),
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "files": message.files,
        "thread_ts": message.thread_ts,
        "reply_count": len(replies),
        "reply_users": sorted({reply.user for reply in replies if reply.user}),
        "ephemeral": message.ephemeral_to is not None,
        "edited": message.edited,
        "is_tombstone": message.is_tombstone,
    }


def _name(workspace: Workspace, message: Message) -> str:
    person = workspace.people.get(message.user or "")
    return (person.real_name or person.name) if person else "App"
