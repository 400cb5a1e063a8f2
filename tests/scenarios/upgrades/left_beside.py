"""What an older bot had in its other tables when it was stopped."""

from __future__ import annotations

import json
import time
import zlib
from datetime import UTC, datetime

from tests.scenarios.upgrades.left_behind import DUE, NOTED, OLD_CARD, TO_COMPLETE, Around, Row

OWN_EMAIL = "anna.berg@ourcompany.test"


def others(around: Around, revision: str) -> list[tuple[str, Row]]:
    """Rows of all tables but the outbox, the clock, and those that a migration fills itself."""
    now = time.time()
    return [
        *_directory(around, now),
        ("sync_progress", _sync_under_way(now, name="directory" if revision < "0015" else "customers")),
        ("sync_seen", {"what": "customers", "numbers": zlib.compress(bytes([1 << 1]))}),
        *_workspace(around, now),
        *((table, row) for details in (OLD_CARD, TO_COMPLETE) for table, row in _task(around, details, now)),
        ("changes", _change(around, now)),
        ("notes", _note(now)),
        ("drafts", {"id": "draft", "person": around.anna, "words": json.dumps(_draft(around)), "at": now}),
        ("boards", _home(around, now)),
        ("board_tasks", {"place": _place(around), "task_uuid": around.tasks[OLD_CARD], "shown": 1}),
        ("upkeep", {"name": "something", "done_on": "2000-01-01"}),
        ("forgotten", {"person": "U0FORGOTTEN", "at": now - 9000}),
        ("removals", _removal(around, now)),
        ("leases", {"name": "directory sync", "holder": "somebody", "until": now + 0.5, "token": 9}),
    ]


def _directory(around: Around, now: float) -> list[tuple[str, Row]]:
    customer = {
        **dict.fromkeys(("external_id", "website_url", "owner", "url", "currency"), ""),
        "number": 1,
        "uuid": around.acme,
        "id": 1,
        "name": "Acme Corporation",
        "company": "Acme",
        "email": "billing@acme.test",
        "status": "Active",
        "seen_at": now - 9000,
        "terms": 0,
    }
    contact = {"uuid": "con_1", "customer_uuid": around.acme, "email": "kim@acme.test", "domain": "acme.test"}
    return [
        ("customers", customer),
        ("customer_keys", {"customer": 1, "kind": 0, "key": "acme"}),
        ("customer_words", {"customer": 1, "word": "acme"}),
        ("words", {"length": 4, "word": "acme", "backwards": "emca", "middle": "cm"}),
        ("contacts", {**contact, "seen_at": now - 9000}),
        ("known_emails", {"email": "anna@ourcompany.test"}),
    ]


def _sync_under_way(now: float, *, name: str) -> Row:
    return {
        "name": name,
        "stage": "customers",
        "customers": 1,
        "contacts": 0,
        "started_at": now - 100,
        "finished_at": now - 5000,
        "last_count": 2,
        "doubt": "",
        "kept": 0,
    }


def _workspace(around: Around, now: float) -> list[tuple[str, Row]]:
    person = {
        **dict.fromkeys(("teams", "enterprise_id", "locale", "real_name"), ""),
        **dict.fromkeys(("is_bot", "deleted", "is_restricted", "is_stranger"), False),
        "id": around.anna,
        "name": "anna",
        "email": "anna@ourcompany.test",
        "email_key": "anna@ourcompany.test",
        "tz": "Europe/Berlin",
        "team_id": around.team,
        "fetched_at": now,
    }
    channel = {
        **dict.fromkeys(("is_private", "is_im", "is_archived", "is_ext_shared"), False),
        "id": around.channel,
        "name": "acme",
        "fetched_at": now,
    }
    alias = {"person": around.anna, "email": OWN_EMAIL, "email_key": OWN_EMAIL, "set_by": around.anna}
    preference = {
        "person": around.anna,
        "reminder_at": "",
        "reminded_on": "",
        "direct_messages": True,
        "due": "next_working_day",
        "announce": "channel",
        "keep_note": False,
        "set_at": now,
    }
    link = {"channel": around.channel, "customer_uuid": around.acme, "set_by": around.anna, "set_at": now}
    use = {"channel": around.channel, "person": around.anna, "customer_uuid": around.acme, "at": now}
    digest = {"channel": around.channel, "set_by": around.anna, "set_at": now, "posted_on": "2999-12-31"}
    return [
        ("people", person),
        ("channels", channel),
        ("aliases", {**alias, "set_at": now}),
        ("links", link),
        ("uses", use),
        ("preferences", preference),
        ("digests", digest),
    ]


