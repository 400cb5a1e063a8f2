"""Answers that are not Slack's, or not what its reference promises."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from structlog.testing import capture_logs

from bot.sandbox.ending import end
from bot.slack.answers import OpenedView, Posted
from bot.slack.errors import (
    SlackBusy,
    SlackError,
    SlackLater,
    SlackNotReached,
    SlackRefused,
    SlackUncertain,
    SlackUnknown,
)
from bot.slack.web_api import Slack

Answer = tuple[int, dict[str, str], bytes]

OK = b'{"ok": true, "channel": "C1", "ts": "1.2"}'


class Server:
    """Answers in turn what it was given, the last for ever; `heard` are the paths that were asked for."""

    def __init__(self, answers: list[Answer]) -> None:
        self.answers = answers
        self.heard: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                server.heard.append(self.path)
                status, headers, body = server.answers[0]
                if len(server.answers) > 1:
                    server.answers.pop(0)
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self) -> None:
                self.do_POST()

            def log_message(self, *words: object) -> None:
                """Silent."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/"


Serving = Callable[..., AbstractContextManager[Server]]


@contextmanager
def serving(*answers: Answer) -> Iterator[Server]:
    """A server on loopback."""
    server = Server(list(answers))
    thread = threading.Thread(target=server.http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        end(server.http, thread)
        server.http.server_close()


def post(url: str) -> Posted:
    """Post a message there."""
    return Slack("xoxb-1", url).post("C1", {"text": "hello"})


def respond(url: str) -> None:
    """Answer there."""
    Slack("xoxb-1", url).respond(f"{url}response", {"text": "hello"}, in_channel=False)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("send", [post, respond])
def test_a_redirect_is_followed_by_nobody(send: Callable[[str], object], status: int) -> None:
    with serving((200, {}, OK)) as elsewhere, serving((status, {"Location": elsewhere.url}, b"")) as slack:
        with pytest.raises(SlackUnknown) as raised:
            send(slack.url)

        assert raised.value.code == f"http_{status}"
        assert elsewhere.heard == []
        assert len(slack.heard) == 1


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nowhere",
        "http://hooks.slack.com/actions/1",
        "ftp://hooks.slack.com/1",
        "file:///etc/passwd",
        "https://",
        "https://[::1",
        "//hooks.slack.com/x",
    ],
)
def test_a_response_url_less_safe_than_the_web_api_is_not_used(url: str) -> None:
    with pytest.raises(SlackRefused) as raised:
        Slack("xoxb-1", "https://slack.com/api/").respond(url, {"text": "hello"}, in_channel=False)

    assert raised.value.code == "invalid_url"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((200, {}, b"[]"), SlackUncertain),
        ((200, {}, b"[1]"), SlackUncertain),
        ((200, {}, b"null"), SlackUncertain),
        ((200, {}, b""), SlackUncertain),
        ((200, {}, b'{"ok": true}'), SlackUncertain),
        ((200, {}, b'{"ok": true, "channel": "C1"}'), SlackUncertain),
        ((200, {}, b'{"ok": false}'), SlackUncertain),
        ((200, {}, b'{"ok": false, "error": {"code": 5}}'), SlackUncertain),
        ((200, {"Content-Type": "text/html"}, b"<html>"), SlackUncertain),
        ((200, {"Content-Type": "text/html; charset=no-such"}, b"<html>"), SlackUncertain),
        ((200, {}, b"\xff\xfe"), SlackUncertain),
        ((503, {"Content-Type": "text/html; charset=no-such"}, b"<html>"), SlackUncertain),
        ((503, {}, b'{"ok": false, "error": "service_unavailable"}'), SlackLater),
        ((502, {"Content-Type": "text/html"}, b"<html>"), SlackUncertain),
        ((403, {"Content-Type": "text/html"}, b"<html>blocked</html>"), SlackUnknown),
        ((407, {"Content-Type": "text/html"}, b"<html>"), SlackUnknown),
        ((408, {}, b""), SlackLater),
        ((429, {}, b""), SlackBusy),
        ((429, {"Retry-After": "Wed, 25 Nov 2026 12:00:20 GMT"}, b"slow down"), SlackBusy),
        ((404, {}, b'{"ok": false, "error": "channel_not_found"}'), SlackRefused),
    ],
)
def test_an_odd_answer_to_a_message(answer: Answer, kind: type[SlackError]) -> None:
    with serving(answer) as slack:
        with pytest.raises(SlackError) as raised:
            post(slack.url)

        assert type(raised.value) is kind
        assert len(slack.heard) == 1


def test_nobody_there() -> None:
    with serving((200, {}, OK)) as gone:
        url = gone.url

    for send in (post, respond):
        with pytest.raises(SlackNotReached):
            send(url)


