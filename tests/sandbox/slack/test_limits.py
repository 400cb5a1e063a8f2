"""The stand-in takes exactly the Block Kit that Slack takes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    DividerBlock,
    ExternalDataSelectElement,
    HeaderBlock,
    ImageBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.sandbox.slack.limits import message_faults, view_faults, with_ids

Json = dict[str, Any]


def plain(text: str = "text") -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str = "v", text: str = "text", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def text_input(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "a", **more}


def input_block(element: Json | None = None, **more: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element or text_input(), **more}


def section(**more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "*hi*"}, **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "b", "text": plain(), **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Go"), "blocks": list(blocks), **more}


def without(view: Json, key: str) -> Json:
    return {name: value for name, value in view.items() if name != key}


def url_select(kind: str = "conversations_select", action_id: str = "c") -> Json:
    return {"type": kind, "action_id": action_id, "response_url_enabled": True}


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


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
        ("hi", "must provide an array [json-pointer:/blocks]"),
        (
            [section(text={"type": "mrkdwn", "text": "x" * 3001})],
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ),
        ([{"type": "section"}], "missing required field: text [json-pointer:/blocks/0]"),
        ([section(fields=[plain()] * 11)], "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
        (
            [section(fields=[plain("x" * 2001)])],
            "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
        ),
        (
            [section(text={"type": "mrkdwn", "text": "x", "emoji": True})],
            "invalid additional property: emoji [json-pointer:/blocks/0/text]",
        ),
        (
            [section(text={"type": "plain_text", "text": "x", "verbatim": True})],
            "invalid additional property: verbatim [json-pointer:/blocks/0/text]",
        ),
        ([section(block_id="x" * 256)], "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
        (
            [{"type": "header", "text": plain("x" * 151)}],
            "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
            "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
        ),
        (
            [{"type": "context", "elements": [plain()] * 11}],
            "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
        ),
        (
            [{"type": "context", "elements": [button()]}],
            "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
        ),
        (
            [actions(*[button(action_id=str(n)) for n in range(26)])],
            "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
        ),
        ([actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
        (
            [{**actions(button(), button()), "block_id": "k"}],
            "`action_id` b already exists for block_id k [json-pointer:/blocks/0/elements/1/action_id]",
        ),
        (
            [actions(button(text=plain("x" * 76)))],
            "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
        ),
        (
            [actions(button(text={"type": "mrkdwn", "text": "x"}))],
            "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]",
        ),
        (
            [actions(button(value="x" * 2001))],
            "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
        ),
        (
            [actions(button(url="https://x.test/" + "x" * 3000))],
            "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]",
        ),
        (
            [actions(button(url="javascript:alert(1)"))],
            "must provide a valid url [json-pointer:/blocks/0/elements/0/url]",
        ),
        (
            [actions(button(style="warning"))],
            "must be one of primary, danger [json-pointer:/blocks/0/elements/0/style]",
        ),
        (
            [actions(button(confirm={"title": plain("x" * 101), "text": plain()}))],
            "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]",
        ),
        (
            [actions(button(confirm={"title": plain(), "text": plain("x" * 301)}))],
            "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]",
        ),
        (
            [section(accessory={"type": "overflow", "options": [option(str(n)) for n in range(6)]})],
            "no more than 5 items allowed [json-pointer:/blocks/0/accessory/options]",
        ),
        (
            [section(accessory=text_input())],
            "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
        ),
        (
            [{"type": "image", "image_url": "https://x.test/i.png"}],
            "missing required field: alt_text [json-pointer:/blocks/0]",
        ),
        (
            [section(block_id="a"), section(block_id="a")],
            "`block_id` a already exists [json-pointer:/blocks/1/block_id]",
        ),
        (
            [input_block(url_select())],
            "`response_url_enabled` only works in input blocks in modals [json-pointer:/blocks/0]",
        ),
    ],
)
def test_a_message_that_breaks_a_rule_is_refused_in_slacks_words(blocks: Any, fault: str) -> None:
    assert [str(found) for found in message_faults(blocks)] == [fault]


def test_a_home_tab_takes_inputs_without_a_submit_button() -> None:
    assert view_faults({"type": "home", "blocks": [input_block()]}, "home") == []


@pytest.mark.parametrize(("view", "kind"), [(modal(), "home"), ({"type": "home", "blocks": []}, "modal")])
def test_a_view_goes_only_where_its_type_belongs(view: Json, kind: Any) -> None:
    assert [fault.pointer for fault in view_faults(view, kind)] == ["/view/type"]


def test_everything_at_its_limit_is_taken() -> None:
    choices = [Option(value=f"{n}" * 1, text=PlainTextObject(text="x" * 75)) for n in range(10)]
    view = View(
        type="modal",
        title=PlainTextObject(text="x" * 24),
        submit=PlainTextObject(text="x" * 24),
        close=PlainTextObject(text="x" * 24),
        callback_id="x" * 255,
        private_metadata="x" * 3000,
        blocks=[
            HeaderBlock(text="x" * 150),
            DividerBlock(),
            ImageBlock(image_url="https://x.test/i.png", alt_text="x" * 2000),
            SectionBlock(text=MarkdownTextObject(text="x" * 3000)),
            SectionBlock(fields=["x" * 2000] * 10),
            ContextBlock(elements=[MarkdownTextObject(text="x")] * 10),
            InputBlock(label="x" * 2000, element=PlainTextInputElement(max_length=3000, multiline=True)),
            InputBlock(label="c", element=ExternalDataSelectElement(min_query_length=0)),
            InputBlock(label="u", element=UserSelectElement(placeholder="x" * 150)),
            InputBlock(label="d", element=DatePickerElement(initial_date="2026-02-28")),
            InputBlock(label="r", element=RadioButtonsElement(options=choices, initial_option=choices[9])),
            InputBlock(label="k", element=CheckboxesElement(options=choices, initial_options=choices[:2])),
            InputBlock(label="s", element=StaticSelectElement(options=choices)),
            InputBlock(
                label="where",
                optional=True,
                element=ConversationSelectElement(
                    default_to_current_conversation=True,
                    response_url_enabled=True,
                    filter=ConversationFilter(
                        include=["public", "private"], exclude_external_shared_channels=True
                    ),
                ),
            ),
        ],
    )
    assert view_faults(view.to_dict(), "modal") == []


def test_the_sdks_message_blocks_are_taken() -> None:
    confirm = ConfirmObject(title="Sure?", text="Really?", confirm="Yes", deny="No")
    blocks = [
        ActionsBlock(
            elements=[
                ButtonElement(text="x" * 75, value="x" * 2000, style="danger", confirm=confirm),
                ButtonElement(text="open", url="https://x.test/", accessibility_label="x" * 75),
                OverflowMenuElement(options=[Option(value="1", text="one", url="https://x.test")]),
            ]
        ),
        SectionBlock(text="hi", accessory=ButtonElement(text="b", action_id="x" * 255)),
    ]
    assert message_faults([block.to_dict() for block in blocks]) == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["type", "text", "blocks", "elements", "element", "options"]), inner
            )
            | st.sampled_from([section(), input_block(), actions(button())])
        ),
    )
)
def test_no_json_at_all_makes_the_check_stumble(anything: Any) -> None:
    for fault in [*message_faults(anything), *view_faults(anything, "modal")]:
        assert fault.pointer.startswith(("/blocks", "/view"))


def test_blocks_and_elements_without_ids_get_one_each() -> None:
    kept = with_ids([section(), actions(button(), {"type": "button", "text": plain()})])
    ids = [block["block_id"] for block in kept]
    action_ids = [element["action_id"] for element in kept[1]["elements"]]
    assert len(set(ids)) == 2
    assert all(ids)
    assert action_ids[0] == "b"
    assert action_ids[1]
