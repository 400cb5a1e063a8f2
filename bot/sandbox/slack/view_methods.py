"""views.*: modals and the App Home.

https://docs.slack.dev/reference/methods?family=views
"""

from __future__ import annotations

from bot.sandbox.slack.errors import ApiError
from bot.sandbox.slack.methods import Arguments, Method, World
from bot.sandbox.slack.objects import Json
from bot.sandbox.slack.schema import Fault
from bot.sandbox.slack.views import checked, invalid_arguments


def _open(world: World, arguments: Arguments) -> Json:
    checked(arguments.values.get("view"), "modal")
    trigger = world.triggers.exchange(arguments.required("trigger_id"))
    view = world.views.open(trigger.user, arguments.values["view"], conversation=trigger.channel)
    return {"view": view.to_slack()}


def _push(world: World, arguments: Arguments) -> Json:
    checked(arguments.values.get("view"), "modal")
    trigger = world.triggers.exchange(arguments.required("trigger_id"))
    if trigger.view_id is None or world.views.find(trigger.view_id) is None:
        raise ApiError("not_found")
    view = world.views.push(trigger.user, arguments.values["view"], conversation=trigger.channel)
    return {"view": view.to_slack()}


def _update(world: World, arguments: Arguments) -> Json:
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    if not view_id and not external_id:
        raise invalid_arguments([Fault("must provide either `view_id` or `external_id`", "")])
    view = world.views.update(
        arguments.values.get("view"),
        view_id=view_id,
        external_id=external_id,
        expected_hash=arguments.text("hash"),
    )
    return {"view": view.to_slack()}


def _publish(world: World, arguments: Arguments) -> Json:
    person = world.workspace.people.get(arguments.required("user_id"))
    if person is None or person.is_bot:
        raise invalid_arguments([Fault("invalid `user_id`", "/user_id")])
    if world.declaration and not world.declaration.home_tab:
        raise ApiError("not_enabled")
    view = world.views.publish(person.id, arguments.values.get("view"), expected_hash=arguments.text("hash"))
    return {"view": view.to_slack()}


METHODS = {
    "views.open": Method(_open),
    "views.push": Method(_push),
    "views.update": Method(_update),
    "views.publish": Method(_publish),
}
