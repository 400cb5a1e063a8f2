"""What a person has typed survives an update exactly where Slack keeps it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.view_state import find_element, state_for

Json = dict[str, Any]


def text_block(block_id: str = "b", action_id: str = "a", **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": action_id, **more}
    return {"type": "input", "block_id": block_id, "element": element}


def choice(value: str) -> Json:
    return {"value": value, "text": {"type": "plain_text", "text": value}}


def typed(text: str) -> dict[str, dict[str, Json]]:
    return {"b": {"a": {"type": "plain_text_input", "value": text}}}


@pytest.mark.parametrize(
    ("element", "state"),
    [
        ({"type": "plain_text_input"}, {"value": None}),
        ({"type": "plain_text_input", "initial_value": "x"}, {"value": "x"}),
        ({"type": "datepicker", "initial_date": "2026-01-02"}, {"selected_date": "2026-01-02"}),
        ({"type": "users_select", "initial_user": "U1"}, {"selected_user": "U1"}),
        ({"type": "external_select", "initial_option": choice("1")}, {"selected_option": choice("1")}),
        ({"type": "external_select"}, {"selected_option": None}),
        ({"type": "checkboxes", "options": [choice("1")]}, {"selected_options": []}),
        ({"type": "multi_users_select", "initial_users": ["U1"]}, {"selected_users": ["U1"]}),
        ({"type": "conversations_select"}, {"selected_conversation": None}),
        (
            {"type": "conversations_select", "default_to_current_conversation": True},
            {"selected_conversation": "C1"},
        ),
        (
            {
                "type": "conversations_select",
                "default_to_current_conversation": True,
                "initial_conversation": "C2",
            },
            {"selected_conversation": "C2"},
        ),
    ],
)
def test_a_new_view_starts_from_its_initial_values(element: Json, state: Json) -> None:
    block = {"type": "input", "block_id": "b", "element": {"action_id": "a", **element}}
    assert state_for([block], conversation="C1") == {"b": {"a": {"type": element["type"], **state}}}


def test_the_same_block_and_action_keep_what_was_typed_whatever_the_new_initial_value() -> None:
    before = ([text_block()], typed("mine"))
    assert state_for([text_block(initial_value="theirs")], before=before) == typed("mine")


@pytest.mark.parametrize(("block_id", "action_id"), [("other", "a"), ("b", "other")])
def test_another_block_or_action_starts_anew(block_id: str, action_id: str) -> None:
    block = text_block(block_id, action_id, initial_value="theirs")
    state = state_for([block], before=([text_block()], typed("mine")))
    assert state[block_id][action_id]["value"] == "theirs"


def test_another_type_under_the_same_ids_starts_anew() -> None:
    block = {"type": "input", "block_id": "b", "element": {"type": "users_select", "action_id": "a"}}
    assert state_for([block], before=([text_block()], typed("mine")))["b"]["a"]["selected_user"] is None


def test_a_choice_that_is_no_longer_offered_is_lost() -> None:
    def radio(*values: str) -> Json:
        options = [choice(value) for value in values]
        element = {"type": "radio_buttons", "action_id": "a", "options": options}
        return {"type": "input", "block_id": "b", "element": element}

    chosen = {"b": {"a": {"type": "radio_buttons", "selected_option": choice("2")}}}
    kept = state_for([radio("2", "3")], before=([radio("1", "2")], chosen))
    lost = state_for([radio("3")], before=([radio("1", "2")], chosen))
    assert kept["b"]["a"]["selected_option"] == choice("2")
    assert lost["b"]["a"]["selected_option"] is None


def test_buttons_hold_no_state_and_menus_in_sections_do() -> None:
    blocks: list[dict[str, Any]] = [
        {"type": "actions", "block_id": "x", "elements": [{"type": "button", "action_id": "go"}]},
        {
            "type": "section",
            "block_id": "y",
            "accessory": {"type": "datepicker", "action_id": "when"},
        },
    ]
    assert state_for(blocks) == {"y": {"when": {"type": "datepicker", "selected_date": None}}}


def test_an_element_is_found_by_action_or_block_and_a_wrong_name_says_what_there_is() -> None:
    blocks = [text_block("details", "text")]
    assert find_element(blocks, "text") == find_element(blocks, "details")
    with pytest.raises(LookupError, match="there are: text"):
        find_element(blocks, "nope")
