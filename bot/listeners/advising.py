"""What the form says below its assignee, for the customer and the person chosen."""

from __future__ import annotations

from bot.chartmogul.customer import Customer
from bot.services import Services
from bot.slack.person import Person
from bot.views.assignee import Advice, EmailQuestion


def owner_of(services: Services, customer: Customer | None, *, seconds: float) -> Person | None:
    """The colleague who owns the customer in ChartMogul, if they are in Slack and that is known in time.

    Raises:
        DatabaseUnavailable: the store is away.
    """
    if customer is None or not customer.owner:
        return None
    return services.whereabouts.by_email(customer.owner, seconds=seconds)


def advice_on(
    services: Services,
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

    Raises:
        DatabaseUnavailable: the store is away.
    """
    is_plain = owner is None or (assignee is not None and owner.id == assignee.id == asker)
    return Advice(
        assignee=assignee.id if assignee else "",
        owner="" if owner is None or is_plain else owner.id,
        customer_name=customer.label if customer else "",
        is_left_over=(
            assignee is not None and assignee.id == suggested and (owner is None or owner.id != suggested)
        ),
        question=_question(services, assignee, asker, refused=refused, told=told),
    )


def _question(
    services: Services, assignee: Person | None, asker: str, *, refused: bool, told: str
) -> EmailQuestion | None:
    usual = services.assignees.usual_email(assignee)
    if assignee is None or usual is None:
        return None
    is_asker = assignee.id == asker
    if told and not refused:
        return EmailQuestion(assignee.id, assignee.name, usual, is_asker=is_asker, told=told)
    email = told or usual
    if not email or refused or _is_doubtful(services, assignee, email, is_asker=is_asker):
        return EmailQuestion(assignee.id, assignee.name, email, is_asker=is_asker, refused=refused)
    return None


def _is_doubtful(services: Services, assignee: Person, email: str, *, is_asker: bool) -> bool:
    """Whether to ask for another e-mail before ChartMogul has refused this one."""
    # Before all customers were read once, every e-mail is new to the bot: no reason to doubt one.
    if services.sync.loading() is not None or services.assignees.is_known(email):
        return False
    # What people say of themselves, nobody else is asked about.
    return is_asker or not services.assignees.has_told(assignee)
