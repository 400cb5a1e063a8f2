"""The Procfile, run as Heroku runs it: https://devcenter.heroku.com/articles/procfile"""

from __future__ import annotations

import re
import shlex
import tomllib

import requests

from tests.front_door.test_http_server import has_ipv6
from tests.scenarios.deployed import ROOT, Office
from tests.scenarios.running import eventually

PROCESS = re.compile(r"^([A-Za-z0-9_-]+):\s*(.+)$", re.MULTILINE)


def test_its_one_process_takes_the_port_it_is_given_and_ends_in_time(office: Office) -> None:
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
    bot.terminate()
    assert bot.exit_code() == 0
