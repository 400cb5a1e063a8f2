"""A mistake of our own is told where somebody ran into it, in words that fit what they did."""

from __future__ import annotations

from sqlalchemy import update

from bot.store.schema import preferences
from tests.scenarios.running import World, eventually


def test_what_is_said_fits_what_somebody_did(world: World) -> None:
    anna = world.slack.person(world.anna)
    anna.open_home()
    eventually(lambda: "home_settings" in str(anna.home))
    anna.click_view("home_settings", home=True)
    assert anna.submit().closed
    anna.click_view("home_settings", home=True)
    with world.application.rooms.database.writing() as connection:
        # As a version of the bot might write it that this one has not heard of.
        connection.execute(update(preferences).values(due="at_full_moon"))

    saved = anna.submit()
    anna.close()
    anna.click_view("home_settings", home=True)
    anna.command(world.channel, "/cm-task", "Send the quote")

    assert ["on my side, and nothing was saved." in said for said in saved.errors.values()] == [True]
    [clicked] = eventually(lambda: world.slack.dms(world.anna))
    assert "on my side, and nothing was changed." in clicked.text
    [typed] = world.slack.ephemerals(world.channel, world.anna)
    assert "on my side, and nothing was created or changed." in typed.text
    assert "You wrote: Send the quote" in typed.text
