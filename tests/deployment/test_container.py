"""The Containerfile: what can be said of it without building it.

https://docs.docker.com/reference/dockerfile/ has its words.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.front_door.http_server import Limits
from bot.settings import Settings
from tests.deployment.test_wheel import UV
from tests.documents import README
from tests.scenarios.deployed import ROOT, Office, free_port

FILE = ROOT / ".github" / "Containerfile"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())


def instructions() -> list[tuple[str, str]]:
    """Each instruction and what it is about."""
    lines = re.sub(r"^#.*\n", "", FILE.read_text(), flags=re.MULTILINE)
    return [
        (word, rest.strip()) for word, rest in re.findall(r"^([A-Z]+) ((?:.*\\\n)*.*)$", lines, re.MULTILINE)
    ]


def only(word: str) -> str:
    """What the only instruction of this name is about."""
    [rest] = [rest for name, rest in instructions() if name == word]
    return rest


def test_it_is_plain_and_pinned_and_holds_no_secret() -> None:
    known = instructions()

    assert len(known) <= 15
    assert known[0][0] == "FROM"
    image, _, tag = only("FROM").rpartition(":")
    assert image == "docker.io/library/python"
    assert re.fullmatch(r"3\.(\d+)-slim", tag)
    assert re.search(r"from=ghcr\.io/astral-sh/uv:\d+\.\d+[,.]", only("RUN"))
    assert not {word for word, _ in known} & {"ADD", "ARG", "VOLUME"}
    assert "TOKEN" not in FILE.read_text()
    assert "KEY" not in FILE.read_text()


def test_it_copies_what_the_wheel_is_built_from_by_name() -> None:
    copied = [name for word, rest in instructions() if word == "COPY" for name in rest.split()[:-1]]

    assert {
        "pyproject.toml",
        "uv.lock",
        PROJECT["project"]["readme"],
        *PROJECT["project"]["license-files"],
    } <= {*copied}
    assert {*PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]} <= {*copied}
    assert [name for name in copied if not (ROOT / name).exists()] == []
    # Not the folder as a whole, in which somebody's `.env` may lie.
    assert not {".", "./"} & {*copied}


@pytest.mark.skipif(UV is None, reason="made with uv, which is not here")
def test_what_it_asks_of_uv_is_known_to_uv() -> None:
    asked = set(re.findall(r"--[\w-]+", only("RUN").partition("uv sync")[2].partition("&&")[0]))
    assert UV
    said = subprocess.run([UV, "help", "sync"], capture_output=True, check=True, text=True).stdout

    assert "--locked" in asked
    assert {option for option in asked if option not in said} == set()


def test_nobody_in_it_is_root_and_its_one_process_is_the_bot() -> None:
    order = [word for word, _ in instructions()]

    assert int(only("USER")) > 1000
    assert f"--uid {only('USER')}" in only("RUN")
    assert order.index("USER") > order.index("RUN")
    assert only("STOPSIGNAL") == "SIGTERM"
    assert json.loads(only("ENTRYPOINT")) == [*PROJECT["project"]["scripts"]]
    command, *options = json.loads(only("CMD"))
    known = CliRunner().invoke(cli, [command, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
    assert known.exit_code == 0
    assert [option for option in options if option.startswith("--") and option not in known.stdout] == []


def test_what_the_readme_runs_it_with_is_what_it_needs() -> None:
    run = README.read_text().partition("podman run ")[2].partition("\n")[0]
    workdir = [rest for word, rest in instructions() if word == "WORKDIR"][-1]

    assert f"-f {FILE.relative_to(ROOT)} " in README.read_text()
    assert f"-v cm-task:{workdir} " in run
    assert f":{only('EXPOSE')} " in run
    assert only("EXPOSE") == str(Settings.model_fields["port"].default)
    assert Settings.model_fields["database_url"].default.startswith("sqlite:///cm-task")
    assert int(re.findall(r"--stop-timeout (\d+)", run)[0]) > Limits().leaving


def test_its_health_is_the_bots(office: Office) -> None:
    program, *arguments = json.loads(only("HEALTHCHECK").partition("CMD")[2])
    assert program == "python"

    def health(port: int) -> int:
        # The way to the bot leads through no proxy.
        environment = {**os.environ, "PORT": str(port), "http_proxy": "http://127.0.0.1:9"}
        return subprocess.run(
            [sys.executable, *arguments], env=environment, check=False, timeout=20
        ).returncode

    bot = office.start()
    assert health(bot.port) == 0
    assert health(free_port()) == 1
