"""What is signed has the structure that Slack documents, or is refused; nothing else is raised."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.front_door.door import bolt_request
from bot.front_door.refused import Reason, Refused
from bot.front_door.structure import structured

Json = dict[str, Any]

USER = {"id": "U1", "team_id": "T1"}
VIEW = {"id": "V1", "type": "modal", "callback_id": "create_task"}

GOOD: dict[str, Json] = {
    "command": {"command": "/cm-task", "user_id": "U1", "text": ""},
    "certificate check": {"ssl_check": "1", "token": "x"},
    "shortcut": {"type": "shortcut", "callback_id": "create_task", "user": USER},
    "message shortcut": {"type": "message_action", "callback_id": "c", "user": USER, "message": {}},
    "click": {"type": "block_actions", "user": USER, "actions": [{"action_id": "a"}]},
    "click in a view": {"type": "block_actions", "user": USER, "actions": [{"action_id": "a"}], "view": VIEW},
    "typing": {"type": "block_suggestion", "user": USER, "action_id": "customer", "value": "ac"},
    "submission": {"type": "view_submission", "user": USER, "view": VIEW, "response_urls": []},
    "closed": {"type": "view_closed", "user": USER, "view": VIEW},
    "event": {"type": "event_callback", "event": {"type": "app_home_opened", "user": "U1"}},
    "verification": {"type": "url_verification", "challenge": "abc"},
    "event limit": {"type": "app_rate_limited", "team_id": "T1"},
    "a click of old": {
        "type": "interactive_message",
        "callback_id": "c",
        "user": USER,
        "actions": [{"name": "n", "value": "v"}],
    },
    "in an organisation": {"type": "shortcut", "callback_id": "c", "user": USER, "enterprise": {"id": "E1"}},
    "ids alone": {"type": "shortcut", "callback_id": "c", "user": "U1", "team": "T1", "channel": "C1"},
}

BAD: dict[str, object] = {
    "a list": [1],
    "a word": "payload",
    "a number": 1,
    "nothing": None,
    "an empty object": {},
    "an unknown type": {"type": "unknown", "user": USER},
    "a type that is a number": {"type": 1},
    "a type that is a list": {"type": ["shortcut"]},
    "an empty type": {"type": ""},
    "a form without a command": {"text": "hello"},
    "an empty command": {"command": "", "user_id": "U1"},
    "a command from nobody": {"command": "/cm-task"},
    "a command and a type": {**GOOD["click"], "command": "/cm-task"},
    "a user that is a number": {**GOOD["shortcut"], "user": 1},
    "a user without an id": {**GOOD["shortcut"], "user": {}},
    "a user that is missing": {"type": "shortcut", "callback_id": "c"},
    "an enterprise that is a number": {**GOOD["shortcut"], "enterprise": 5},
    "an enterprise that is a list": {**GOOD["command"], "enterprise": [1]},
    "a team that is a number": {**GOOD["click"], "team": 5},
    "a team that is true": {**GOOD["click"], "team": True},
    "a channel that is a number": {**GOOD["click"], "channel": 5},
    "a shortcut without its id": {"type": "shortcut", "user": USER},
    "a message that is a word": {**GOOD["message shortcut"], "message": "hello"},
    "actions that are an object": {**GOOD["click"], "actions": {}},
    "an action that is a word": {**GOOD["click"], "actions": ["a"]},
    "an action without its id": {**GOOD["click"], "actions": [{}]},
    "a view that is missing": {"type": "view_submission", "user": USER},
    "a view that is a word": {**GOOD["submission"], "view": "V1"},
    "a view without its type": {**GOOD["submission"], "view": {"id": "V1", "callback_id": "c"}},
    "a view without its id": {**GOOD["submission"], "view": {"type": "modal", "callback_id": "c"}},
    "a view whose name is a number": {**GOOD["submission"], "view": {**VIEW, "callback_id": 5}},
    "blocks that are words": {**GOOD["submission"], "view": {**VIEW, "blocks": ["x"]}},
    "blocks that are an object": {**GOOD["submission"], "view": {**VIEW, "blocks": {}}},
    "a block whose id is a number": {**GOOD["submission"], "view": {**VIEW, "blocks": [{"block_id": 5}]}},
    "a block whose elements are words": {
        **GOOD["submission"],
        "view": {**VIEW, "blocks": [{"elements": ["x"]}]},
    },
    "a hint that is a word": {**GOOD["submission"], "view": {**VIEW, "blocks": [{"hint": "x"}]}},
    "response URLs that are an object": {**GOOD["submission"], "response_urls": {}},
    "response URLs that are words": {**GOOD["submission"], "response_urls": ["https://x"]},
    "typing nowhere": {"type": "block_suggestion", "user": USER},
    "an event that is missing": {"type": "event_callback"},
    "an event that is a word": {"type": "event_callback", "event": "hello"},
    "an event without its type": {"type": "event_callback", "event": {}},
    "an event whose user is a number": {"type": "event_callback", "event": {"type": "t", "user": 5}},
    "an event whose item is in channel 5": {
        "type": "event_callback",
        "event": {"type": "t", "item": {"channel": 5}},
    },
    "authorizations that are words": {**GOOD["event"], "authorizations": ["x"]},
    "authorizations that are an object": {**GOOD["event"], "authorizations": {"0": {}}},
    "a click of old without actions": {"type": "interactive_message", "callback_id": "c", "user": USER},
    "a step without its step": {"type": "workflow_step_edit", "callback_id": "c", "user": USER},
    "a step to save": {**GOOD["submission"], "view": {**VIEW, "type": "workflow_step"}},
    "a challenge that is a number": {"type": "url_verification", "challenge": 5},
}


def admitted(value: object) -> Json:
    """What a listener would be given."""
    return bolt_request(structured(value)).body


@pytest.mark.parametrize("kind", GOOD)
def test_what_slack_sends_is_let_in_as_it_is(kind: str) -> None:
    assert admitted(GOOD[kind]) == GOOD[kind]


@pytest.mark.parametrize("kind", BAD)
def test_another_structure_is_malformed(kind: str) -> None:
    with pytest.raises(Refused) as refused:
        admitted(BAD[kind])

    assert refused.value.reason is Reason.MALFORMED


@pytest.mark.parametrize("actions", [{}, {"actions": None}, {"actions": []}, {"actions": [None]}])
def test_a_click_on_nothing_is_taken_for_that(actions: Json) -> None:
    with pytest.raises(Refused) as refused:
        admitted({"type": "block_actions", "user": USER, **actions})

    assert (refused.value.reason, refused.value.reason.status) == (Reason.NOTHING_DONE, 200)


def test_what_is_nested_beyond_all_measure_counts_as_absent() -> None:
    deep = json.loads("[" * 900 + "]" * 900)

    body = admitted({**GOOD["message shortcut"], "message": {"text": "hello", "blocks": deep}})

    assert body["message"]["text"] == "hello"
    assert json.dumps(body).count("[") < 100


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@settings(deadline=None)
@given(
    body=st.sampled_from(list(GOOD.values())),
    odd=st.dictionaries(
        st.sampled_from(
            sorted(
                {name for body in GOOD.values() for name in body}
                | {"authorizations", "team", "enterprise", "channel", "message", "item", "function_data"}
                | {"is_ext_shared_channel", "is_enterprise_install", "response_url", "bot_access_token"}
            )
        ),
        ANYTHING,
        max_size=3,
    ),
)
def test_any_odd_part_is_let_in_or_malformed_and_breaks_nothing(body: Json, odd: Json) -> None:
    try:
        admitted({**body, **odd})
    except Refused as refused:
        reason = refused.reason
    else:
        reason = Reason.MALFORMED
    assert reason in {Reason.MALFORMED, Reason.NOTHING_DONE}


def with_nulls(value: object) -> object:
    """The same with explicit nulls wherever there is room for them."""
    if isinstance(value, dict):
        return {**{key: with_nulls(item) for key, item in value.items()}, "thread_ts": None, "extra": None}
    if isinstance(value, list):
        return [None, *map(with_nulls, value), None]
    return value


@pytest.mark.parametrize("kind", GOOD)
def test_explicit_nulls_count_as_absent_wherever_they_stand(kind: str) -> None:
    assert admitted(with_nulls(GOOD[kind])) == GOOD[kind]
