"""The systemd unit: https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from bot.front_door.http_server import Limits
from bot.front_door.listening import FILES_EACH, FILES_ELSEWHERE
from bot.store.clock import BOOT_ID
from tests.deployment.test_wheel import UV
from tests.documents import README, ROOT

UNIT = ROOT / ".github" / "cm-task.service"

ANALYZE = shutil.which("systemd-analyze")


def settings() -> dict[str, list[str]]:
    """What is set in it, in its order."""
    found = defaultdict(list)
    for name, value in re.findall(r"^(\w+)=(.*)$", UNIT.read_text(), re.MULTILINE):
        found[name].append(value)
    return found


def test_it_runs_what_the_readme_installs_where_only_its_own_folder_can_be_written_to() -> None:
    told = README.read_text()
    unit = settings()

    [start] = unit["ExecStart"]
    assert start == "/opt/cm-task/bin/cm-task serve"
    assert f"UV_PROJECT_ENVIRONMENT={Path(start.split()[0]).parents[1]} " in told
    assert unit["EnvironmentFile"] == ["/etc/cm-task.env"]
    assert "/etc/cm-task.env" in told
    assert unit["DynamicUser"] == ["yes"]
    assert unit["WorkingDirectory"] == ["%S/cm-task"]
    for name in ("User", "DynamicUser", "StateDirectory", "EnvironmentFile"):
        assert f"-p {name}={unit[name][0]} " in told.replace("\n", " ")


def test_the_clock_of_a_sqlite_database_sees_which_start_of_the_machine_it_is() -> None:
    # Other commands see it, and would set another clock than the bot goes by.
    assert BOOT_ID.is_relative_to("/proc/sys")
    assert settings()["ProcSubset"] == []


@pytest.mark.skipif(UV is None, reason="made with uv, which is not here")
def test_what_the_readme_asks_of_uv_is_known_to_uv() -> None:
    asked = README.read_text().partition('"$(command -v uv)" sync')[2].partition("sudo")[0]
    assert UV
    said = subprocess.run([UV, "help", "sync"], capture_output=True, check=True, text=True).stdout

    options = re.findall(r"--[\w-]+", asked)
    assert "--locked" in options
    assert [option for option in options if option not in said] == []


def test_it_leaves_time_for_what_is_in_hand_and_files_for_all_connections() -> None:
    unit, limits = settings(), Limits()

    assert int(unit["TimeoutStopSec"][0]) >= limits.leaving + 10
    assert int(unit["LimitNOFILE"][0]) >= limits.connections * FILES_EACH + FILES_ELSEWHERE


@pytest.mark.skipif(ANALYZE is None, reason="there is no systemd here")
def test_systemd_finds_no_fault_in_it_and_little_that_is_left_open(tmp_path: Path) -> None:
    assert ANALYZE
    unit = tmp_path / UNIT.name
    # Without the program, which is not installed here.
    unit.write_text(UNIT.read_text().replace(settings()["ExecStart"][0], "/bin/true"))

    verified = subprocess.run([ANALYZE, "verify", str(unit)], capture_output=True, check=False, text=True)
    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")
    # In tenths: without hardening it would be 9.6.
    judged = subprocess.run(
        [ANALYZE, "security", "--offline=yes", "--threshold=15", str(unit)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert judged.returncode == 0, judged.stdout
