"""All that is read from the environment, validated once at the start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from bot import env_file

SLACK_APPS = "https://api.slack.com/apps"
CHARTMOGUL_KEYS = "https://app.chartmogul.com/#/admin/api"

LONGEST_DAYS = 36_500
"""A hundred years, for who wants to keep everything."""

_FILE = Path(".env")

_LEVELS = {
    "WARN": "WARNING",
    "CRITICAL": "ERROR",
    "FATAL": "ERROR",
    "TRACE": "DEBUG",
    "10": "DEBUG",
    "20": "INFO",
    "30": "WARNING",
    "40": "ERROR",
}
"""What other programs call them."""

_QUOTES = {'"': '"', "'": "'", "`": "`", "\u201c": "\u201d", "\u2018": "\u2019", "\u201e": "\u201c"}
"""Pairs around a value; `docker --env-file`, for one, leaves them on."""

_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Zero-width characters, the byte order mark and the soft hyphen."""


def as_meant(value: str) -> str:
    """What was meant by a pasted value: without white space, invisible characters and quotes around it."""
    while True:
        inner = value.strip().strip(_UNSEEN)
        if len(inner) > 1 and _QUOTES.get(inner[0]) == inner[-1]:
            inner = inner[1:-1]
        if inner == value:
            return value
        value = inner


def _one_word(value: SecretStr) -> SecretStr:
    if not all("!" <= letter <= "~" for letter in value.get_secret_value()):
        raise ValueError("has a space, a line break or a special character in it: copy it once more")
    return value


Secret = Annotated[SecretStr, AfterValidator(_one_word)]


_SLACKS = {
    "xoxb-": "a bot's token, SLACK_BOT_TOKEN",
    "xapp-": "an app's token, SLACK_APP_TOKEN",
    "xoxp-": "a person's token, and the bot needs its own",
    "xoxe": "a token that expires: switch token rotation off",
}
"""What Slack's tokens begin with, which are mistaken for each other."""


def _taken_for(value: SecretStr) -> str:
    return next((said for start, said in _SLACKS.items() if value.get_secret_value().startswith(start)), "")


def _starts_with(prefix: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(prefix):
            kind = _taken_for(value)
            raise ValueError(f"starts with {prefix}, this one {f'is {kind}' if kind else 'does not'}")
        return value

    return AfterValidator(check)


def _no_token(value: SecretStr) -> SecretStr:
    if kind := _taken_for(value):
        raise ValueError(f"is {kind}")
    return value


def _http_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or True)
    except ValueError:
        usable = False
    if not usable or not value.isprintable() or " " in value:
        raise ValueError("is not an http(s) address")
    return value


def _slack_url(value: str) -> str:
    # The names of methods follow it.
    return f"{_http_url(value).rstrip('/')}/"


def _database_url(value: str) -> str:
    if not value.startswith(("sqlite:", "sqlite+", "postgresql:", "postgresql+", "postgres:")):
        raise ValueError("is neither sqlite:… nor postgresql:…")
    return value


@dataclass(frozen=True)
class About:
    """What the README and an error say of a variable."""

    what_for: str
    where: str
    """Where to get it, or what to write."""


