"""All that is read from the environment, validated once at the start."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SLACK_APPS = "https://api.slack.com/apps"
CHARTMOGUL_KEYS = "https://app.chartmogul.com/#/admin/api"

_WHERE = {
    "SLACK_BOT_TOKEN": f"{SLACK_APPS}, your app, OAuth & Permissions",
    "SLACK_SIGNING_SECRET": f"{SLACK_APPS}, your app, Basic Information, App Credentials",
    "SLACK_APP_TOKEN": f"{SLACK_APPS}, your app, Basic Information, App-Level Tokens (connections:write)",
    "CHARTMOGUL_API_KEY": f"{CHARTMOGUL_KEYS} (a read & write key)",
    "CHARTMOGUL_API_URL": "leave it out for ChartMogul itself",
    "SLACK_API_URL": "leave it out for Slack itself",
    "DATABASE_URL": "leave it out for a SQLite file, or postgresql://user:password@host/database",
    "PORT": "leave it out for 3000",
    "LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
}


def _starts_with(prefix: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(prefix):
            raise ValueError(f"starts with {prefix}, this one does not")
        return value

    return AfterValidator(check)


def _http_url(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        raise ValueError("is not an http(s) address")
    return value


def _database_url(value: str) -> str:
    if not value.startswith(("sqlite:", "postgresql:", "postgresql+psycopg:", "postgres:")):
        raise ValueError("is neither sqlite:… nor postgresql:…")
    return value


class Settings(BaseSettings):
    """What a deployment sets. `.env` in the working directory is read too; real variables win."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    slack_bot_token: Annotated[SecretStr, _starts_with("xoxb-")]
    slack_app_token: Annotated[SecretStr, _starts_with("xapp-")] | None = None
    slack_signing_secret: SecretStr | None = None
    chartmogul_api_key: SecretStr
    chartmogul_api_url: Annotated[str, AfterValidator(_http_url)] = "https://api.chartmogul.com/v1"
    slack_api_url: Annotated[str, AfterValidator(_http_url)] = "https://slack.com/api/"
    database_url: Annotated[str, AfterValidator(_database_url)] = "sqlite:///cm-task.sqlite3"
    port: int = Field(default=3000, ge=1, le=65535)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("slack_signing_secret")
    @classmethod
    def _needed_over_http(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None and info.data.get("slack_app_token") is None:
            raise ValueError("is missing")
        return value

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is reached over a socket that the bot opens, instead of calling the bot."""
        return self.slack_app_token is not None


class SettingsError(Exception):
    """The environment cannot be used; the text has one line for each variable at fault."""


def load() -> Settings:
    """Read the environment.

    Raises:
        SettingsError: something is missing or malformed.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = (_line(str(item["loc"][0]), item["type"], item["msg"]) for item in error.errors())
        raise SettingsError("\n".join(lines)) from None


def _line(field: str, kind: str, message: str) -> str:
    name = field.upper()
    problem = "is missing" if kind == "missing" else message.removeprefix("Value error, ")
    return f"{name}: {problem}. Where to get it: {_WHERE[name]}"
