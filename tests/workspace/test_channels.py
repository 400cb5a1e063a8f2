"""What is remembered of Slack's conversations."""

from __future__ import annotations

import pytest

from bot.slack.conversation import Channel
from bot.store.database import Database
from bot.workspace.channels import About, Channels

SUPPORT = Channel(id="C1", name="ext-acme", is_private=True, is_ext_shared=True)


@pytest.fixture
def channels(database: Database) -> Channels:
    """One channel is known."""
    kept = Channels(database)
    kept.remember(SUPPORT)
    return kept


def test_a_channel_comes_back_while_what_is_known_is_fresh(channels: Channels) -> None:
    assert channels.get("C1", max_age=60) == SUPPORT
    assert channels.get("C1", max_age=-1) is None
    assert channels.get("C2") is None


def test_a_link_takes_the_place_of_the_one_before(channels: Channels) -> None:
    channels.set_link("C1", "cus_1", by="U1")
    channels.set_link("C1", "cus_2", by="U2")

    link = channels.link("C1")
    assert link is not None
    assert (link.customer_uuid, link.set_by) == ("cus_2", "U2")
    assert channels.unset_link("C1")
    assert not channels.unset_link("C1")
    assert channels.link("C1") is None


def test_what_was_used_here_comes_before_what_this_person_used_elsewhere(channels: Channels) -> None:
    channels.record_use("C2", "U1", "cus_elsewhere")
    channels.record_use("C1", "U2", "cus_here")
    channels.record_use("C2", "U2", "cus_of_others")

    assert channels.recent_for("C1", "U1") == ["cus_here", "cus_elsewhere"]


def test_a_channel_is_about_its_link_and_then_what_was_used_in_it(channels: Channels) -> None:
    assert channels.about("C1", 8) == About()
    channels.record_use("C1", "U1", "cus_first")
    channels.record_use("C1", "U2", "cus_second")
    channels.record_use("C2", "U1", "cus_elsewhere")
    channels.record_use("", "U1", "cus_nowhere")
    channels.record_use("C1", "U2", "cus_first")
    channels.set_link("C1", "cus_linked", by="U1")

    assert channels.about("C1", 8) == About("cus_linked", ("cus_first", "cus_second"))
    assert channels.about("C1", 1) == About("cus_linked", ("cus_first",))
    assert channels.about("C2", 8) == About("", ("cus_elsewhere",))
