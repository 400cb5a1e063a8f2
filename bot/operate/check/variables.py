"""The settings: which are set, which are wrong, and what was likely meant. No value is ever shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from urllib.parse import urlsplit

from bot.operate.check.finding import Finding, Verdict
from bot.settings import Settings, SettingsError, about, as_meant

_OURS = ("SLACK_", "CHARTMOGUL_", "DATABASE_", "KEEP_", "CM_TASK_")
"""What the names of others are compared with settings by, if they begin so."""

_ALIKE = 0.8
"""How alike two names are, of 1, that one was likely written for the other."""

_SECRETS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "CHARTMOGUL_API_KEY")

_SIGNING_SECRET = re.compile(r"[0-9a-f]{32}")

_AT_HOME = {"localhost", "127.0.0.1", "::1"}


def wrong(error: SettingsError, given: Mapping[str, str]) -> Iterator[Finding]:
    """Every setting, where some cannot be used.

    Args:
        given: all variables of the environment.
    """
    for name, problem in error.problems.items():
        if name not in about():
            yield Finding(_key(name), name, problem, Verdict.FAILS)
    for name in about():
        if name in error.problems:
            yield Finding(
                _key(name), name, f"{error.problems[name]}{_written_as(name, given)}", Verdict.FAILS
            )
        else:
            yield _as_given(name, given)


def right(settings: Settings, given: Mapping[str, str]) -> Iterator[Finding]:
    """Every setting, and what looks like a mistake although it can be used."""
    for name, note in about().items():
        doubt = _doubt(name, settings, given)
        if doubt:
            do = f"Where to get it: {note.where}"
            yield Finding(_key(name), name, f"set, and {doubt}", Verdict.WARNS, do)
        else:
            yield _as_given(name, given)
    for other, name in _misspelt(given).items():
        if name not in given:
            yield Finding(_key(other), other, "is no setting of cm-task", Verdict.WARNS, f"Was {name} meant?")


def _key(name: str) -> str:
    return f"setting.{name}"


def _as_given(name: str, given: Mapping[str, str]) -> Finding:
    value = given.get(name, "")
    if not as_meant(value):
        default = Settings.model_fields[name.lower()].default
        return Finding(_key(name), name, "not set" if default is None else "default")
    around = "" if as_meant(value) == value else " (what stands around it, such as quotes, is left out)"
    return Finding(_key(name), name, f"set{around}")


def _doubt(name: str, settings: Settings, given: Mapping[str, str]) -> str:
    """What looks like a mistake in the value; empty where nothing does."""
    value = as_meant(given.get(name, ""))
    if not value:
        return ""
    same = [other for other in _SECRETS if other != name and as_meant(given.get(other, "")) == value]
    if name in _SECRETS and same:
        return f"the same as {same[0]}"
    if name == "SLACK_SIGNING_SECRET" and not _SIGNING_SECRET.fullmatch(value):
        return "unlike Slack's, which are 32 characters of 0-9 and a-f"
    if name.endswith("_API_URL") and value.startswith("http:") and urlsplit(value).hostname not in _AT_HOME:
        return "begins with http://, so that keys travel unencrypted"
    return ""


def _misspelt(given: Mapping[str, str]) -> dict[str, str]:
    """Variables that are none of the bot's, and the settings that they look like."""
    others = [name for name in given if name.startswith(_OURS) and name not in about()]
    found = {name: get_close_matches(name, about(), n=1, cutoff=_ALIKE) for name in others}
    return {name: meant[0] for name, meant in sorted(found.items()) if meant}


def _written_as(name: str, given: Mapping[str, str]) -> str:
    """What it was likely written as instead."""
    others = [other for other, meant in _misspelt(given).items() if meant == name and name not in given]
    return f". {others[0]} is set, which is no setting of cm-task" if others else ""
