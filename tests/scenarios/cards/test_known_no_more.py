"""A card of a task of which the bot knows nothing: its database was lost, or the card is another one's."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from bot.outbox.delivery import State
from bot.store.schema import cards, tasks
from tests.scenarios.cards.on_card import OnCard, card_for, uuid_of
from tests.scenarios.running import World, eventually


def unknown_card(world: World) -> OnCard:
    """The card of a task, both of which the bot has forgotten."""
    card = card_for(world)
    rooms = world.application.rooms
    eventually(lambda: not rooms.deliveries.counts()[State.WAITING])
    with rooms.database.writing() as connection:
        connection.execute(delete(tasks))
        connection.execute(delete(cards))
    return card


def test_it_is_edited_and_followed(world: World) -> None:
    card = unknown_card(world)
    anna = world.slack.person(world.anna)

    card.click(world.anna, "edit_task")
    anna.fill("details", "Send two quotes")
    assert anna.submit().closed

    card.says("Send two quotes")
    world.chartmogul.change_task(card.uuid, due_date="2037-03-03")
    card.says("Tue 3 Mar 2037")


def test_to_look_at_its_form_is_enough(world: World) -> None:
    card = unknown_card(world)
    world.chartmogul.complete_task(card.uuid)

    card.click(world.anna, "edit_task")

    view = world.slack.person(world.anna).view
    assert view is not None
    assert "was completed meanwhile" in str(view.blocks)
    card.says("Completed in ChartMogul")
    world.slack.person(world.anna).close()


def test_one_that_was_deleted_keeps_no_buttons_whatever_is_clicked(world: World) -> None:
    for action_id, value in (("complete_task", None), ("edit_task", None), ("task_menu", "delete")):
        card = unknown_card(world)
        world.chartmogul.delete_task(card.uuid)

        card.click(world.anna, action_id, value)

        card.says("Deleted in ChartMogul")
        assert card.buttons == []
        assert "a contact" not in card.shown
        view = world.slack.person(world.anna).view
        if view is not None:
            assert "was deleted in ChartMogul" in str(view.blocks)
            world.slack.person(world.anna).close()


def test_who_clicked_on_one_that_was_deleted_is_told_and_of_no_contact(world: World) -> None:
    card = unknown_card(world)
    world.chartmogul.delete_task(card.uuid)

    card.click(world.ben, "complete_task")

    [told] = eventually(lambda: card.told(world.ben))
    assert told.startswith("I did not complete this task. This task was deleted in ChartMogul")


def test_a_task_that_seemed_gone_before_it_was_known(world: World) -> None:
    """ChartMogul may not show yet what it has just made."""
    rooms = world.application.rooms
    anna = world.slack.person(world.anna)
    world.slack.fail("chat.postMessage", error="service_unavailable", times=1)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    assert anna.submit().closed
    [made] = eventually(lambda: world.chartmogul.tasks)
    rooms.live.tasks.lost(str(made["task_uuid"]))

    [message] = eventually(lambda: world.slack.messages(world.channel))

    card = OnCard(world, world.channel, message.ts, str(made["task_uuid"]))
    eventually(lambda: not rooms.deliveries.counts()[State.WAITING])
    card.click(world.anna, "complete_task")
    card.says(f"Asked by <@{world.anna}>", "Completed by")


def unnoticed_card(world: World) -> OnCard:
    """The card of a task for Ben, of which Slack does not say that it stands."""
    world.slack.fail("chat.postMessage", kind="drop_after_commit")
    world.slack.fail("conversations.history", error="service_unavailable", times=None)
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    anna.fill("assignee", world.ben)
    assert anna.submit().closed
    [message] = eventually(lambda: [m for m in world.slack.messages(world.channel) if m.bot_id])
    return OnCard(world, world.channel, message.ts, uuid_of(message))


@pytest.mark.parametrize("who", ["anna", "ben"])
def test_one_that_was_not_noticed_is_deleted_by_who_asked_for_it_and_who_has_it(
    world: World, who: str
) -> None:
    card = unnoticed_card(world)
    person = world.slack.person(getattr(world, who))

    card.choose(person.id, "delete")

    assert world.application.rooms.deliveries.counts()[State.WAITING] == 1
    assert person.submit().closed
    eventually(lambda: not card.is_in_chartmogul)


def test_and_by_nobody_else(world: World) -> None:
    card = unnoticed_card(world)
    zoe = world.slack.person(world.slack.add_person("zoe", email="zoe@ourcompany.test"))

    card.choose(zoe.id, "delete")

    assert zoe.view is not None
    assert f"Only <@{world.anna}> or <@{world.ben}> can delete this task." in str(zoe.view.blocks)
