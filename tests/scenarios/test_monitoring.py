"""The alert rules and the dashboard name what a running bot really tells, and all of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml
from pydantic import SecretStr

from bot.operate.monitoring import ALERTS, DASHBOARD
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests import forking
from tests.forking import ROOT
from tests.scenarios.measured import Measured
from tests.scenarios.running import bot_between, eventually

SELECTOR = re.compile(r"(cm_task_\w+)(?:\{([^}]*)\})?")
"""A metric and what its labels are to match: https://prometheus.io/docs/prometheus/latest/querying/basics/"""

MATCHER = re.compile(r'(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"')

BY = re.compile(r"\b(?:by|without)\s*\(([^)]*)\)")

LEGEND = re.compile(r"\{\{\s*(\w+)\s*\}\}")

RULES: list[dict[str, Any]] = [
    rule for group in yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"] for rule in group["rules"]
]

PANELS: list[dict[str, Any]] = [
    panel for panel in json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"] if "targets" in panel
]

ALERTING = [str(rule["expr"]) for rule in RULES]

SHOWN = [str(target["expr"]) for panel in PANELS for target in panel["targets"]]


ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def measured(slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str) -> Iterator[Measured]:
    """What a bot tells that has created a task, over the socket, and has refused a request over HTTP."""
    chartmogul.add_user("anna@ourcompany.test")
    chartmogul.add_customer("Acme Corporation")
    anna = slack.person(slack.add_person("anna", real_name="Anna Berg", email="anna@ourcompany.test"))
    channel = slack.add_channel("acme", members=[anna.id])
    token = SecretStr("xapp-sandbox")
    with bot_between(slack, chartmogul, database_url, slack_app_token=token) as (_, url):
        requests.post(f"{url}/slack/events", timeout=5)
        eventually(lambda: slack.socket_connected)
        anna.command(channel, "/cm-task", "Send the quote")
        anna.fill("customer", "Acme")
        anna.submit()
        eventually(lambda: any(message.bot_id for message in slack.messages(channel)))
        yield Measured(url)


@ONE_DATABASE
def test_metrics_and_labels_are_those_of_a_running_bot(measured: Measured) -> None:
    for expr in (*ALERTING, *SHOWN):
        named = SELECTOR.findall(expr)
        assert named
        for name, matchers in named:
            assert measured.has(name), name
            assert MATCHER.sub("", matchers).strip(" ,") == ""
            for label, how, value in MATCHER.findall(matchers):
                assert label in measured.labels_of(name), f"{name} has no {label}"
                known = {sample.labels[label] for sample in measured.samples if sample.name == name}
                assert set(value.split("|")) <= known, f"no {label} {how} {value} of {name}"
        labels = {label.strip() for group in BY.findall(expr) for label in group.split(",")}
        assert labels <= set().union(*(measured.labels_of(name) for name, _ in named))


@ONE_DATABASE
def test_all_that_is_measured_is_shown(measured: Measured) -> None:
    told = {re.sub(r"_(bucket|count|sum|created)$", "", sample.name) for sample in measured.samples}
    shown = {re.sub(r"_bucket$", "", name) for expr in SHOWN for name, _ in SELECTOR.findall(expr)}

    # Of counters there is also when they began.
    assert {name for name in told if f"{name}_total" not in told} == shown


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: str(panel["title"]))
def test_a_legend_names_what_the_query_is_grouped_by(panel: dict[str, Any]) -> None:
    for target in panel["targets"]:
        grouped = {label.strip() for group in BY.findall(target["expr"]) for label in group.split(",")}
        assert set(LEGEND.findall(target["legendFormat"])) == grouped - {"le"}
        assert target["expr"].count("(") == target["expr"].count(")")


def test_a_dashboard_that_grafana_can_import() -> None:
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))

    assert dashboard["uid"]
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
    assert len({panel["title"] for panel in PANELS}) == len(PANELS)
    [source] = dashboard["templating"]["list"]
    assert {panel["datasource"]["uid"] for panel in PANELS} == {f"${{{source['name']}}}"}
    places = [panel["gridPos"] for panel in dashboard["panels"]]
    cells = [
        (x, y)
        for place in places
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells)), "panels lie over each other"
    assert max(x for x, _ in cells) < 24


def test_five_rules_that_say_what_to_do() -> None:
    assert len(RULES) == 5
    for rule in RULES:
        assert rule["labels"]["severity"] in {"warning", "critical"}
        assert "`" in rule["annotations"]["description"], "no command, and no line of the log to look for"


def test_commands_and_lines_of_the_log_that_rules_name_exist() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    for rule in RULES:
        for named in re.findall(r"`([^`]+)`", rule["annotations"]["description"]):
            word = named.split()[1] if named.startswith("cm-task ") else named
            assert word in code, named


@pytest.mark.parametrize(("what", "path"), [("alerts", ALERTS), ("dashboard", DASHBOARD)])
def test_a_command_prints_them(what: str, path: Path, tmp_path: Path) -> None:
    printed = forking.run(["-m", "bot", "monitoring", what], cwd=tmp_path, env=os.environ)

    assert printed.stdout == path.read_text(encoding="utf-8")
    assert (printed.returncode, printed.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("promtool"), reason="needs promtool: Debian's package `prometheus`")
def test_each_alert_fires_when_it_should() -> None:
    cases = Path(__file__).parents[1] / "operate" / "alerts.yaml"
    subprocess.run(["promtool", "check", "rules", str(ALERTS)], check=True, timeout=60)
    subprocess.run(["promtool", "test", "rules", cases.name], cwd=cases.parent, check=True, timeout=60)
