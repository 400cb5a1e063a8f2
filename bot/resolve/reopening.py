"""A task that ChartMogul refused → the form to try again with."""

from __future__ import annotations

from bot.directory.customers import Directory
from bot.directory.sync_progress import SyncProgress
from bot.notes.drafts import Drafts
from bot.request import Request
from bot.resolve.advice import Adviser
from bot.resolve.customer import CustomerFinder
from bot.resolve.days import next_working_day
from bot.resolve.glances import Glances
from bot.resolve.gone_customer import Gone
from bot.resolve.note_offer import offered_again
from bot.resolve.own_task import OwnTask, OwnTasks
from bot.resolve.refusal import Refusals
from bot.resolve.today import today_of
from bot.runtime import Runtime
from bot.slack.budget import Budget
from bot.slack.conversation import Audience
from bot.store.database import DatabaseUnavailable
from bot.views.add_link import reopened_link
from bot.views.form import Form
from bot.workspace.lookups import Lookups, NotInTime
from bot.workspace.whereabouts import Place, Whereabouts

SECONDS = 1.0
"""For asking ChartMogul what became of a customer that it refused: the form must open in time."""

OPENING = 1.5
"""Seconds from the click for asking Slack who and where this is, as for a new form."""

LEARNING = 1.5
"""Seconds from the click in which the form waits for what is learnt from that, the database included."""


class Reopenings:
    """Opens what was typed again, for nobody but who typed it."""

    def __init__(
        self,
        *,
        own_tasks: OwnTasks,
        refusals: Refusals,
        whereabouts: Whereabouts,
        customers: CustomerFinder,
        adviser: Adviser,
        glances: Glances,
        directory: Directory,
        sync: SyncProgress,
        drafts: Drafts,
        lookups: Lookups,
        runtime: Runtime,
    ) -> None:
        self._own_tasks = own_tasks
        self._refusals = refusals
        self._whereabouts = whereabouts
        self._customers = customers
        self._adviser = adviser
        self._glances = glances
        self._directory = directory
        self._sync = sync
        self._drafts = drafts
        self._lookups = lookups
        self._runtime = runtime

    def form(self, delivery_id: str, *, by: str, budget: Budget) -> Form | None:
        """The form filled as it was; None for anybody else.

        Args:
            by: Slack user id of who wants it.
            budget: of the request that the form answers.

        Raises:
            NotOnRecord: the delivery was forgotten.
            DatabaseUnavailable: the store is away.
        """
        own = self._own_tasks.find(delivery_id, by=by)
        if own is None:
            return None
        return self._again(
            own.request,
            is_email_refused=own.delivery.field == "assignee",
            gone=self._learnt(own, budget),
            budget=budget,
        )

    def _learnt(self, own: OwnTask, budget: Budget) -> Gone | None:
        """What became of the customer, if that is known in time: the form does as well without it."""
        try:
            return self._lookups.run(
                lambda: self._refusals.learn(own.delivery, own.request, seconds=SECONDS),
                seconds=budget.left(LEARNING),
            )
        except (DatabaseUnavailable, NotInTime):
            return None

    def _again(self, request: Request, *, is_email_refused: bool, gone: Gone | None, budget: Budget) -> Form:
        """The form as it was filled.

        Args:
            is_email_refused: whether it was the assignee's e-mail that ChartMogul did not take.
            gone: what became of the customer, if that was the reason.
        """
        task, origin = request.task, request.origin
        known = self._whereabouts.gather(
            [request.asked_by, request.assignee],
            Place(origin.channel_id) if origin.channel_id else None,
            seconds=budget.left(OPENING),
        )
        today = today_of(known.people.get(request.asked_by), self._runtime.now())
        customer = self._directory.get(task.customer_uuid)
        looking = self._glances.begin(customer, asker=request.asked_by, budget=budget)
        owner = self._adviser.owner_of(customer, seconds=budget.left(OPENING))
        draft = self._drafts.get(request.keep.draft, of=request.asked_by) if request.keep else None
        details, link = reopened_link(origin, task.task_details)
        return Form(
            origin=origin.named(known.channel),
            loading=self._sync.loading(),
            assignee=request.assignee,
            advice=self._adviser.on(
                customer=customer,
                owner=owner,
                assignee=known.people.get(request.assignee),
                asker=request.asked_by,
                refused=is_email_refused,
                told=request.told,
            ),
            due_date=task.due_date if task.due_date >= today else next_working_day(today),
            details=details,
            link=link,
            customer=customer,
            glance=looking.glance(owner),
            already=looking.already(origin, details),
            twins=self._customers.twins(customer),
            likely=(gone.successor.uuid,) if gone and gone.successor else (),
            note=offered_again(request.keep, draft),
            draft=draft,
            notice=gone.explanation if gone else "",
            audience=known.audience,
            # Outsiders may have come since: then it is to be chosen anew.
            announce=request.announce if known.audience is Audience.COLLEAGUES else None,
        )
