"""The stand-in refuses the views that Slack refuses, and in its words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.limits import view_faults
from tests.sandbox.slack.block_kit import (
    Json,
    actions,
    input_block,
    modal,
    option,
    plain,
    section,
    text_input,
    url_select,
    without,
)


@pytest.mark.parametrize(
    ("view", "fault"),
    [
        (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (modal(submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
        (modal(close=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/close/text]"),
        (modal(title=plain("")), "must be more than 0 characters [json-pointer:/view/title/text]"),
        (
            modal(title={"type": "mrkdwn", "text": "T"}),
            "unsupported type: mrkdwn [json-pointer:/view/title/type]",
        ),
        (modal(title="T"), "must provide an object [json-pointer:/view/title]"),
        (without(modal(), "title"), "missing required field: title [json-pointer:/view]"),
        (without(modal(), "blocks"), "missing required field: blocks [json-pointer:/view]"),
        (without(modal(), "type"), "missing required field: type [json-pointer:/view]"),
        (modal(state={}), "invalid additional property: state [json-pointer:/view]"),
        (modal(callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
        (modal(external_id="x" * 256), "must be less than 256 characters [json-pointer:/view/external_id]"),
        (
            modal(private_metadata="x" * 3001),
            "must be less than 3001 characters [json-pointer:/view/private_metadata]",
        ),
        (
            modal(*[{"type": "divider"}] * 101),
            "no more than 100 items allowed [json-pointer:/view/blocks]",
        ),
        (modal({"type": "sections"}), "unsupported type: sections [json-pointer:/view/blocks/0/type]"),
        (modal({"text": "hi"}), "missing required field: type [json-pointer:/view/blocks/0]"),
        (
            modal({"type": "markdown", "text": "hi"}),
            "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
        ),
        (
            without(modal(input_block()), "submit"),
            "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]",
        ),
        (
            modal({"type": "divider", "block_id": "a"}, section(block_id="a")),
            "`block_id` a already exists [json-pointer:/view/blocks/1/block_id]",
        ),
        (
            modal(input_block({"type": "button", "text": plain()})),
            "unsupported type: button [json-pointer:/view/blocks/0/element/type]",
        ),
        (
            modal(input_block(text_input(initial_value="x" * 3001))),
            "must be less than 3001 characters [json-pointer:/view/blocks/0/element/initial_value]",
        ),
        (
            modal(input_block(text_input(max_length=3001))),
            "must be between 1 and 3000 [json-pointer:/view/blocks/0/element/max_length]",
        ),
        (
            modal(input_block(text_input(placeholder=plain("x" * 151)))),
            "must be less than 151 characters [json-pointer:/view/blocks/0/element/placeholder/text]",
        ),
        (
            modal(input_block(text_input(action_id="x" * 256))),
            "must be less than 256 characters [json-pointer:/view/blocks/0/element/action_id]",
        ),
        (
            modal(input_block(label=plain("x" * 2001))),
            "must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]",
        ),
        (
            modal(input_block(hint={"type": "mrkdwn", "text": "h"})),
            "unsupported type: mrkdwn [json-pointer:/view/blocks/0/hint/type]",
        ),
        (
            modal(input_block({"type": "datepicker", "action_id": "d", "initial_date": "2026-02-30"})),
            "must provide a date as YYYY-MM-DD [json-pointer:/view/blocks/0/element/initial_date]",
        ),
        (
            modal(input_block({"type": "radio_buttons", "options": [option(str(n)) for n in range(11)]})),
            "no more than 10 items allowed [json-pointer:/view/blocks/0/element/options]",
        ),
        (
            modal(input_block({"type": "radio_buttons", "options": []})),
            "no fewer than 1 items allowed [json-pointer:/view/blocks/0/element/options]",
        ),
        (
            modal(
                input_block(
                    {"type": "radio_buttons", "options": [option("1")], "initial_option": option("2")}
                )
            ),
            "`initial_option` must match one of the options "
            "[json-pointer:/view/blocks/0/element/initial_option]",
        ),
        (
            modal(input_block({"type": "static_select", "options": [option(str(n)) for n in range(101)]})),
            "no more than 100 items allowed [json-pointer:/view/blocks/0/element/options]",
        ),
        (
            modal(input_block({"type": "static_select"})),
            "must provide either `options` or `option_groups` [json-pointer:/view/blocks/0/element]",
        ),
        (
            modal(input_block({"type": "external_select", "initial_option": option(text="x" * 76)})),
            "must be less than 76 characters [json-pointer:/view/blocks/0/element/initial_option/text/text]",
        ),
        (
            modal(input_block({"type": "external_select", "initial_option": option("x" * 151)})),
            "must be less than 151 characters [json-pointer:/view/blocks/0/element/initial_option/value]",
        ),
        (
            modal(
                input_block(
                    {"type": "external_select", "initial_option": option(description=plain("x" * 76))}
                )
            ),
            "must be less than 76 characters "
            "[json-pointer:/view/blocks/0/element/initial_option/description/text]",
        ),
        (
            modal(input_block(url_select()), input_block(url_select(action_id="d"))),
            "only one element may have `response_url_enabled` [json-pointer:/view/blocks/1]",
        ),
        (
            modal(actions(url_select())),
            "`response_url_enabled` only works in input blocks in modals [json-pointer:/view/blocks/0]",
        ),
        (
            modal(input_block(text_input(focus_on_load=True)), input_block(text_input(focus_on_load=True))),
            "only one element may have `focus_on_load` [json-pointer:/view/blocks/1]",
        ),
        (
            modal(input_block(dispatch_action="yes")),
            "must provide a boolean [json-pointer:/view/blocks/0/dispatch_action]",
        ),
    ],
)
def test_a_modal_that_breaks_a_rule_is_refused_in_slacks_words(view: Json, fault: str) -> None:
    assert [str(found) for found in view_faults(view, "modal")] == [fault]


def test_a_home_tab_takes_inputs_without_a_submit_button() -> None:
    assert view_faults({"type": "home", "blocks": [input_block()]}, "home") == []


@pytest.mark.parametrize(("view", "kind"), [(modal(), "home"), ({"type": "home", "blocks": []}, "modal")])
def test_a_view_goes_only_where_its_type_belongs(view: Json, kind: Any) -> None:
    assert [fault.pointer for fault in view_faults(view, kind)] == ["/view/type"]
