"""What a form carries along within Slack's 3000 characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.conversation import Origin
from bot.slack.form_memory import METADATA_MAX, FormMemory

HERE = Origin(team_id="T1", channel_id="C1", thread_ts="1.2", response_url="https://hooks.test/1")
LIKELY = tuple(f"cus_{number:032}" for number in range(8))


def test_it_comes_back_as_it_was() -> None:
    memory = FormMemory(origin=HERE, likely=LIKELY, owner="U2")

    assert FormMemory.from_metadata(memory.to_metadata()) == memory


def test_the_likely_customers_go_first_and_then_the_response_url() -> None:
    long = HERE.model_copy(update={"response_url": "https://hooks.test/" + "x" * 2800})
    too_long = HERE.model_copy(update={"response_url": "https://hooks.test/" + "x" * 3000})

    assert FormMemory.from_metadata(
        FormMemory(origin=long, likely=LIKELY, owner="U2").to_metadata()
    ) == FormMemory(origin=long, owner="U2")
    assert FormMemory.from_metadata(FormMemory(origin=too_long).to_metadata()) == FormMemory(
        origin=HERE.model_copy(update={"response_url": ""})
    )


@given(st.text(max_size=4000), st.text(max_size=4000))
def test_it_always_fits(channel_name: str, url: str) -> None:
    memory = FormMemory(origin=Origin(channel_id="C1", channel_name=channel_name[:80], response_url=url))

    assert len(memory.to_metadata()) <= METADATA_MAX


@pytest.mark.parametrize("metadata", ["", "{", "[]", "null", '{"origin": 1}', '{"likely": "x"}'])
def test_anything_else_is_nothing(metadata: str) -> None:
    assert FormMemory.from_metadata(metadata) == FormMemory()
