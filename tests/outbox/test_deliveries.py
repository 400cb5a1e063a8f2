"""The outbox's rows: who may work on them, and what a submission finds there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery, Notice, Post, State, TaskTaken
from bot.reference import referring
from bot.store.claims import LeaseLost
from bot.store.database import Database
from tests.store.clock import StoppedClock

LEASE = 30.0
FORM = 3.0


@pytest.fixture
def outbox(clock: StoppedClock) -> Deliveries:
    return Deliveries(clock)


def added(outbox: Deliveries, name: str = "one") -> Delivery:
    return outbox.add(name, f"request {name}", form_seconds=FORM)


def claimed(outbox: Deliveries) -> Delivery:
    delivery = outbox.claim(lease=LEASE)
    assert delivery is not None
    return delivery


def in_hand(outbox: Deliveries, **changes: Any) -> Delivery:
    """A delivery that a worker has taken and brought this far."""
    added(outbox)
    return outbox.advance(claimed(outbox), lease=LEASE, **changes)


def now(outbox: Deliveries, delivery: Delivery) -> Delivery:
    found = outbox.get(delivery.id)
    assert found is not None
    return found


class TestAdding:
    def test_a_new_one_is_due_at_once(self, outbox: Deliveries, clock: StoppedClock) -> None:
        delivery = added(outbox)

        assert (delivery.state, delivery.post, delivery.notice) == (State.WAITING, Post.NEW, Notice.NEW)
        assert delivery.form_until == clock.seconds + FORM
        assert claimed(outbox).id == delivery.id

    @pytest.mark.parametrize("post", [Post.NEW, Post.SENT, Post.CREATED])
    def test_the_same_again_joins_the_one_that_is_there(self, outbox: Deliveries, post: Post) -> None:
        first = in_hand(outbox, post=post, attempts=3)

        again = outbox.add(first.id, "another request", form_seconds=60)

        assert again == first
        assert outbox.counts()[State.WAITING] == 1
        assert outbox.claim(lease=LEASE) is None

    def test_the_same_again_joins_one_that_is_done(self, outbox: Deliveries) -> None:
        done = outbox.release(in_hand(outbox, post=Post.CREATED), state=State.DONE)

        assert outbox.add(done.id, done.request, form_seconds=FORM) == done

    def test_a_refused_one_starts_over(self, outbox: Deliveries, clock: StoppedClock) -> None:
        refused = in_hand(outbox, post=Post.REFUSED, reason="no", field="assignee", reference="cm-1", route=1)
        outbox.refusal_shown(refused.id)
        clock.seconds += 100

        with referring("cm-2"):
            again = outbox.add(refused.id, "corrected", form_seconds=FORM)

        assert (again.state, again.post, again.notice, again.route) == (
            State.WAITING,
            Post.NEW,
            Notice.NEW,
            0,
        )
        assert (again.request, again.reason, again.field, again.reference) == ("corrected", "", "", "cm-2")
        assert again.form_until == clock.seconds + FORM
        assert claimed(outbox).id == refused.id

    def test_one_that_starts_over_is_no_longer_its_workers(self, outbox: Deliveries) -> None:
        telling = in_hand(outbox, post=Post.REFUSED)

        again = added(outbox)

        with pytest.raises(LeaseLost):
            outbox.release(telling, state=State.FAILED, notice=Notice.POSTED)
        assert now(outbox, again) == again
        assert claimed(outbox).id == again.id


class TestClaiming:
    def test_the_one_that_has_been_due_longest_comes_first(
        self, outbox: Deliveries, clock: StoppedClock
    ) -> None:
        for name in ("first", "second", "third"):
            added(outbox, name)
            clock.seconds += 1
        outbox.release(claimed(outbox), next_try_in=0.5)
        clock.seconds += 1

        assert [claimed(outbox).id for _ in range(3)] == ["second", "third", "first"]
        assert outbox.claim(lease=LEASE) is None

    def test_what_was_put_off_waits_for_its_time(self, outbox: Deliveries, clock: StoppedClock) -> None:
        added(outbox)
        outbox.release(claimed(outbox), next_try_in=10.0)

        clock.seconds += 9
        assert outbox.claim(lease=LEASE) is None
        clock.seconds += 1
        assert claimed(outbox)

    @pytest.mark.parametrize("state", [State.DONE, State.FAILED])
    def test_what_has_ended_is_left_alone(
        self, outbox: Deliveries, clock: StoppedClock, state: State
    ) -> None:
        added(outbox)
        outbox.release(claimed(outbox), state=state)
        clock.seconds += 1000

        assert outbox.claim(lease=LEASE) is None

    def test_many_workers_at_once_take_each_row_once(self, database: Database) -> None:
        outbox = Deliveries(database)
        names = {added(outbox, f"row {number}").id for number in range(60)}
        start = Barrier(8)

        def work() -> list[str]:
            start.wait()
            return [delivery.id for delivery in iter(lambda: outbox.claim(lease=300), None)]

        with ThreadPoolExecutor(8) as pool:
            taken = [name for future in [pool.submit(work) for _ in range(8)] for name in future.result()]
        # A worker may find nothing while another is just taking the last row that it saw.
        taken += [delivery.id for delivery in iter(lambda: outbox.claim(lease=300), None)]

        assert len(taken) == len(names)
        assert set(taken) == names


class TestFencing:
    def test_a_lease_is_renewed_by_every_step(self, outbox: Deliveries, clock: StoppedClock) -> None:
        delivery = in_hand(outbox)
        for _ in range(5):
            clock.seconds += LEASE - 1
            assert outbox.claim(lease=LEASE) is None
            delivery = outbox.advance(delivery, lease=LEASE)

    def test_who_lost_the_lease_can_change_nothing(self, outbox: Deliveries, clock: StoppedClock) -> None:
        first = in_hand(outbox, post=Post.SENT)
        clock.seconds += LEASE
        second = claimed(outbox)

        for lease in (LEASE, 0.0):
            with pytest.raises(LeaseLost):
                outbox.advance(first, lease=lease, post=Post.CREATED, task_uuid="task")

        assert second.id == first.id
        assert now(outbox, second) == second
        assert outbox.advance(second, lease=LEASE, post=Post.CREATED).post is Post.CREATED

    def test_who_was_late_but_not_followed_goes_on(self, outbox: Deliveries, clock: StoppedClock) -> None:
        late = in_hand(outbox)
        clock.seconds += 10 * LEASE

        assert outbox.advance(late, lease=LEASE, post=Post.SENT).post is Post.SENT
        assert outbox.claim(lease=LEASE) is None

    def test_a_task_belongs_to_one_delivery(self, outbox: Deliveries) -> None:
        in_hand(outbox, post=Post.CREATED, task_uuid="task 1")
        added(outbox, "other")
        other = claimed(outbox)

        with pytest.raises(TaskTaken):
            outbox.advance(other, lease=LEASE, post=Post.CREATED, task_uuid="task 1")

        assert now(outbox, other) == other
        assert outbox.claimed_tasks(["task 1", "task 2"]) == {"task 1"}
        assert outbox.advance(other, lease=LEASE, task_uuid="task 2").task_uuid == "task 2"


class TestForms:
    def test_a_refusal_that_the_form_has_shown_is_not_told_again(
        self, outbox: Deliveries, clock: StoppedClock
    ) -> None:
        refused = in_hand(outbox, post=Post.REFUSED)

        shown = outbox.refusal_shown(refused.id)

        assert (shown.state, shown.notice) == (State.FAILED, Notice.POSTED)
        with pytest.raises(LeaseLost):
            outbox.advance(refused, lease=LEASE, notice=Notice.SENT)
        clock.seconds += 1000
        assert outbox.claim(lease=LEASE) is None

    @pytest.mark.parametrize("post", [Post.NEW, Post.SENT, Post.CREATED])
    def test_only_a_refusal_can_have_been_shown_as_one(self, outbox: Deliveries, post: Post) -> None:
        delivery = in_hand(outbox, post=post)

        assert outbox.refusal_shown(delivery.id) == delivery
        assert outbox.advance(delivery, lease=LEASE).state is State.WAITING


class TestRetrying:
    @pytest.mark.parametrize(
        ("post", "notice"),
        [
            (Post.NEW, Notice.NEW),
            (Post.SENT, Notice.NEW),
            (Post.CREATED, Notice.NEW),
            (Post.CREATED, Notice.SENT),
        ],
    )
    def test_a_waiting_one_goes_on_where_it_was(
        self, outbox: Deliveries, clock: StoppedClock, post: Post, notice: Notice
    ) -> None:
        waiting = outbox.release(
            in_hand(outbox, post=post, notice=notice, route=1, sent_in=0.0), attempts=9, next_try_in=60.0
        )
        clock.seconds += 1

        assert outbox.retry(waiting.id)

        again = claimed(outbox)
        assert again.attempts == 0
        assert (again.post, again.notice, again.route) == (post, notice, 1)
        assert again.sent_at == waiting.sent_at

    def test_one_in_hand_stays_with_its_worker(self, outbox: Deliveries) -> None:
        delivery = in_hand(outbox, post=Post.SENT)

        assert outbox.retry(delivery.id)

        assert outbox.claim(lease=LEASE) is None
        assert outbox.advance(delivery, lease=LEASE, post=Post.CREATED).post is Post.CREATED

    @pytest.mark.parametrize("state", [State.WAITING, State.FAILED])
    def test_a_refused_one_starts_over(self, outbox: Deliveries, state: State) -> None:
        refused = in_hand(outbox, post=Post.REFUSED, reason="no", field="assignee", notice=Notice.SENT)
        outbox.release(refused, state=state, notice=Notice.POSTED, next_try_in=60.0)

        assert outbox.retry(refused.id)

        again = claimed(outbox)
        assert (again.post, again.notice, again.reason, again.field) == (Post.NEW, Notice.NEW, "", "")
        assert again.form_until == 0.0
        with pytest.raises(LeaseLost):
            outbox.release(refused, state=State.FAILED)

    def test_a_done_one_is_left_alone(self, outbox: Deliveries) -> None:
        done = outbox.release(in_hand(outbox, post=Post.CREATED), state=State.DONE)

        assert not outbox.retry(done.id)
        assert now(outbox, done) == done

    def test_there_must_be_one(self, outbox: Deliveries) -> None:
        assert not outbox.retry("nothing")


def test_counting_and_listing(outbox: Deliveries, clock: StoppedClock) -> None:
    assert outbox.counts() == dict.fromkeys(State, 0)
    for name, state in (("a1", State.DONE), ("a2", State.FAILED), ("b1", State.WAITING), ("b2", State.DONE)):
        added(outbox, name)
        outbox.release(claimed(outbox), state=state, next_try_in=1000.0)
        clock.seconds += 1

    counted = {State.WAITING: 1, State.DONE: 2, State.FAILED: 1}
    assert outbox.counts() == {**dict.fromkeys(State, 0), **counted}
    assert [row.id for row in outbox.listed(State, limit=3)] == ["b2", "b1", "a2"]
    assert [row.id for row in outbox.listed([State.DONE], limit=9)] == ["b2", "a1"]
    assert [row.id for row in outbox.matching("b2")] == ["b2"]
    assert len(outbox.matching("a")) == 2
    assert outbox.matching("%") == []
    assert outbox.get("nothing") is None