def _task(around: Around, details: str, now: float) -> list[tuple[str, Row]]:
    uuid, ts = around.tasks[details], around.card_ts if details == OLD_CARD else f"{now - 70:.6f}"
    task = {
        **dict.fromkeys(("completed_by", "gone_by", "message_url", "customer_url"), ""),
        "uuid": uuid,
        "customer_uuid": around.acme,
        "customer_name": "Acme",
        "details": details,
        "assignee": "anna@ourcompany.test",
        "assignee_key": "anna@ourcompany.test",
        "assignee_user": around.anna,
        "due_date": DUE,
        "completed_at": 0,
        "is_gone": False,
        "asked_by": around.anna,
        "version": 1,
        "seen_at": now - 60,
        "changed_at": 0,
        "show_at": 0,
    }
    if details == TO_COMPLETE:
        return [("tasks", task)]
    card = {
        **dict.fromkeys(("response_until", "turns_at", "attempts", "next_try_at", "lease_until", "token"), 0),
        **dict.fromkeys(("intro", "response_url"), ""),
        "channel": around.channel,
        "ts": ts,
        "task_uuid": uuid,
        "is_beside": False,
        "is_ephemeral": False,
        "shown": 1,
    }
    return [("tasks", task), ("cards", card)]


def _change(around: Around, now: float) -> Row:
    what = {
        "kind": "complete",
        "task_uuid": around.tasks[TO_COMPLETE],
        "by": around.anna,
        "at": datetime.fromtimestamp(now - 60, UTC).isoformat(),
        "wanted": {"is_open": False},
    }
    return {
        **dict.fromkeys(("settles_at", "form_until", "token"), 0),
        "key": "click",
        "task_uuid": around.tasks[TO_COMPLETE],
        "what": json.dumps(what),
        "state": "waiting",
        "attempts": 2,
        "next_try_at": now - 1,
        "lease_until": now + 0.5,
        "outcome": "{}",
        "created_at": now - 60,
        "updated_at": now - 60,
    }


def _note(now: float) -> Row:
    return {
        **dict.fromkeys(("begun_at", "sent_at", "settles_at", "lease_until"), 0),
        **dict.fromkeys(("attempts", "sendings", "unclear", "token"), 0),
        **dict.fromkeys(("lack", "reason", "reference"), ""),
        "id": NOTED.replace(" ", "-"),
        "draft": "draft",
        "state": "waiting",
        "next_try_at": now - 60,
        "created_at": now - 60,
        "updated_at": now - 60,
    }


def _draft(around: Around) -> Row:
    return {"id": "draft", "person": around.anna, "text": "All that was typed.", "is_typed": True}


def _home(around: Around, now: float) -> Row:
    return {
        **dict.fromkeys(("uses", "turns_at", "attempts", "next_try_at", "lease_until", "token"), 0),
        **dict.fromkeys(("channel", "ts", "response_url", "content"), ""),
        "place": _place(around),
        "kind": "home",
        "person": around.anna,
        "what": json.dumps({"kind": "home"}),
        "until": now + 9000,
        "wanted": 2,
        "drawn": 1,
    }


def _removal(around: Around, now: float) -> Row:
    """Slack said that the app was removed, which is not so."""
    times = dict.fromkeys(("asked_at", "confirmed_at", "erased_at"), 0)
    return {**times, "app": "this", "team": around.team, "said_at": now - 9000}


def _place(around: Around) -> str:
    return f"home:{around.anna}"
