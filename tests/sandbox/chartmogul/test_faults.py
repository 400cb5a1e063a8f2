"""The ChartMogul stand-in fails on demand and keeps ChartMogul's limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
import requests

from bot.sandbox.chartmogul import ChartMogulStandIn, FaultKind

AUTH = ("cm_sandbox_key", "")


def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds; fails after ten seconds."""
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


@pytest.fixture
def account() -> Iterator[ChartMogulStandIn]:
    with ChartMogulStandIn(strict_limits=False) as account:
        account.add_user("anna@ourcompany.test")
        yield account


def new_task(account: ChartMogulStandIn) -> dict[str, str]:
    return {
        "customer_uuid": account.add_customer("Acme")["uuid"],
        "task_details": "Send the quote",
        "assignee": "anna@ourcompany.test",
        "due_date": "2030-04-30",
    }


def post(account: ChartMogulStandIn) -> requests.Response:
    return requests.post(f"{account.url}/tasks", json=new_task(account), auth=AUTH, timeout=10)


def hang_up(account: ChartMogulStandIn, method: str, path: str, body: object = None) -> None:
    """Sends a request and hangs up as soon as it has arrived."""
    before = len(account.requests)
    auth = (account.api_key, "")
    prepared = requests.Request(method, account.url + path, json=body, auth=auth).prepare()
    connection = HTTPConnection(urlsplit(account.url).netloc, timeout=10)
    connection.request(method, prepared.path_url, body=prepared.body, headers=prepared.headers)
    until(lambda: len(account.requests) > before)
    connection.close()


@pytest.mark.parametrize(("kind", "tasks"), [("drop_before", 0), ("drop_after_commit", 1)])
def test_the_connection_is_closed_without_an_answer(
    account: ChartMogulStandIn, kind: FaultKind, tasks: int
) -> None:
    account.fault("POST", "/tasks", kind=kind)
    with pytest.raises(requests.ConnectionError):
        post(account)
    assert len(account.tasks) == tasks
    assert account.requests[-1].status is None
    assert post(account).status_code == 201


@pytest.mark.parametrize(("kind", "tasks"), [("status", 0), ("status_after_commit", 1)])
def test_an_error_is_answered(account: ChartMogulStandIn, kind: FaultKind, tasks: int) -> None:
    account.fault("POST", "/tasks", kind=kind, status=429, retry_after="7", body={"error": "slow down"})
    answer = post(account)
    assert (answer.status_code, answer.json()) == (429, {"error": "slow down"})
    assert answer.headers["Retry-After"] == "7"
    assert len(account.tasks) == tasks


def test_an_error_may_be_a_page(account: ChartMogulStandIn) -> None:
    account.fault("GET", "/ping", kind="status", status=502, body="<html>Bad", content_type="text/html")
    answer = requests.get(f"{account.url}/ping", auth=AUTH, timeout=10)
    assert (answer.status_code, answer.text) == (502, "<html>Bad")
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("kind", ["malformed", "empty"])
def test_a_success_may_be_unreadable(account: ChartMogulStandIn, kind: FaultKind) -> None:
    account.fault("POST", "/tasks", kind=kind)
    answer = post(account)
    assert answer.status_code == 201
    with pytest.raises(requests.JSONDecodeError):
        answer.json()
    assert len(account.tasks) == 1


@pytest.mark.parametrize("kind", ["delay", "delay_after_commit", "late_commit"])
def test_a_slow_answer_comes_to_who_waits(account: ChartMogulStandIn, kind: FaultKind) -> None:
    account.fault("POST", "/tasks", kind=kind, seconds=0.1)
    answer = post(account)
    assert answer.json() == account.tasks[0]
    request = account.requests[-1]
    assert request.ended_at is not None
    assert request.ended_at - request.started_at >= 0.1


@pytest.mark.parametrize(("kind", "tasks"), [("delay", 0), ("delay_after_commit", 1), ("late_commit", 1)])
def test_what_becomes_of_a_task_whose_client_hung_up(
    account: ChartMogulStandIn, kind: FaultKind, tasks: int
) -> None:
    account.fault("POST", "/tasks", kind=kind, seconds=0.5)
    hang_up(account, "POST", "/tasks", new_task(account))
    until(lambda: account.requests[-1].ended_at is not None)
    assert len(account.tasks) == tasks


@pytest.mark.parametrize("kind", ["drop_then_commit", "status_then_commit"])
def test_a_task_may_appear_after_an_answer_that_said_no(account: ChartMogulStandIn, kind: FaultKind) -> None:
    account.fault("POST", "/tasks", kind=kind, status=503, seconds=0.2)
    if kind == "drop_then_commit":
        with pytest.raises(requests.ConnectionError):
            post(account)
    else:
        assert post(account).status_code == 503

    until(lambda: len(account.tasks) == 1)


def test_the_list_of_tasks_may_lag(account: ChartMogulStandIn) -> None:
    account.list_lag = 3600
    task = post(account).json()

    def listed() -> list[dict[str, str]]:
        entries: list[dict[str, str]] = requests.get(f"{account.url}/tasks", auth=AUTH, timeout=10).json()[
            "entries"
        ]
        return entries

    assert listed() == []
    account.list_lag = 0
    assert listed() == [task]


