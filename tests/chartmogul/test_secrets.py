"""What neither leaves the client nor stays behind: the key goes to ChartMogul alone, e-mails into no log."""

from __future__ import annotations

import logging
import traceback
from base64 import b64encode

import pytest
from structlog.testing import capture_logs

from bot.chartmogul import ChartMogul, ChartMogulError, Forbidden, Invalid, Uncertain, Unreadable
from bot.task import NewTask
from tests.chartmogul.raw_server import Reply, answer, close, raw_server
from tests.chartmogul.samples import KEY, NEW, PONG, TASK, client


def test_the_key_is_not_taken_along_by_a_redirect(new_task: NewTask) -> None:
    with raw_server(answer(201, TASK)) as other:
        with raw_server(answer(302, Location=f"{other.url}/tasks")) as server, pytest.raises(Unreadable):
            client(server.url).create_task(new_task)

        assert other.connections == 0


def test_no_cookie_is_sent_back() -> None:
    with raw_server(answer(200, PONG, Set_Cookie="session=1; Path=/")) as server:
        chartmogul = client(server.url)
        chartmogul.ping()
        chartmogul.ping()

        assert not any("cookie:" in request.lower() for request in server.requests)


def test_the_key_is_the_user_name_and_the_password_is_empty() -> None:
    with raw_server(answer(200, PONG)) as server:
        client(server.url).ping()

        assert f"Authorization: Basic {b64encode(f'{KEY}:'.encode()).decode()}\r\n" in server.requests[0]


@pytest.mark.parametrize("fault", [close, answer(500), answer(200, "no"), answer(403, '{"error": "no"}')])
def test_a_traceback_holds_neither_address_nor_e_mail(fault: Reply) -> None:
    email = "@".join(["anna", "example.com"])
    with raw_server(fault) as server:
        with pytest.raises(ChartMogulError) as caught:
            client(server.url).customers_by_email(email, timeout=0.4)

        text = "".join(traceback.format_exception(caught.value))
        assert not [part for part in (email, str(server.port), KEY) if part in text]
        assert caught.value.__context__ is None


def test_a_key_outside_latin_1_is_refused_by_chartmogul_and_not_by_the_client() -> None:
    with raw_server(answer(403)) as server, pytest.raises(Forbidden):
        ChartMogul("ключ", base_url=server.url).ping()


def test_logs_hold_no_key_body_e_mail_or_query(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    refusal = answer(422, '{"message": "no user bert@example.com", "param": "assignee"}')
    nobody = answer(404, '{"code":404,"message":"No customer with carl@example.com","param":"email"}')
    with raw_server(nobody, refusal, answer(201, TASK, Bad_Header_="x"), close) as server:
        chartmogul = ChartMogul("topsecret", base_url=server.url)
        with capture_logs() as logs:
            chartmogul.customers_by_email("carl@example.com")
            with pytest.raises(Invalid) as caught:
                chartmogul.create_task(NEW)
            chartmogul.create_task(NEW)
            with pytest.raises(Uncertain):
                chartmogul.update_task("t-1", {"assignee": "dora@example.com"})

    written = repr(logs) + caplog.text + str(caught.value) + repr(caught.value)
    assert not [word for word in ("topsecret", "example.com", "Whisper", "email=") if word in written]
    assert caught.value.reference in written
    assert [(entry["method"], entry["path"], entry["status"]) for entry in logs] == [
        ("GET", "/customers/search", 404),
        ("POST", "/tasks", 422),
        ("POST", "/tasks", 201),
        ("PATCH", "/tasks/{task_uuid}", None),
    ]
