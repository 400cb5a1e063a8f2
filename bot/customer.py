"""A ChartMogul customer and contact, as far as the bot needs them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Text = Annotated[str, BeforeValidator(lambda value: value or "")]
"""ChartMogul writes an absent name, company or e-mail as null or `""`; here it is always `""`."""


class Customer(BaseModel):
    """A customer (https://dev.chartmogul.com/reference/customers). Unknown fields are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True)

    uuid: str
    id: int | None = None
    external_id: Text = ""
    name: Text = ""
    company: Text = ""
    email: Text = ""
    status: Text = ""
    owner: Text = ""
    website_url: Text = ""
    url: Text = Field(default="", alias="chartmogul-url")

    @property
    def label(self) -> str:
        """What people call the customer: its name, else its company, e-mail or id."""
        return self.name or self.company or self.email or self.external_id or self.uuid


class Contact(BaseModel):
    """A person at a customer (https://dev.chartmogul.com/reference/contacts)."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    uuid: str
    customer_uuid: Text = ""
    first_name: Text = ""
    last_name: Text = ""
    email: Text = ""