class Settings(BaseModel):
    """What a deployment sets."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True, validate_default=True)

    slack_bot_token: Annotated[
        Secret,
        _starts_with("xoxb-"),
        About("the bot's token, `xoxb-…`", f"{SLACK_APPS}, your app, OAuth & Permissions"),
    ]
    slack_app_token: Annotated[
        Annotated[Secret, _starts_with("xapp-")] | None,
        About(
            "`xapp-…`, switches Socket Mode on",
            f"{SLACK_APPS}, your app, Basic Information, App-Level Tokens (connections:write)",
        ),
    ] = None
    slack_signing_secret: Annotated[
        Annotated[Secret, AfterValidator(_no_token)] | None,
        About(
            "proves that a request is from Slack; Socket Mode needs none",
            f"{SLACK_APPS}, your app, Basic Information, App Credentials",
        ),
    ] = None
    chartmogul_api_key: Annotated[
        Secret,
        AfterValidator(_no_token),
        About("a read & write key", f"{CHARTMOGUL_KEYS} (a read & write key)"),
    ]
    chartmogul_api_url: Annotated[
        str,
        AfterValidator(_http_url),
        About("ChartMogul's API", "leave it out for ChartMogul itself"),
    ] = "https://api.chartmogul.com/v1"
    slack_api_url: Annotated[
        str, AfterValidator(_slack_url), About("Slack's API", "leave it out for Slack itself")
    ] = "https://slack.com/api/"
    database_url: Annotated[
        str,
        AfterValidator(_database_url),
        About(
            "where requests wait until they are done",
            "leave it out for a SQLite file, or postgresql://user:password@host/database",
        ),
    ] = "sqlite:///cm-task.sqlite3"
    keep_words_days: Annotated[
        int,
        Field(ge=1, le=LONGEST_DAYS),
        About("days after which what people wrote is forgotten, once it is done", "leave it out for 30"),
    ] = 30
    keep_requests_days: Annotated[
        int,
        Field(ge=7, le=LONGEST_DAYS, validate_default=True),
        About("days after which nothing is left of it", "leave it out for 180; not less than the other"),
    ] = 180
    port: Annotated[
        int, Field(ge=1, le=65535), About("where Slack's requests arrive", "leave it out for 3000")
    ] = 3000
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        About("how much is logged", "DEBUG, INFO, WARNING or ERROR"),
    ] = "INFO"

    @model_validator(mode="before")
    @classmethod
    def _as_meant(cls, values: Any) -> Any:
        """Values without white space and quotes around; what is empty then counts as not given."""
        if not isinstance(values, dict):
            return values
        meant = {name: as_meant(value) if isinstance(value, str) else value for name, value in values.items()}
        return {name: value for name, value in meant.items() if value != ""}

    @field_validator("log_level", mode="before")
    @classmethod
    def _level(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return _LEVELS.get(value.upper(), value.upper())

    @field_validator("slack_signing_secret")
    @classmethod
    def _needed_over_http(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None and info.data.get("slack_app_token") is None:
            raise ValueError("is missing")
        return value

    @field_validator("keep_requests_days")
    @classmethod
    def _not_before_words(cls, value: int, info: ValidationInfo) -> int:
        if value < info.data.get("keep_words_days", 0):
            raise ValueError("is less than KEEP_WORDS_DAYS")
        return value

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is reached over a socket that the bot opens, instead of calling the bot."""
        return self.slack_app_token is not None


def about() -> dict[str, About]:
    """All variables."""
    return {
        field.upper(): next(note for note in info.metadata if isinstance(note, About))
        for field, info in Settings.model_fields.items()
    }


class SettingsError(Exception):
    """The environment cannot be used; the text has one line for each variable at fault.

    Args:
        problems: what is wrong and where to get it right, by the names of the variables, or `.env`.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("\n".join(f"{name}: {problem}" for name, problem in problems.items()))
        self.problems = problems


def given() -> dict[str, str]:
    """All variables, the bot's and others': those in `.env` where it runs, and real ones, which win.

    Raises:
        SettingsError: `.env` cannot be read.
    """
    try:
        written = env_file.variables(_FILE)
    except env_file.EnvFileError as error:
        raise SettingsError({str(_FILE): str(error)}) from None
    return {name.upper(): value for name, value in (*written.items(), *os.environ.items()) if value}


def load() -> Settings:
    """Read the environment.

    Raises:
        SettingsError: something is missing or malformed.
    """
    variables = {name.lower(): value for name, value in given().items()}
    try:
        return Settings.model_validate(variables)
    except ValidationError as error:
        wrong = {str(item["loc"][0]).upper(): item for item in error.errors()}
        problems = {name: _problem(name, item["type"], item["msg"]) for name, item in wrong.items()}
        raise SettingsError(problems) from None


def _problem(name: str, kind: str, message: str) -> str:
    problem = "is missing" if kind == "missing" else message.removeprefix("Value error, ")
    return f"{problem}. Where to get it: {about()[name].where}"
