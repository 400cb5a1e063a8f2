"""`cm-task check --views`: Slack judges every view that the bot can draw."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.operate.check.drawings import PATIENCE, views
from bot.operate.check.finding import Verdict
from bot.operate.sample_views.every import SAMPLES
from bot.operate.sample_views.words import EACH
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.scenarios.checked import in_json
from tests.scenarios.test_check import check


def test_slack_takes_them_all(tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn) -> None:
    code, said = check(tmp_path, slack, chartmogul, arguments=["--views"])

    assert code == 0
    assert f"ok    Views: Slack takes all {len(SAMPLES) * len(EACH)}" in said
    judged = slack.calls("blocks.validate")
    assert len(judged) > len(EACH) * 40
    assert {tuple(call.arguments) for call in judged} == {("view",), ("message",)}


def test_without_being_asked_for_it_judges_none(
    tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn
) -> None:
    _, found, _ = in_json(tmp_path, slack, chartmogul)

    assert "views" not in found
    assert slack.calls("blocks.validate") == []


def test_a_view_that_slack_does_not_take_is_named_with_the_reason(slack: SlackStandIn) -> None:
    slack.fail("blocks.validate", error="invalid_view", when=lambda sent: "view" in sent)

    found = list(views(slack.api_url))

    assert [(finding.verdict, finding.said) for finding in found] == [
        (Verdict.FAILS, "form, empty (ordinary): invalid_view")
    ]


@pytest.mark.parametrize("word", ["unknown_method", "internal_error", "service_unavailable"])
def test_where_slack_does_not_judge_nothing_is_claimed(slack: SlackStandIn, word: str) -> None:
    slack.fail("blocks.validate", error=word, times=None)

    [finding] = views(slack.api_url)

    assert finding.verdict is Verdict.UNKNOWN
    assert word in finding.said


def test_slack_wants_pauses(slack: SlackStandIn) -> None:
    slack.fail("blocks.validate", retry_after=7, times=2)
    pauses: list[float] = []

    [finding] = views(slack.api_url, sleep=pauses.append)

    assert finding.verdict is Verdict.OK
    assert pauses == [7.0, 7.0]


def test_slack_wants_too_many_pauses(slack: SlackStandIn) -> None:
    slack.fail("blocks.validate", retry_after=60, times=None)
    pauses: list[float] = []

    [finding] = views(slack.api_url, sleep=pauses.append)

    assert finding.verdict is Verdict.UNKNOWN
    assert sum(pauses) <= PATIENCE
