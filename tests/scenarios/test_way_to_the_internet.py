"""What counts as "nothing was sent" where certificates or a proxy of the environment are wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import forking

ROOT = Path(__file__).parents[2]

SEND = """
from pydantic import SecretStr
from datetime import date
from bot.operate import logs
from bot.chartmogul import ChartMogul
from bot.slack.web_api import Slack
from bot.task import NewTask

logs.configure("ERROR")
task = NewTask(
    customer_uuid="cus_00000000-0000-0000-0000-000000000001",
    task_details="Send the quote", assignee="a@b.test", due_date=date(2030, 1, 1),
)
for send in (
    lambda: ChartMogul(SecretStr("key"), base_url="https://chartmogul.invalid/v1").create_task(task),
    lambda: Slack("xoxb-1", "https://slack.invalid/api/").post("C1", {"text": "Hello"}),
):
    try:
        send()
    except Exception as error:
        print(type(error).__name__)
"""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem"),
        ("REQUESTS_CA_BUNDLE", __file__),
        ("SSL_CERT_FILE", "/nowhere/ca.pem"),
        ("HTTPS_PROXY", "http://127.0.0.1:9"),
        ("HTTPS_PROXY", "http://"),
        ("HTTPS_PROXY", "http://127.0.0.1:port"),
        ("HTTPS_PROXY", "http://[::1"),
        ("HTTPS_PROXY", f"http://{'a' * 80}:3128"),
        ("HTTPS_PROXY", "http://proxy..test:3128"),
        ("HTTPS_PROXY", "socks5://127.0.0.1:9"),
        ("HTTPS_PROXY", "ftp://127.0.0.1:9"),
    ],
)
def test_nothing_was_sent_where_the_way_is_wrong(name: str, value: str) -> None:
    others = {"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"}
    inherited = {each: held for each, held in os.environ.items() if each not in others}
    printed = forking.run(["-c", SEND], cwd=ROOT, env={**inherited, name: value})
    assert printed.returncode == 0, printed.stderr
    assert printed.stdout.split() == ["NeverSent", "SlackNotReached"]
