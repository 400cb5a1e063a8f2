"""The notes API, under its name of today and the one before: https://dev.chartmogul.com/reference/notes-and-call-logs"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, request

from bot.sandbox.chartmogul.account import Account, NoteRow
from bot.sandbox.chartmogul.pages import page_answer
from bot.sandbox.chartmogul.parent import parent_of
from bot.sandbox.chartmogul.refusal import Refusal, json_answer
from bot.sandbox.chartmogul.request_data import body, instant, optional_text, required_text

TEXT_MAX = 10_000
"""Most characters of a text. The real limit is not documented, so it may be as low as this."""

_KINDS = ("note", "call")


def notes_api(account: Account, name: str) -> Blueprint:
    """The routes under `/notes` or, by the older name, `/customer_notes`."""
    api = Blueprint(name, __name__, url_prefix=f"/{name}")

    @api.post("")
    def create() -> Response:
        content = body()
        with account.lock:
            customer_uuid, contact_uuid = parent_of(account, content)
            kind, author = _kind(content), _author(account, content)
            text, duration, now = _text(content, kind), _duration(content), account.now()
            created = _created(content, now)
            row = account.notes.put(
                lambda number: NoteRow(
                    number, customer_uuid, contact_uuid, kind, text, author, duration, created, now
                )
            )
            return json_answer(account.note_json(row), 201)

    @api.get("")
    def list_all() -> Response:
        wanted = {name: request.args.get(name) for name in ("customer_uuid", "contact_uuid")}
        kind, author = request.args.get("type"), request.args.get("author_email")

        def keep(row: NoteRow) -> bool:
            return (
                (kind is None or row.kind == kind)
                and (author is None or f"({author})".casefold() in row.author.casefold())
                and all(uuid is None or getattr(row, name) == uuid for name, uuid in wanted.items())
            )

        with account.lock:
            shown_until = account.now() - timedelta(seconds=account.list_lag)
            return page_answer(
                account.notes, lambda row: row.updated <= shown_until and keep(row), account.note_json
            )

    @api.get("/<uuid>")
    def retrieve(uuid: str) -> Response:
        with account.lock:
            return json_answer(account.note_json(_note(account, uuid)))

    @api.patch("/<uuid>")
    def update(uuid: str) -> Response:
        content = body()
        with account.lock:
            row = _note(account, uuid)
            if not content:
                return Response(status=304)
            text = _text(content, row.kind) if "text" in content else row.text
            author = _author(account, content) if "author_email" in content else row.author
            row.text, row.author, row.updated = text, author, account.now()
            return json_answer(account.note_json(row))

    @api.delete("/<uuid>")
    def delete(uuid: str) -> Response:
        with account.lock:
            account.notes.remove(_note(account, uuid))
            return json_answer({"message": "Note deleted"}, 202)

    return api


def _note(account: Account, uuid: str) -> NoteRow:
    row = account.notes.get(uuid)
    if row is None:
        raise Refusal(404, "Note not found", "note_uuid", code="not_found")
    return row


def _kind(content: Mapping[str, Any]) -> str:
    kind = required_text(content, "type")
    if kind not in _KINDS:
        raise Refusal(422, "type must be note or call", "type", code="inclusion")
    return kind


def _text(content: Mapping[str, Any], kind: str) -> str | None:
    """A note must say something; a call need not."""
    given = optional_text(content, "text") if kind == "call" else required_text(content, "text")
    if given is not None and len(given) > TEXT_MAX:
        message = f"text is too long (maximum is {TEXT_MAX} characters)"
        raise Refusal(422, message, "text", code="too_long")
    return given


def _created(content: Mapping[str, Any], now: datetime) -> datetime:
    """As it is given, unless that is still to come."""
    if content.get("created_at") is None:
        return now
    created = instant(content["created_at"], "created_at")
    if created > now:
        raise Refusal(422, "created_at can't be in the future", "created_at")
    return created


def _author(account: Account, content: Mapping[str, Any]) -> str:
    """Without an author the note is by whoever owns the API key."""
    email = optional_text(content, "author_email")
    if email is None:
        return "API key (api@example.com)"
    known = account.user(email)
    if known is None:
        message = "author_email is not a user of this account"
        raise Refusal(422, message, "author_email", code="not_found")
    return f"{known.partition('@')[0]} ({known})"


def _duration(content: Mapping[str, Any]) -> int:
    duration = content.get("call_duration", 0)
    if not isinstance(duration, int) or isinstance(duration, bool) or duration < 0:
        raise Refusal(400, "call_duration must be a number of seconds", "call_duration")
    return duration
