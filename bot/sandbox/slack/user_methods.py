"""users.*, team.info and auth.test: who is who.

https://docs.slack.dev/reference/methods?family=users
"""

from __future__ import annotations

from bot.sandbox.slack.errors import ApiError
from bot.sandbox.slack.ids import BOT_ID, BOT_USER_ID, TEAM_ID
from bot.sandbox.slack.methods import Arguments, Method, World, page
from bot.sandbox.slack.objects import Json, Person


def _auth_test(world: World, arguments: Arguments) -> Json:
    domain = world.workspace.team_domain
    return {
        "url": f"https://{domain}.slack.com/",
        "team": domain,
        "user": world.workspace.bot_name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
        **({"enterprise_id": world.workspace.enterprise_id} if world.workspace.enterprise_id else {}),
    }


def _info(world: World, arguments: Arguments) -> Json:
    person = world.workspace.people.get(arguments.text("user"))
    if person is None:
        raise ApiError("user_not_found")
    described = _described(world, person)
    if arguments.flag("include_locale") and person.locale:
        described["locale"] = person.locale
    return {"user": described}


def _lookup_by_email(world: World, arguments: Arguments) -> Json:
    email = arguments.required("email").strip().lower()
    for person in world.workspace.people.values():
        hidden = person.deleted or person.is_stranger or person.is_bot
        if not hidden and person.email and person.email.lower() == email:
            return {"user": _described(world, person)}
    raise ApiError("users_not_found")


def _list(world: World, arguments: Arguments) -> Json:
    people = [person for person in list(world.workspace.people.values()) if not person.is_stranger]
    some, metadata = page(people, arguments, default=1000, high=1000)
    return {
        "members": [_described(world, person) for person in some],
        "cache_ts": 1700000000,
        "response_metadata": metadata,
    }


def _team_info(world: World, arguments: Arguments) -> Json:
    domain = world.workspace.team_domain
    return {"team": {"id": TEAM_ID, "name": domain, "domain": domain, "email_domain": "", "icon": {}}}


def _described(world: World, person: Person) -> Json:
    return person.to_slack(with_email=world.granted("users:read.email"))


METHODS = {
    "auth.test": Method(_auth_test),
    "users.info": Method(_info, takes_json=False, scopes=("users:read",)),
    "users.lookupByEmail": Method(_lookup_by_email, takes_json=False, scopes=("users:read.email",)),
    "users.list": Method(_list, takes_json=False, scopes=("users:read",)),
    "team.info": Method(_team_info, takes_json=False, scopes=("team:read",)),
}
