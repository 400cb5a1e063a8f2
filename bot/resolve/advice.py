"""What the form says below its assignee: who owns the customer, and a question about an e-mail."""

from __future__ import annotations

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.directory.sync_progress import SyncProgress
from bot.resolve.assignee import AssigneeFinder
from bot.slack.budget import Budget
from bot.slack.payloads import InForm
from bot.slack.person import Person
from bot.views.assignee import Advice, EmailQuestion
from bot.views.form import Field
from bot.workspace.whereabouts import Whereabouts

SECONDS = 0.8
"""For asking Slack who the assignee and the customer's owner are, when either is chosen in an open form."""


class Adviser:
    """Advises on the assignee of a customer's task.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(
        self,
        whereabouts: Whereabouts,
        directory: Directory,
        assignees: AssigneeFinder,
        sync: SyncProgress,
    ) -> None:
        self._whereabouts = whereabouts
        self._directory = directory
        self._assignees = assignees
        self._sync = sync

    def anew(self, filled: InForm, budget: Budget, *, refused: bool = False) -> Advice:
        """The lines for what is chosen in an open form now.

        Args:
            refused: whether ChartMogul has just refused this assignee.
        """
        return self.with_owner(filled, budget, refused=refused)[0]

    def with_owner(
        self, filled: InForm, budget: Budget, *, refused: bool = False
    ) -> tuple[Advice, Person | None]:
        """`anew`, and who owns the customer, if Slack says so in time."""
        asking = budget.part(SECONDS)
        chosen = filled.person(Field.ASSIGNEE)
        people = self._whereabouts.gather([chosen], seconds=asking.left()).people
        customer = self._directory.get(filled.option(Field.CUSTOMER))
        owner = self.owner_of(customer, seconds=asking.left())
        advice = self.on(
            customer=customer,
            owner=owner,
            assignee=people.get(chosen),
            asker=filled.user.id,
            suggested=filled.view.memory.owner,
            refused=refused,
        )
        return advice, owner

    def owner_of(self, customer: Customer | None, *, seconds: float) -> Person | None:
        """The colleague who owns the customer in ChartMogul, if Slack knows them and says so in time."""
        if customer is None or not customer.owner:
            return None
        return self._whereabouts.by_email(customer.owner, seconds=seconds)

    def on(
        self,
        *,
        customer: Customer | None,
        owner: Person | None,
        assignee: Person | None,
        asker: str,
        suggested: str = "",
        refused: bool = False,
        told: str = "",
    ) -> Advice:
        """The lines for this choice. Nobody is told that they own a customer and get their own task.

        Args:
            suggested: the assignee that was suggested for owning the customer that the form began with.
            refused: whether ChartMogul has just refused this assignee.
            told: the assignee's e-mail as it was written for this task before.
        """
        is_plain = owner is None or (assignee is not None and owner.id == assignee.id == asker)
        return Advice(
            assignee=assignee.id if assignee else "",
            owner="" if owner is None or is_plain else owner.id,
            customer_name=customer.label if customer else "",
            is_left_over=(
                assignee is not None and assignee.id == suggested and (owner is None or owner.id != suggested)
            ),
            question=self._question(assignee, asker, refused=refused, told=told),
        )

    def _question(
        self, assignee: Person | None, asker: str, *, refused: bool, told: str
    ) -> EmailQuestion | None:
        usual = self._assignees.usual_email(assignee)
        if assignee is None or usual is None:
            return None
        is_asker = assignee.id == asker
        if told and not refused:
            return EmailQuestion(assignee.id, assignee.name, usual, is_asker=is_asker, told=told)
        email = told or usual
        if not email or refused or self._is_doubtful(assignee, email, is_asker=is_asker):
            return EmailQuestion(assignee.id, assignee.name, email, is_asker=is_asker, refused=refused)
        return None

    def _is_doubtful(self, assignee: Person, email: str, *, is_asker: bool) -> bool:
        """Whether to ask for another e-mail before ChartMogul has refused this one."""
        # Before all customers were read once, every e-mail is new to the bot: no reason to doubt one.
        if self._sync.loading() is not None or self._assignees.is_known(email):
            return False
        # What people say of themselves, nobody else is asked about.
        return is_asker or not self._assignees.has_told(assignee)
