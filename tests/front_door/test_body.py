"""What is signed is read for what it is, whatever words are in it."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.front_door.body import read
from bot.front_door.door import admit
from bot.front_door.refused import Reason, Refused
from tests.front_door.signing import FORM, JSON, NOW, SECRET, signed

ANY_WORDS = st.one_of(
    st.text(),
    st.text(alphabet="payload=&%+?;{}[]\"' /#\x00\n"),
    st.lists(
        st.sampled_from(["payload", "payload=", "&payload=%7B%7D", "command", "ssl_check=1", "{", "🚀"])
    ).map("".join),
)


@given(text=ANY_WORDS, channel=ANY_WORDS, person=ANY_WORDS, workspace=ANY_WORDS)
@example("Ask Acme about the webhook payload", "payload-team", "payload", "payload")
@example("a&payload={}", "payload=", "&payload=%7B%7D", "%payload+")
def test_a_command_arrives_with_exactly_the_words_that_slack_sent(
    text: str, channel: str, person: str, workspace: str
) -> None:
    form = {
        "command": "/cm-task",
        "text": text,
        "channel_name": channel,
        "user_name": person,
        "team_domain": workspace,
        "user_id": "U1",
    }
    body = urlencode(form).encode()

    assert admit(SECRET, signed(body), body, now=NOW).body == form


@given(words=ANY_WORDS)
def test_an_interaction_arrives_with_exactly_the_words_that_slack_sent(words: str) -> None:
    payload = {
        "type": "message_action",
        "callback_id": "create_task_from_message",
        "user": {"id": "U1", "name": words},
        "message": {"text": words, "payload": words},
        "channel": {"id": "C1", "name": words},
    }
    for escaped in (True, False):
        body = urlencode({"payload": json.dumps(payload, ensure_ascii=escaped)}).encode()
        assert admit(SECRET, signed(body), body, now=NOW).body == payload


@given(words=ANY_WORDS)
def test_an_event_arrives_with_exactly_the_words_that_slack_sent(words: str) -> None:
    event = {"type": "event_callback", "event": {"type": "message", "user": "U1", "text": words}}
    body = json.dumps(event).encode()

    assert admit(SECRET, signed(body, JSON), body, now=NOW).body == event


@pytest.mark.parametrize(
    "content_type",
    [FORM, f"{FORM}; charset=utf-8", f"{FORM};charset=UTF-8", FORM.upper(), f" {FORM} ", "", "text/plain"],
)
def test_a_form_is_one_however_its_content_type_is_written(content_type: str) -> None:
    assert read(content_type, b"command=%2Fcm-task&text=a+b") == {"command": "/cm-task", "text": "a b"}


@pytest.mark.parametrize(
    "content_type", [JSON, f"{JSON}; charset=utf-8", "Application/JSON", f"{JSON} ;charset=utf-8", "", FORM]
)
def test_json_is_json_however_its_content_type_is_written(content_type: str) -> None:
    assert read(content_type, b'{"type": "payload"}') == {"type": "payload"}


def test_halves_of_surrogates_and_other_bytes_cost_only_themselves() -> None:
    assert read(FORM, b"text=call+%ED%A0%BD+Kim%FF") == {"text": "call ��� Kim�"}


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (JSON, b""),
        (JSON, b"{no"),
        (JSON, b"\xff\xfe{}"),
        (JSON, b"\xef\xbb\xbf{}"),
        (JSON, b'{"a": NaN}'),
        (JSON, b'{"a": Infinity}'),
        (JSON, b'{"a": 1e400}'),
        (JSON, b'{"a": ' + b"9" * 5000 + b"}"),
        (JSON, b"[" * 100_000),
        (JSON, b'{"a":' * 100_000),
        (FORM, b"text=\xff\xfe"),
        (FORM, b"payload="),
        (FORM, b"payload=%7Bno"),
        (FORM, b"payload=%FF"),
        (FORM, b"payload=%7B%7D&payload=%7B%7D"),
        (FORM, b"payload=%7B%7D&payload=%5B1%5D"),
        (FORM, b"payload=%7B%7D&command=%2Fcm-task"),
        (FORM, b"command=%2Fcm-task&text=x&payload=%7B%7D"),
        (FORM, b"payload=" + quote("[" * 100_000).encode()),
        (FORM, b"a&" * 499_000),
    ],
)
def test_what_is_neither_form_nor_json_is_unreadable(content_type: str, body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read(content_type, body)

    assert refused.value.reason is Reason.UNREADABLE