@pytest.mark.parametrize("method", ["person", "channel"])
@pytest.mark.parametrize(
    "body", [b'{"ok":true}', b'{"ok":true,"user":null,"channel":[]}', b'{"ok":true,"user":{}}']
)
def test_a_look_up_without_what_was_looked_for_has_failed(method: str, body: bytes) -> None:
    with serving((200, {}, body)) as server:
        slack = Slack("xoxb-1", server.url)
        with pytest.raises(SlackUncertain):
            getattr(slack, method)("U1", timeout=1)


@pytest.mark.parametrize("body", [b'{"ok":true}', b'{"ok":true,"messages":null}'])
def test_a_list_without_messages_is_not_an_empty_one(body: bytes) -> None:
    with serving((200, {}, body)) as server, pytest.raises(SlackUncertain):
        list(Slack("xoxb-1", server.url).messages_since("C1", 0))


def page(*texts: str, cursor: str = "", **more: object) -> Answer:
    """A page of messages."""
    messages = [{"text": text, "ts": "1.2"} for text in texts]
    answer = {"ok": True, "messages": messages, "response_metadata": {"next_cursor": cursor}, **more}
    return 200, {}, json.dumps(answer).encode()


ENDLESS: dict[str, list[Answer]] = {
    "the same cursor": [page("a", cursor="A")],
    "two cursors in turn": [page("a", cursor="A"), page("b", cursor="B"), page("a", cursor="A")],
    "empty pages with new cursors": [page(cursor=f"c{n}") for n in range(40)],
    "new cursors for ever": [page("a", cursor=f"c{n}") for n in range(200)],
    "more without a way there": [page("a", has_more=True)],
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_list_of_messages_that_leads_nowhere_ends_and_is_not_a_whole_one(kind: str) -> None:
    with serving(*ENDLESS[kind]) as server:
        listed = Slack("xoxb-1", server.url).messages_since("C1", 0)
        with capture_logs() as logs, pytest.raises(SlackUncertain) as caught:
            list(listed)

    assert caught.value.code == "endless"
    assert [entry["event"] for entry in logs if entry["log_level"] != "debug"] == ["slack.endless"]
    assert len(server.heard) <= 101


def test_an_empty_page_of_messages_is_not_the_end() -> None:
    with serving(page("a", cursor="A"), page(cursor="B"), page("b", has_more=False)) as server:
        listed = list(Slack("xoxb-1", server.url).messages_since("C1", 0))

    assert [message["text"] for message in listed] == ["a", "b"]


@pytest.mark.parametrize("word", ["internal_error", "fatal_error", "request_timeout"])
def test_opening_a_direct_message_shows_nothing_to_anybody(word: str) -> None:
    answer = json.dumps({"ok": False, "error": word}).encode()
    with serving((200, {}, answer)) as server, pytest.raises(SlackLater):
        Slack("xoxb-1", server.url).direct_channel("U1")


VIEW = b'{"ok": true, "view": {"id": "V1", "hash": "h"}}'


@pytest.mark.parametrize(
    "trouble",
    [
        (200, {}, b'{"ok": false, "error": "internal_error"}'),
        (200, {}, b'{"ok": false, "error": "service_unavailable"}'),
        (200, {}, b'{"ok": false, "error": "a_word_of_next_year"}'),
        (429, {"Retry-After": "1"}, b'{"ok": false, "error": "ratelimited"}'),
        (502, {}, b"<html>"),
    ],
)
def test_a_form_is_opened_at_the_second_try(trouble: Answer) -> None:
    with serving(trouble, (200, {}, VIEW)) as server:
        assert Slack("xoxb-1", server.url).open_view("t", {}) == OpenedView("V1", "h")
        assert len(server.heard) == 2


def test_a_form_that_the_first_try_opened_after_all() -> None:
    internal: Answer = (200, {}, b'{"ok": false, "error": "internal_error"}')
    with serving(internal, (200, {}, b'{"ok": false, "error": "exchanged_trigger_id"}')) as server:
        assert Slack("xoxb-1", server.url).open_view("t", {}) == OpenedView("", "")


@pytest.mark.parametrize(
    "answer",
    [
        (200, {}, b'{"ok": false, "error": "expired_trigger_id"}'),
        (200, {}, b'{"ok": false, "error": "invalid_auth"}'),
        (429, {"Retry-After": "30"}, b""),
    ],
)
def test_a_form_that_cannot_be_opened_in_time_is_not_tried_again(answer: Answer) -> None:
    with serving(answer) as server:
        with pytest.raises(SlackError):
            Slack("xoxb-1", server.url).open_view("t", {})
        assert len(server.heard) == 1
