"""The Procfile, run as Heroku runs it: https://devcenter.heroku.com/articles/procfile"""

from __future__ import annotations

import re
import shlex
import tomllib
from concurrent.futures import ThreadPoolExecutor

import requests

from tests.front_door.test_http_server import has_ipv6
from tests.scenarios.deployed import AS_DEPLOYED, ROOT, Office
from tests.scenarios.running import eventually

PROCESS = re.compile(r"^([A-Za-z0-9_-]+):\s*(.+)$", re.MULTILINE)


def test_its_one_process_takes_the_port_it_is_given(office: Office) -> None:
    [(kind, command)] = PROCESS.findall((ROOT / "Procfile").read_text())
    assert kind == "web"
    script, *arguments = shlex.split(command)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["scripts"][script] == "bot.__main__:main"

    bot = office.start(("bot", *arguments))

    person, channel = office.add_person_with_channel("anna")
    assert office.submit(person, channel).closed
    eventually(lambda: office.cards(channel) == 1)
    # The newer of Heroku's platforms, Fir, knocks by IPv6.
    for host in ["127.0.0.1", *(["[::1]"] if has_ipv6() else [])]:
        assert requests.get(f"http://{host}:{bot.port}/readyz", timeout=5).text == "ok"


def test_a_form_in_hand_is_answered_however_often_the_host_says_that_it_ends(office: Office) -> None:
    """https://devcenter.heroku.com/articles/dyno-shutdown-behavior"""
    bot = office.start(AS_DEPLOYED)
    person, channel = office.add_person_with_channel("anna")
    office.fill(person, channel, "Send the quote")
    office.chartmogul.fault("POST", "/tasks", kind="delay", seconds=1.6)
    with ThreadPoolExecutor(1) as pool:
        submitting = pool.submit(office.slack.person(person).submit)
        eventually(lambda: office.posts == 1)
        bot.terminate()
        eventually(bot.refuses)
        bot.terminate()
        result = submitting.result()

    assert result.closed
    assert bot.exit_code() == 0
    assert office.cards(channel) == 1
