"""The stand-in takes all the Block Kit that Slack takes, and stumbles over nothing."""

from __future__ import annotations

from typing import Any

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
from tests.sandbox.slack.block_kit import actions, button, input_block, plain, section


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


def test_texts_come_back_with_how_they_are_read() -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "x"}}
    [kept] = with_ids([{"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "accessory": button}])
    assert kept["text"] == {"type": "mrkdwn", "text": "x", "verbatim": False}
    assert kept["accessory"]["text"] == plain("x")


def test_blocks_and_elements_without_ids_get_one_each() -> None:
    kept = with_ids([section(), actions(button(), {"type": "button", "text": plain()})])
    ids = [block["block_id"] for block in kept]
    action_ids = [element["action_id"] for element in kept[1]["elements"]]
    assert len(set(ids)) == 2
    assert all(ids)
    assert action_ids[0] == "b"
    assert action_ids[1]
