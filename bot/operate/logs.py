"""Structured logs on standard error, one JSON object a line, that hold no secret and nothing people wrote."""

from __future__ import annotations

import logging
import sys

import structlog

CHATTY = ("slack_bolt", "slack_sdk", "bot.slack.sdk", "urllib3", "alembic", "sqlalchemy", "waitress.queue")
"""Loggers of libraries that print bodies or tokens, or a line for every request that waits a moment."""


def configure(level: str) -> None:
    """Send all logs through structlog, and keep libraries from printing what they were given."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    for name in CHATTY:
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = False
        library.setLevel(logging.CRITICAL + 1)
    server = logging.getLogger("waitress")
    server.handlers = [_Forwarding()]
    server.propagate = False
    server.setLevel(logging.WARNING)


class _Forwarding(logging.Handler):
    """Has a library's records come as lines like all others."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger(record.name).log(
            record.levelno, "server.said", said=record.getMessage(), exc_info=record.exc_info
        )
