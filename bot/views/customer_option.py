"""The field in which a customer is chosen, and a customer as one line of its list."""

from __future__ import annotations

from slack_sdk.models.blocks import ExternalDataSelectElement, InputBlock, Option, PlainTextObject

from bot.customer import Customer
from bot.views.mrkdwn import shorten

CUSTOMER = "customer"
"""The field: both its block's id and its action's."""

OPTION_TEXT_MAX = 75
"""Most characters of an option (https://docs.slack.dev/reference/block-kit/composition-objects/option-object)."""

LABEL_MIN = 30
"""A long name is cut down to this many characters before anything that tells twins apart is."""


def customer_input(chosen: Customer | None, *, tells_at_once: bool = False) -> InputBlock:
    """The field, searched as one types.

    Args:
        tells_at_once: whether the bot hears of the choice before the form is submitted.
    """
    return InputBlock(
        block_id=CUSTOMER,
        label="Customer",
        element=ExternalDataSelectElement(
            action_id=CUSTOMER,
            placeholder="Name, e-mail, website, or paste a ChartMogul link",
            min_query_length=0,
            initial_option=customer_option(chosen) if chosen else None,
        ),
        dispatch_action=tells_at_once,
    )


def customer_option(customer: Customer) -> Option:
    """An option whose text also tells twins apart: company, e-mail or website, status."""
    return Option(value=customer.uuid, text=PlainTextObject(text=customer_line(customer)))


def customer_line(customer: Customer) -> str:
    """Name, company, e-mail (else website) and status in at most 75 characters."""
    label = " ".join(customer.label.split())
    company = " ".join(customer.company.split())
    known = (company, customer.email or _site(customer.website_url), customer.status)
    rest = "".join(f" · {part}" for part in known if part and part.casefold() != label.casefold())
    label = shorten(label, max(LABEL_MIN, OPTION_TEXT_MAX - len(rest)))
    return shorten(label + rest, OPTION_TEXT_MAX)


def _site(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").strip("/")
