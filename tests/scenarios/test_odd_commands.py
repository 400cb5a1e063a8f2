"""The command as Slack varies its form: of a whole organisation's app, or with less than it documents."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from tests.scenarios.requests_from_slack import send
from tests.scenarios.running import World

pytestmark = pytest.mark.parametrize("standing_database_url", ["sqlite"], indirect=True)

WHOLE = {
    "command": "/cm-task",
    "team_id": "T0ACME0001",
    "team_domain": "sandbox",
    "channel_name": "acme",
    "user_name": "anna",
    "is_enterprise_install": "false",
    "response_url": "",
}

GRID = {"enterprise_id": "E0ACME0001", "enterprise_name": "Acme", "is_enterprise_install": "true"}

FORMS: dict[str, dict[str, str | None]] = {
    "of Grid": {**GRID, "team_id": None, "team_domain": None},
    "of Grid with a team": {**GRID},
    "without names": {"user_name": None, "channel_name": None, "team_domain": None},
    "in a private channel": {"channel_name": "privategroup"},
    "without a response URL": {"response_url": None},
    "of a later version of Slack": {"thread_ts": "1.2", "context": "x", "is_ext_shared": "false"},
}


def form(world: World, odd: dict[str, str | None], text: str) -> bytes:
    """The command's form with these in it, and without those that are None."""
    fields = {
        **WHOLE,
        "user_id": world.anna,
        "channel_id": world.channel,
        "trigger_id": world.slack.trigger(world.anna, world.channel),
        "text": text,
        **odd,
    }
    return urlencode({name: value for name, value in fields.items() if value is not None}).encode()


@pytest.mark.parametrize("odd", FORMS.values(), ids=FORMS)
def test_it_opens_the_form_and_lists_tasks(standing_world: World, odd: dict[str, str | None]) -> None:
    anna = standing_world.slack.person(standing_world.anna)

    assert send(standing_world, form(standing_world, odd, "Send the quote")).status_code == 200
    assert anna.view is not None
    assert "Send the quote" in str(anna.view.blocks)
    anna.close()

    listed = send(standing_world, form(standing_world, odd, "list"))
    assert listed.json()["response_type"] == "ephemeral"
    assert "open tasks" in listed.json()["text"]