def test_faults_strike_in_their_order_and_as_often_as_told(account: ChartMogulStandIn) -> None:
    account.fault("GET", "/tasks", kind="status", status=500, times=2)
    account.fault("*", "/tasks", kind="status", status=503, times=None)
    account.fault("GET", "/cust*", kind="status", status=418)

    def status(path: str) -> int:
        return requests.get(account.url + path, auth=AUTH, timeout=10).status_code

    assert status("/ping") == 200
    assert [status("/tasks") for _ in range(4)] == [500, 500, 503, 503]
    assert status("/tasks/some-uuid") == 503
    assert [status("/customers/x"), status("/customers")] == [418, 200]
    account.clear_faults()
    assert status("/tasks") == 200


def test_faults_are_set_over_http_and_the_state_is_told(account: ChartMogulStandIn) -> None:
    faults = f"{account.root}/_sandbox/faults"
    fault = {"method": "POST", "path": "/tasks", "kind": "status", "status": 422, "times": None}
    assert requests.post(faults, json=fault, timeout=10).status_code == 201
    assert requests.post(faults, json={**fault, "kind": "earthquake"}, timeout=10).status_code == 400
    assert post(account).status_code == 422
    assert requests.delete(faults, timeout=10).status_code == 200
    created = post(account)
    assert created.status_code == 201
    state = requests.get(f"{account.root}/_sandbox/state", timeout=10).json()
    assert state["customers"] == 2
    assert state["tasks"] == [created.json() | {"customer_name": "Acme"}]
    assert state["requests"]["by_status"] == {"201": 1, "422": 1}
    assert (state["notes"], state["faults"]) == ([], [])
    assert {"peak_in_flight", "peak_per_second"} <= set(state)


def test_down_refuses_connections_and_up_brings_back_the_port_and_the_data(
    account: ChartMogulStandIn,
) -> None:
    url = account.url
    account.add_customer("Acme")
    with requests.Session() as session:
        session.auth = AUTH
        assert session.get(f"{url}/ping", timeout=10).status_code == 200
        for _ in range(2):
            account.down()
            for _ in range(3):
                with pytest.raises(requests.ConnectionError):
                    session.get(f"{url}/ping", timeout=10)
            account.up()
            assert account.url == url
            assert session.get(f"{url}/customers", timeout=10).json()["entries"][0]["name"] == "Acme"


def test_down_closes_what_is_being_served(account: ChartMogulStandIn) -> None:
    account.fault("GET", "/ping", kind="delay", seconds=30)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(requests.get, f"{account.url}/ping", auth=AUTH, timeout=20)
        until(lambda: len(account.requests) == 1)
        account.down()
        assert isinstance(waiting.exception(timeout=10), requests.ConnectionError)


def test_stop_frees_the_port(account: ChartMogulStandIn) -> None:
    port = int(account.url.split(":")[2].split("/")[0])
    account.stop()
    with ChartMogulStandIn(port=port) as successor:
        assert requests.get(f"{successor.url}/ping", auth=AUTH, timeout=10).status_code == 200


@contextmanager
def held(account: ChartMogulStandIn, count: int) -> Iterator[None]:
    """As many requests under way at once, which end when the stand-in stops."""
    account.fault("GET", "/ping", kind="delay", seconds=60, times=count)
    with ThreadPoolExecutor(count) as pool:
        try:
            for _ in range(count):
                pool.submit(requests.get, f"{account.url}/ping", auth=AUTH, timeout=60)
            until(lambda: len(account.requests) == count)
            yield
        finally:
            account.stop()


def test_the_21st_request_at_once_is_refused() -> None:
    with ChartMogulStandIn() as account, held(account, 20):
        answers = [requests.get(f"{account.url}/ping", auth=AUTH, timeout=10) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [503] * 3
        assert account.peak_in_flight == 21


def test_a_request_whose_client_hung_up_is_no_longer_in_flight(account: ChartMogulStandIn) -> None:
    account.fault("GET", "/ping", kind="late_commit", seconds=0.5, times=3)
    for _ in range(3):
        hang_up(account, "GET", "/ping")
    assert requests.get(f"{account.url}/ping", auth=AUTH, timeout=10).status_code == 200
    assert account.peak_in_flight == 1


def test_the_41st_request_in_a_second_is_refused() -> None:
    with ChartMogulStandIn() as account, requests.Session() as session:
        session.auth = AUTH
        answers = [session.get(f"{account.url}/ping", timeout=10) for _ in range(45)]
        starts = [request.started_at for request in account.requests]
        for number, answer in enumerate(answers):
            recent = sum(1 for start in starts[: number + 1] if start > starts[number] - 1)
            assert answer.status_code == (429 if recent > 40 else 200)
        most = max(sum(1 for start in starts if at - 1 < start <= at) for at in starts)
        assert account.peak_per_second == most


def test_limits_are_counted_even_where_they_are_not_kept(account: ChartMogulStandIn) -> None:
    with held(account, 45):
        assert requests.get(f"{account.url}/ping", auth=AUTH, timeout=10).status_code == 200
        assert account.peak_in_flight == 46
