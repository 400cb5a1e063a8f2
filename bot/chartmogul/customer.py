"""A ChartMogul customer and contact, as far as the bot needs them."""

from __future__ import annotations

from pydantic import Field

from bot.chartmogul.record import Day, Email, Id, Number, Record, Text, WebAddress


class Customer(Record):
    """A customer (https://dev.chartmogul.com/reference/customers)."""

    uuid: Id
    id: Number = None
    external_id: Text = ""
    name: Text = ""
    company: Text = ""
    email: Email = ""
    status: Text = ""
    owner: Email = ""
    website_url: Text = ""
    url: WebAddress = Field(default="", alias="chartmogul-url")
    mrr: Number = None
    """Monthly recurring revenue in the currency's smallest unit; None also for what cannot be one."""
    currency: Text = ""
    """ISO 4217."""
    since: Day = Field(default=None, alias="customer-since")
    """When they first paid."""

    @property
    def label(self) -> str:
        """What people call the customer: its name, else its company, e-mail or id."""
        names = (self.name, self.company, self.email, self.external_id)
        return next(filter(_shows, names), self.uuid)


def _shows(text: str) -> bool:
    return any(character.isprintable() and not character.isspace() for character in text)


class Contact(Record):
    """A person at a customer (https://dev.chartmogul.com/reference/contacts)."""

    uuid: Id
    customer_uuid: Text = ""
    first_name: Text = ""
    last_name: Text = ""
    email: Email = ""
