"""The words that samples are drawn with, and what is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.chartmogul.customer import Customer
from bot.slack.conversation import Origin
from bot.task import DETAILS_MAX
from bot.views.card import Card
from bot.views.edit import TaskMemory
from bot.views.uncreated import Uncreated
from bot.views.unkept import Unkept

TASK = "00000000-0000-4000-8000-000000000001"
CUSTOMER = "cus_00000000-0000-4000-8000-000000000002"
DELIVERY = "0" * 32
REFERENCE = "cm-0a1b2c"
DAY = date(2026, 12, 4)
ANNA, BEN = "U0SAMPLE1", "U0SAMPLE2"


@dataclass(frozen=True)
class Words:
    """What people, ChartMogul and Slack may say in a view."""

    name: str = "Acme Corporation"
    """What a customer or a colleague is called."""
    details: str = "Send the renewal quote"
    """What is to be done."""
    reason: str = "ChartMogul did not accept this assignee."
    """Why something was not done, or any other text."""
    slug: str = "1-acme"
    """The end of a customer's address in ChartMogul."""
    email: str = "anna@ourcompany.example"
    amount: int = 123_456

    @property
    def url(self) -> str:
        """A customer's address in ChartMogul."""
        return f"https://app.chartmogul.com/#/customers/{self.slug}" if self.slug else ""

    @property
    def written(self) -> str:
        """What is to be done, as a form takes it."""
        return self.details[:DETAILS_MAX].strip() or "x"

    def origin(self, *, is_beside: bool = True) -> Origin:
        """A message in a channel's thread, or the channel."""
        place = Origin(
            team_id="T0SAMPLE1", team_domain="ourcompany", channel_id="C0SAMPLE1", channel_name=self.name[:80]
        )
        ts = "1700000000.000100"
        return place.model_copy(update={"thread_ts": ts, "message_ts": ts}) if is_beside else place

    def customer(self) -> Customer:
        """A customer."""
        return Customer(
            uuid=CUSTOMER,
            name=self.name,
            company=self.name,
            email=self.email,
            status=self.reason,
            owner=self.email,
            website_url=self.url,
            url=self.url,
            mrr=self.amount,
            currency="EUR",
            since=date(2020, 2, 29),
        )

    def card(self, number: int = 0) -> Card:
        """A task, open and due."""
        return Card(
            task_uuid=f"{TASK[:-2]}{number:02}",
            customer_name=self.name,
            customer_url=self.url,
            details=self.details,
            assignee=ANNA,
            due_date=DAY,
            asked_by=BEN,
            message_url=self.origin().message_url,
            today=DAY,
            assignee_email=self.email,
        )

    def memory(self) -> TaskMemory:
        """The same, as the forms that change it remember it."""
        return TaskMemory(
            task_uuid=TASK,
            details=self.details,
            assignee=self.email,
            assignee_user=ANNA,
            due_date=DAY,
            customer_name=self.name,
            customer_url=self.url,
        )

    def uncreated(self) -> Uncreated:
        """A task that was not created."""
        return Uncreated(DELIVERY, self.name, self.url, self.written, self.reason, REFERENCE)

    def unkept(self) -> Unkept:
        """A note that was not kept."""
        return Unkept(
            note_id=DELIVERY,
            what="this conversation",
            customer_name=self.name,
            customer_url=self.url,
            details=self.written,
            message_url=self.origin().message_url,
        )


ORDINARY = Words()
BARE = Words(name="", details="", reason="", slug="", email="", amount=0)
LONG = Words(
    name="Äußerst lange & umständliche Firma <GmbH> " * 10,
    details="„Größer“ & <höher> 東京 🚀 " * 11,
    reason="It's <too> long & odd. " * 40,
    slug="1-" + "x" * 290,
    email=f"{'a' * 60}@{'b' * 60}.example",
    amount=10**17,
)
MARKED_UP = Words(
    name="<!channel> *Acme* <@U9> `x` &amp; _y_ ~z~",
    details="&" * 255,
    reason="<" * 300,
    slug="1-<|>&|a",
)

EACH = {"ordinary": ORDINARY, "bare": BARE, "long": LONG, "marked up": MARKED_UP}
"""What a view is drawn with to be judged."""
