"""One person is forgotten: nothing names them any more, and nobody else loses what is theirs."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.boards.board import Group, Listed
from bot.boards.boards import Boards
from bot.chartmogul.task import Task
from bot.directory.customers import Directory
from bot.mornings.digests import Digests
from bot.notes.drafts import Drafts
from bot.notes.notes import Notes
from bot.outbox.delivery import Post, State
from bot.request import Draft, Letter
from bot.retention.everything import BOOKKEEPING
from bot.retention.forgetting import Forgetting
from bot.retention.traces import traces
from bot.retention.who import Who, find
from bot.store.schema import deliveries, links, metadata
from bot.workspace.channels import Channels
from bot.workspace.people import People
from bot.workspace.preferences import PreferenceStore
from tests.retention.office import BEN, Office, a_request, person

BENS = ("UBEN", "ourcompany.test", "Okafor")


def everything(office: Office) -> str:
    """All that stands in the database, as text."""
    return office.holds(*metadata.sorted_tables)


def forget(office: Office, name: str = "UBEN") -> dict[str, int]:
    """Forget somebody; how many rows of each table that were."""
    forgetting, who = Forgetting(office.clock), find(office.clock, name)
    assert forgetting.waiting(who) == []
    counted: dict[str, int] = {}
    before = forgetting.preview(who)
    for found in forgetting.forget(who):
        counted[found.table] = counted.get(found.table, 0) + found.rows
    assert sum(found.rows for found in before) == sum(counted.values())
    assert forgetting.preview(who) == []
    return counted


def test_wherever_they_are(office: Office, ben: People) -> None:
    ben.set_own_email("UBEN", "b.okafor@ourcompany.test")
    PreferenceStore(office.clock).set_keep_note("UBEN", is_on=True)
    channels = Channels(office.clock)
    channels.record_use("C1", "UBEN", "cus_1")
    channels.set_link("C1", "cus_1", by="UBEN")
    Digests(office.clock).switch_on("C1", by="UBEN")
    Directory(office.clock).remember_email(BEN)
    Drafts(office.clock).put(Draft(id="d1", person="UBEN", text="Okafor says"))
    Drafts(office.clock).put(Draft(id="d2", person="UANNA", text="said", author="UBEN"))
    boards = Boards(office.clock)
    boards.open_home("UBEN", reading_for=0.0)
    listed = Listed(heading="Tasks of <@UBEN>", groups=(Group(uuids=("tsk_1",)),), assignees=(BEN,))
    boards.add_message("C1", "1.0", listed, {"tsk_1": 1})
    office.deliver("asked", a_request(asked_by="UBEN", assignee="UANNA", email="anna@elsewhere.test"))
    letter = Letter(
        to="UANNA", message={"text": "\n<@UBEN> gave you this"}, mark="m", board=listed.model_dump_json()
    )
    office.deliver("letter", letter)
    office.know("tsk_1", assignee_user="UBEN", assignee=BEN)
    office.know("tsk_2", asked_by="UBEN", assignee_user="UANNA", assignee="anna@elsewhere.test")
    office.places.add("DANNA", "1.0", "tsk_2", shown=1, intro="<@UBEN> gave you this task.")
    office.change("changed")
    assert [word for word in BENS if word not in everything(office)] == []

    counted = forget(office)

    assert [word for word in BENS if word in everything(office)] == []
    assert set(counted) == {
        *("aliases", "preferences", "uses", "links", "digests", "known_emails", "drafts", "boards"),
        *("deliveries", "tasks", "cards", "changes", "people"),
    }


def test_a_task_and_its_card_go_once_however_often_they_are_named_there(office: Office, ben: People) -> None:
    office.know("tsk_1", assignee_user="UBEN", assignee=BEN, asked_by="UBEN")
    office.places.add("DBEN", "1.0", "tsk_1", shown=1, intro="<@UBEN>, you gave yourself this task.")

    assert forget(office) == {"people": 1, "tasks": 1}

    assert [word for word in BENS if word in everything(office)] == []


def test_nobody_else_loses_anything(office: Office, ben: People) -> None:
    ben.set_own_email("UANNA", "a.berg@elsewhere.test")
    channels = Channels(office.clock)
    channels.set_link("C1", "cus_1", by="UBEN")
    channels.record_use("C1", "UANNA", "cus_1")
    mine = a_request(assignee="UANNA", email="reuben@ourcompany.test")
    office.deliver("mine", mine)
    office.know("tsk_1", assignee_user="UANNA", assignee="anna@elsewhere.test")
    before = everything(office)

    assert forget(office) == {"people": 1, "links": 1}

    after = everything(office)
    assert [line for line in before.splitlines() if line not in after and "UBEN" not in line] == []
    with office.clock.reading() as connection:
        assert connection.execute(select(links.c.customer_uuid, links.c.set_by)).all() == [("cus_1", "")]


def test_a_request_of_theirs_stays_known_by_its_id_and_its_task_accounted_for(
    office: Office, ben: People
) -> None:
    request = a_request(asked_by="UBEN")
    office.deliver("one", request, task_uuid="tsk_9")

    forget(office)

    again = office.deliveries.add("one", request.model_dump_json(), form_seconds=1.0)
    assert (again.post, again.state, again.is_forgotten) == (Post.CREATED, State.DONE, True)
    assert office.deliveries.claimed_tasks(["tsk_9"]) == {"tsk_9"}


def test_nothing_goes_as_long_as_something_waits_that_names_them(office: Office, ben: People) -> None:
    office.deliver("noted", note="", task_uuid="tsk_9")
    office.deliver("waits", state=State.WAITING)
    change = office.change("change", ends=False)

    waiting = Forgetting(office.clock).waiting(find(office.clock, "UBEN"))

    assert waiting == ["delivery waits", "the note beside delivery noted", f"change {change.id}"]


def test_what_begins_to_wait_meanwhile_stays(office: Office, ben: People) -> None:
    office.deliver("waits", a_request(asked_by="UBEN"), state=State.WAITING)
    office.change("change", ends=False)

    Forgetting(office.clock).forget(find(office.clock, "UBEN"))

    delivery = office.deliveries.get("waits")
    assert delivery
    assert not delivery.is_forgotten
    assert office.changes.unfinished(limit=9)[0].change.by == "UANNA"


def test_a_message_to_them_that_waits_is_not_sent_any_more(office: Office, ben: People) -> None:
    office.deliveries.add_letter("l", Letter(to="UBEN", message={"text": "Hi"}, mark="m").model_dump_json())
    in_hand = office.deliveries.claim(lease=30.0)
    assert in_hand

    forget(office)

    assert office.deliveries.claim(lease=30.0) is None
    with office.clock.reading() as connection:
        [token] = connection.scalars(select(deliveries.c.token))
    assert token > in_hand.token


@pytest.mark.parametrize(
    ("state", "post", "ends"),
    [
        (State.UNTOLD, Post.CREATED, State.DONE),
        (State.UNTOLD, Post.REFUSED, State.FAILED),
        (State.UNSURE, Post.UNSURE, State.DONE),
    ],
)
def test_what_they_were_to_be_told_or_to_say_ends(
    office: Office, ben: People, state: State, post: Post, ends: State
) -> None:
    office.deliver("one", a_request(asked_by="UBEN"), state=state, post=post, note="")
    who = find(office.clock, "UBEN")
    assert Forgetting(office.clock).in_doubt(who) == (["one"] if state is State.UNSURE else [])
    if post is Post.CREATED:
        note = Notes(office.clock).claim(lease=30.0, longest=300.0)
        assert note
        Notes(office.clock).advance(note, lease=0.0, state="kept")

    forget(office)

    delivery = office.deliveries.get("one")
    assert delivery
    assert (delivery.state, delivery.is_forgotten) == (ends, True)
    assert Notes(office.clock).claim(lease=30.0, longest=300.0) is None


def test_what_others_are_to_be_told_stays_and_is_counted(office: Office, ben: People) -> None:
    office.deliver("one", state=State.UNTOLD)
    office.deliver("two", state=State.UNSURE, post=Post.UNSURE)
    before = [office.deliveries.get(name) for name in ("one", "two")]

    forget(office)

    assert [office.deliveries.get(name) for name in ("one", "two")] == before
    assert Forgetting(office.clock).remains(find(office.clock, "UBEN")).of_others == 2


def test_they_do_not_come_back_but_by_using_the_bot(office: Office, ben: People) -> None:
    forget(office)

    ben.remember(person("UBEN", BEN, "Ben Okafor"))
    assert ben.get("UBEN") is None
    ben.remember(person("UBEN", BEN, "Ben Okafor"), acts=True)
    ben.remember(person("UBEN", BEN, "Ben O."))

    found = ben.get("UBEN")
    assert found
    assert found.name == "Ben O."
    assert ben.get("UANNA")


def test_every_table_was_thought_of() -> None:
    forgotten = {trace.table.name for trace in traces(Who(("UBEN",), (BEN,)))}
    with_others = {"board_tasks", "notes"}
    of_customers = {"contacts", "customer_keys", "customer_words", "customers", "words"}
    of_syncs = {"sync_progress", "sync_seen"}
    of_nobody = {"channels", "forgotten", "upkeep", *BOOKKEEPING}

    assert forgotten | with_others | of_customers | of_syncs | of_nobody == set(metadata.tables)


def test_no_number_of_a_change_is_given_out_again(office: Office, ben: People) -> None:
    before = office.change("a").id

    forget(office)

    assert office.change("b").id > before


def test_by_an_e_mail_that_chartmogul_knows_alone(office: Office) -> None:
    office.tasks.learn([Task(task_uuid="tsk_1", assignee="Kim@OurCompany.test")], as_of=office.clock.seconds)

    assert forget(office, " kim@ourcompany.TEST ") == {"tasks": 1}

    assert "ourcompany" not in everything(office).casefold()


def test_what_names_an_e_mail_of_several_stays(office: Office, ben: People) -> None:
    for user in ("UBEN", "UANNA"):
        ben.set_own_email(user, "sales@ourcompany.test")
    office.know("tsk_1", assignee_user="UANNA", assignee="sales@ourcompany.test")
    office.deliver("one", a_request(assignee="UANNA", email="sales@ourcompany.test"))

    assert forget(office) == {"people": 1, "aliases": 1}

    assert find(office.clock, "UANNA").emails == ("anna@elsewhere.test", "sales@ourcompany.test")
