"""Structured logs on standard error, that hold no secret and nothing that people wrote or are called.

On a terminal they are lines to be read; elsewhere each is a JSON object, in ASCII, so that it gets through
any encoding and does nothing wherever it is shown.
"""

from __future__ import annotations

import logging
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, Processor

from bot.operate.console_line import ConsoleLine
from bot.operate.exception_text import exception_text
from bot.reference import reference_here

CHATTY = ("slack_bolt", "slack_sdk", "bot.slack.sdk", "urllib3", "alembic", "sqlalchemy", "waitress.queue")
"""Loggers of libraries that print bodies or tokens, or a line for every request that waits a moment."""


def configure(level: str, stream: TextIO | None = None) -> None:
    """Send all logs through structlog, and keep libraries from printing what they were given.

    Args:
        stream: where to; standard error if None.
    """
    to = stream or sys.stderr
    structlog.configure(
        processors=[
            _with_reference,
            structlog.processors.add_log_level,
            *(_for_people() if to.isatty() else _for_machines()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _AsFarAsThereIsRoom(to))),
    )
    # What cannot be written is lost, and not printed with all that it holds.
    logging.raiseExceptions = False
    for name in CHATTY:
        library = logging.getLogger(name)
        # With none at all, what their own loggers let through is printed as it is.
        library.handlers = [logging.NullHandler()]
        library.propagate = False
        library.setLevel(logging.CRITICAL + 1)
    server = logging.getLogger("waitress")
    server.handlers = [_Forwarding()]
    server.propagate = False
    server.setLevel(logging.WARNING)
    root = logging.getLogger()
    root.handlers = [*(one for one in root.handlers if not isinstance(one, _Hushed)), _Hushed()]


def catch_strays() -> None:
    """Log what nobody catches, rather than have it printed with all that was in hand."""
    log = structlog.get_logger(__name__)

    def in_thread(stray: threading.ExceptHookArgs) -> None:
        log.critical("thread.broke", thread=stray.thread and stray.thread.name, exc_info=stray.exc_value)

    def in_process(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            log.critical("process.broke", exc_info=error)

    threading.excepthook, sys.excepthook = in_thread, in_process


def _for_people() -> list[Processor]:
    return [
        structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
        structlog.processors.ExceptionRenderer(exception_text),
        ConsoleLine(),
    ]


def _for_machines() -> list[Processor]:
    return [
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(exception_text),
        structlog.processors.JSONRenderer(),
    ]


def _with_reference(logger: object, method: str, event: EventDict) -> EventDict:
    """The line as one of its story; see `bot.reference`."""
    if reference := reference_here():
        event.setdefault("reference", reference)
    return event


class _AsFarAsThereIsRoom:
    """A stream that loses what it cannot take, be its disk full: to log must never break what is logged."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


class _Forwarding(logging.Handler):
    """Has a library's records come as lines like all others."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            said = record.getMessage()
        except (TypeError, ValueError):
            said = "(what it said does not fit together)"
        structlog.get_logger(record.name).log(
            record.levelno, "server.said", said=said, exc_info=record.exc_info
        )


class _Hushed(logging.Handler):
    """Says of any other library that it warned of something, and not of what: that may be anybody's words."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger(record.name).log(
            record.levelno, "library.warned", library=record.name, where=f"{record.module}:{record.lineno}"
        )
