"""The notes API, under its name of today and the one before: https://dev.chartmogul.com/reference/notes-and-call-logs"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request

from bot.sandbox.chartmogul.account import Account, NoteRow
from bot.sandbox.chartmogul.pages import page_answer
from bot.sandbox.chartmogul.parent import parent_of
from bot.sandbox.chartmogul.refusal import Refusal, json_answer
from bot.sandbox.chartmogul.request_data import body, optional_text, required_text

_KINDS = ("note", "call")


def notes_api(account: Account, name: str) -> Blueprint:
    """The routes under `/notes` or, by the older name, `/customer_notes`."""
    api = Blueprint(name, __name__, url_prefix=f"/{name}")

    @api.post("")
    def create() -> Response:
        content = body()
        with account.lock:
            customer_uuid, contact_uuid = parent_of(account, content)
            kind, text, author = _kind(content), required_text(content, "text"), _author(account, content)
            duration, now = _duration(content), datetime.now(UTC)
            row = account.notes.put(
                lambda number: NoteRow(
                    number, customer_uuid, contact_uuid, kind, text, author, duration, now, now
                )
            )
            return json_answer(account.note_json(row), 201)

    @api.get("")
    def list_all() -> Response:
        wanted = {name: request.args.get(name) for name in ("customer_uuid", "contact_uuid")}
        kind = request.args.get("type")

        def keep(row: NoteRow) -> bool:
            return (kind is None or row.kind == kind) and all(
                uuid is None or getattr(row, name) == uuid for name, uuid in wanted.items()
            )

        with account.lock:
            return page_answer(account.notes, keep, account.note_json)

    @api.get("/<uuid>")
    def retrieve(uuid: str) -> Response:
        with account.lock:
            return json_answer(account.note_json(_note(account, uuid)))

    @api.patch("/<uuid>")
    def update(uuid: str) -> Response:
        content = body()
        with account.lock:
            row = _note(account, uuid)
            text = required_text(content, "text") if "text" in content else row.text
            author = _author(account, content) if "author_email" in content else row.author
            row.text, row.author, row.updated = text, author, datetime.now(UTC)
            return json_answer(account.note_json(row))

    @api.delete("/<uuid>")
    def delete(uuid: str) -> Response:
        with account.lock:
            account.notes.remove(_note(account, uuid))
            return json_answer({})

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
