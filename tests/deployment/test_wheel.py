"""`uv build`, and its wheel in an environment and a folder of its own.

The bot's dependencies are lent by the environment that the tests run in, whose copy of the bot is not seen:
to download them once more would try the registry, and take a minute.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import requests

from tests.deployment.program import SERVE, ProgramsOffice
from tests.scenarios.deployed import ROOT, free_port
from tests.scenarios.running import eventually

UV = os.environ.get("UV") or shutil.which("uv")

pytestmark = pytest.mark.skipif(UV is None, reason="made with uv, which is not here")

OF_THE_TESTS = ("PYTHONPATH", "VIRTUAL_ENV")
"""Variables by which the bot under test would be found."""

SECRETS = (".env", "cm-task.sqlite3", "bot/.env", "bot/store/cm-task.sqlite3-wal")
"""What lies about where somebody has tried the bot."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel and the source distribution, from a tree in which the bot was tried."""
    tree = tmp_path_factory.mktemp("tree")
    for name in ("bot", "manifests"):
        shutil.copytree(ROOT / name, tree / name)
    for name in (
        "pyproject.toml",
        "uv.lock",
        "README.md",
        "LICENSE",
        "Procfile",
        ".gitignore",
        ".env.example",
    ):
        shutil.copy(ROOT / name, tree / name)
    for name in SECRETS:
        (tree / name).write_text("SLACK_BOT_TOKEN=xoxb-secret")
    _uv("build", "--quiet", "--out-dir", str(tree / "dist"), cwd=tree)
    return tree / "dist"


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment with the wheel in it."""
    environment = tmp_path_factory.mktemp("environment") / "venv"
    [wheel] = built.glob("*.whl")
    _uv("venv", "--quiet", "--no-project", "--python", sys.executable, str(environment), cwd=built)
    [packages] = environment.glob("lib/python*/site-packages")
    # What `.pth` files of a folder that is named in one say, as that of the bot under test, is not read.
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib"))
    python = environment / "bin" / "python"
    _uv("pip", "install", "--quiet", "--offline", "--no-deps", "--python", str(python), str(wheel), cwd=built)
    return environment / "bin"


def test_the_wheel_holds_the_bot_and_nothing_else(built: Path) -> None:
    [wheel] = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    metadata = {name for name in names if name.startswith("cm_task-")}

    assert names - metadata == {str(path.relative_to(ROOT)) for path in _files(ROOT / "bot")}
    assert {name.partition("/")[2] for name in metadata} == {
        "METADATA",
        "WHEEL",
        "RECORD",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_the_source_distribution_holds_what_the_wheel_is_made_from_and_no_secret(built: Path) -> None:
    [archive] = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}

    assert {str(path.relative_to(ROOT)) for path in _files(ROOT / "bot")} <= names
    assert {"pyproject.toml", "uv.lock", "README.md", "LICENSE", ".env.example"} <= names
    assert names.isdisjoint(SECRETS)


def test_it_serves_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    with ExitStack() as stack:
        program = [str(installed / "cm-task")]
        office = ProgramsOffice(program, stack, "sqlite:///cm-task.sqlite3", tmp_path, unset=OF_THE_TESTS)
        bot = office.start(SERVE)
        person, channel = office.add_person_with_channel("anna")

        assert office.submit(person, channel).closed

        eventually(lambda: office.cards(channel) == 1)
        assert _where_it_is(installed, tmp_path).is_relative_to(installed.parent)
        assert (tmp_path / "cm-task.sqlite3").exists()
        bot.terminate()
        assert bot.exit_code() == 0
        assert office.slack.problems == []


def test_it_shows_the_demo_from_an_empty_folder_whatever_else_is_set(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [str(installed / "cm-task"), "demo", "--port", str(port)]
    proxies = dict.fromkeys(("http_proxy", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    with _started(command, tmp_path, KEEP_WORDS_DAYS="999", SLACK_APP_TOKEN="xapp-1", **proxies) as process:
        assert process.stdout is not None
        assert (
            process.stdout.readline() == f"Open http://127.0.0.1:{port} in a browser. Ctrl+C ends the demo.\n"
        )
        page = requests.get(f"http://127.0.0.1:{port}/", timeout=5).text
        for name in re.findall(r'(?:href|src)="([\w/]+\.\w+)"', page):
            assert requests.get(f"http://127.0.0.1:{port}/{name}", timeout=5).status_code == 200
        human = f"http://127.0.0.1:{port}/human"
        me = requests.get(f"http://127.0.0.1:{port}/opening", timeout=5).json()
        typed = {"as": me["me"], "channel": me["channel"], "text": "/cm-task Send the quote"}
        requests.post(f"{human}/command", json=typed, timeout=5)
        assert requests.get(f"{human}/view", params={"as": me["me"]}, timeout=5).json()["stack_depth"] == 1

        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=30)[0] == "The demo has ended.\n"
        assert process.returncode == 0
    assert list(tmp_path.iterdir()) == []


@contextmanager
def _started(command: list[str], folder: Path, **variables: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**_environment(), **variables},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _where_it_is(installed: Path, folder: Path) -> Path:
    """Where the environment finds the bot."""
    said = subprocess.run(
        [installed / "python", "-c", "import bot; print(bot.__file__)"],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        check=True,
        text=True,
    )
    return Path(said.stdout.strip())


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def _uv(*arguments: str, cwd: Path) -> None:
    assert UV
    subprocess.run([UV, *arguments], cwd=cwd, check=True, timeout=100)
