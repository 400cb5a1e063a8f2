"""Lists end by themselves, and say whether something may be missing from them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.chartmogul import ChartMogul, Endless, Unreadable
from bot.chartmogul.pages import STALE_MAX
from tests.chartmogul.raw_server import Reply, answer, raw_server
from tests.chartmogul.samples import CUSTOMER


def page(*numbers: object, cursor: object = "next", **more: object) -> Reply:
    """A page with tasks of these numbers."""
    entries = [{"task_uuid": f"t-{number}", "task_details": str(number)} for number in numbers]
    return answer(200, json.dumps({"entries": entries, "cursor": cursor, **more}))


def tasks(*replies: Reply, most: int = 50) -> tuple[list[str], str]:
    """The tasks that a list of these pages yields, and all of its doubts."""
    with raw_server(*replies) as server:
        found, doubts = [], []
        for number, each in enumerate(ChartMogul("key", base_url=server.url).task_pages(), start=1):
            assert number <= most
            found += [task.task_uuid for task in each.entries]
            doubts += [each.doubt] if each.doubt else []
        assert len(server.requests) <= most
    return found, "; ".join(doubts)


ROUND = [page(1, cursor="A", has_more=True), page(2, cursor="B", has_more=True)]
ENDLESS: dict[str, list[Reply]] = {
    "the same cursor": [page(1, cursor="A", has_more=True)],
    "two cursors in turn": [*ROUND, *ROUND, *ROUND],
    "back to the first": [page(1, cursor="A", has_more=True), page(2, cursor="B", has_more=True)] * 9,
    "empty pages with new cursors": [page(cursor=f"c{n}", has_more=True) for n in range(40)],
    "the same page with new cursors": [page(1, 2, cursor=f"c{n}", has_more=True) for n in range(40)],
    "empty pages after full ones": [
        page(1, cursor="A", has_more=True),
        *[page(cursor=f"c{n}", has_more=True) for n in range(40)],
    ],
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_list_that_leads_nowhere_ends_and_is_not_a_whole_one(kind: str) -> None:
    with raw_server(*ENDLESS[kind]) as server:
        client = ChartMogul("key", base_url=server.url)
        with capture_logs() as logs, pytest.raises(Endless) as caught:
            list(client.tasks())

    assert len(server.requests) <= 4 + STALE_MAX
    assert isinstance(caught.value, Unreadable)
    assert [entry["reference"] for entry in logs if entry["event"] == "chartmogul_endless"] == [
        caught.value.reference
    ]


def test_what_stands_on_a_page_is_found_before_the_list_is_known_to_be_endless() -> None:
    with raw_server(*ROUND, *ROUND) as server:
        found = next(
            task for task in ChartMogul("key", base_url=server.url).tasks() if task.task_details == "2"
        )

    assert found.task_uuid == "t-2"
    assert len(server.requests) == 2


def test_a_list_with_a_clear_end_leaves_no_doubt() -> None:
    found, doubt = tasks(page(1, cursor="A", has_more=True), page(2, cursor="B", has_more=False))

    assert (found, doubt) == (["t-1", "t-2"], "")


@pytest.mark.parametrize(
    "says", [{}, {"has_more": None}, {"has_more": "true"}, {"has_more": 1}, {"has_more": []}]
)
def test_a_page_that_does_not_say_whether_more_follows_is_followed_and_doubted(says: dict[str, Any]) -> None:
    found, doubt = tasks(page(1, cursor="A", **says), page(2, cursor="B", has_more=False))

    assert found == ["t-1", "t-2"]
    assert doubt


@pytest.mark.parametrize("says", [{}, {"has_more": None}, {"has_more": "false"}, {"has_more": 0}])
def test_a_last_page_that_does_not_say_so_is_doubted(says: dict[str, Any]) -> None:
    found, doubt = tasks(page(1, cursor=None, **says))

    assert found == ["t-1"]
    assert doubt


@pytest.mark.parametrize("cursor", [None, "", 17, {}])
def test_a_page_that_announces_more_without_a_way_there_is_doubted(cursor: Any) -> None:
    found, doubt = tasks(page(1, cursor=cursor, has_more=True))

    assert found == ["t-1"]
    assert doubt


def test_a_page_that_was_announced_and_is_empty_is_doubted() -> None:
    found, doubt = tasks(page(1, cursor="A", has_more=True), page(cursor=None, has_more=False))

    assert found == ["t-1"]
    assert doubt


def test_an_empty_list_is_empty() -> None:
    assert tasks(page(cursor=None, has_more=False)) == ([], "")


def test_what_cannot_be_read_is_counted_and_doubted() -> None:
    entries = json.dumps({"entries": [{"task": 1}, None, {"task_uuid": "t-1"}], "has_more": False})
    with raw_server(answer(200, entries)) as server:
        [found] = ChartMogul("key", base_url=server.url).task_pages()

    assert ([task.task_uuid for task in found.entries], found.skipped) == (["t-1"], 2)
    assert found.doubt


def test_a_list_of_which_nothing_can_be_read_is_not_an_empty_one() -> None:
    nothing = json.dumps({"entries": [{"task": 1}], "cursor": None, "has_more": False})
    with raw_server(answer(200, nothing)) as server:
        client = ChartMogul("key", base_url=server.url)
        with pytest.raises(Unreadable):
            list(client.tasks())
        with pytest.raises(Unreadable):
            client.customers_by_email("kim@acme.example")
        [found] = client.task_pages()

    assert (found.entries, found.skipped) == ([], 1)


def test_malformed_entries_are_skipped_and_counted() -> None:
    entries = [
        {"uuid": CUSTOMER, "name": None},
        {"name": "no id"},
        "text",
        None,
        {"uuid": ["x", "y"]},
        {"uuid": "../tasks"},
        {"uuid": True},
    ]
    page = json.dumps({"entries": entries, "cursor": None, "has_more": False})
    with raw_server(answer(200, page)) as server:
        found = ChartMogul("key", base_url=server.url).customers_page()

    assert [customer.uuid for customer in found.entries] == [CUSTOMER]
    assert found.skipped == 6
    assert found.doubt


@pytest.mark.parametrize(
    "page",
    [
        {"entries": None, "has_more": False},
        {"entries": [], "has_more": True, "cursor": None},
        {},
    ],
)
def test_a_page_that_tells_nothing_is_not_an_empty_one(page: object) -> None:
    with raw_server(answer(200, json.dumps(page))) as server, pytest.raises(Unreadable):
        ChartMogul("key", base_url=server.url).customers_page(timeout=20)
