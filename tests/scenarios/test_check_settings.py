"""What `cm-task check` says of settings: what was likely meant, and no secret."""

from __future__ import annotations

import pytest

from bot.settings import about
from tests.scenarios.checked import Deployment, not_ok
from tests.scenarios.running import API_KEY, TOKEN


@pytest.mark.parametrize(
    ("changes", "name", "said"),
    [
        ({"SLACK_BOT_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN", "this one is an app's token, SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN", "this one is a person's token"),
        ({"SLACK_BOT_TOKEN": "xoxe.xoxb-1"}, "SLACK_BOT_TOKEN", "switch token rotation off"),
        ({"SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN", "this one is a bot's token, SLACK_BOT_TOKEN"),
        ({"SLACK_SIGNING_SECRET": "xoxb-1"}, "SLACK_SIGNING_SECRET", "is a bot's token"),
        ({"CHARTMOGUL_API_KEY": "xapp-1"}, "CHARTMOGUL_API_KEY", "is an app's token"),
        (
            {"CHARTMOGUL_API_KEY": "", "CHARTMOGUL_KEY": "1"},
            "CHARTMOGUL_API_KEY",
            "CHARTMOGUL_KEY is set, which is no setting of cm-task",
        ),
    ],
)
def test_what_was_likely_meant_is_said_of_a_setting_that_cannot_be_used(
    deployment: Deployment,
    changes: dict[str, str],
    name: str,
    said: str,
) -> None:
    code, found, beside = deployment.check(**changes)

    assert (code, beside) == (2, "")
    assert found.keys() == {f"setting.{each}" for each in about()}
    assert not_ok(found) == {f"setting.{name}": "fails"}
    assert said in found[f"setting.{name}"]["said"]


@pytest.mark.parametrize(
    ("changes", "name", "said"),
    [
        ({"SLACK_BOT_TOKEN": f'"{TOKEN}"'}, "", ""),
        ({"SLACK_SIGNING_SECRET": "0123"}, "SLACK_SIGNING_SECRET", "unlike Slack's"),
        ({"SLACK_SIGNING_SECRET": API_KEY}, "SLACK_SIGNING_SECRET", "the same as CHARTMOGUL_API_KEY"),
        ({"SLACK_TOKEN": "1"}, "", ""),
        ({"SLACK_SIGNIN_SECRET": "1"}, "", ""),
        ({"CM_TASK_REQUIRE_PGBOUNCER": "1", "SLACK_WEBHOOK_URL": "1"}, "", ""),
        ({"KEEP_WORD_DAYS": "1"}, "KEEP_WORD_DAYS", "is no setting"),
        ({"DATABASE_URI": "1", "DATABASE_URL": ""}, "DATABASE_URI", "is no setting"),
        ({"DATABASE_PUBLIC_URL": "1", "DATABASE_URL": ""}, "", ""),
        ({"CHARTMOGUL_API_URLS": "1", "CHARTMOGUL_API_URL": ""}, "CHARTMOGUL_API_URLS", "is no setting"),
    ],
)
def test_a_setting_that_looks_like_a_mistake_is_a_warning(
    deployment: Deployment,
    changes: dict[str, str],
    name: str,
    said: str,
) -> None:
    _, found, _ = deployment.check(**changes)

    odd = {key for key in not_ok(found) if key.startswith("setting.") and "API_KEY" not in key}
    assert odd == ({f"setting.{name}"} if name else set())
    assert said in found.get(f"setting.{name}", {"said": ""})["said"]
