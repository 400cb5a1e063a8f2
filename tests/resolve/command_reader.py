"""What a reader of commands knows in these tests: customers with awkward names, and people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from pydantic import SecretStr

from bot.chartmogul import ChartMogul
from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.resolve.colleagues import Colleagues
from bot.resolve.command_words import CommandWords
from bot.resolve.customer import CustomerFinder
from bot.resolve.understood import Understood
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.slack.insiders import Home
from bot.slack.person import Person
from bot.store.database import Database
from bot.workspace.channels import Channels
from bot.workspace.people import People
from bot.workspace.whereabouts import Known
from tests.resolve.command_rows.row import ANNA, BEN, BOT, CHLOE, GONE, GUEST, STRANGER, WEDNESDAY

ACME = "cus_11111111-1111-4111-8111-111111111111"

NAMES = [
    *("Northwind Traders", "Northwind Europe", "Globex", "Globex Labs", "Bluebird Logistics", "Today Ltd"),
    *("March", "The Open Group", "Friday", "Me", "Legal Zoom", "Call Center Co", "Twin Peaks", "Twin Peaks"),
    *("O'Neil & Sons", "Zo\u00eb's Caf\u00e9", "Hooli", "Initech", "Q Labs", "Reminder Systems", "Send"),
    *("\u5c71\u7530\u5546\u5e97", "\u05e9\u05dc\u05d5\u05dd \u05d1\u05e2\u05de"),
    *(
        "Target",
        "Zoom",
        "Square",
        "Grace Church",
        "Ben & Jerry's",
        "Help Scout",
        "Link Logistics",
        "List & Co",
    ),
    *("List & Co", "Support Inc", "Chloe Bakery"),
]
EXTERNAL_IDS = {"Hooli": "crm-4711"}

KNOWN = Known(
    people={
        person.id: person
        for person in (
            Person(id=ANNA, name="anna", team_id="T1"),
            Person(id=BEN, name="ben", team_id="T1"),
            Person(id=CHLOE, name="chloe", team_id="T1"),
            Person(id=BOT, name="robot", team_id="T1", is_bot=True),
            Person(id=GUEST, name="hugo", team_id="T1", is_restricted=True),
            Person(id=STRANGER, name="pat", team_id="T2"),
            Person(id=GONE, name="gina", team_id="T1", deleted=True),
        )
    },
    home=Home(team_id="T1"),
)


class Reader:
    """Reads commands as Anna writes them on a Wednesday."""

    def __init__(self, words: CommandWords) -> None:
        self._words = words

    def read(self, text: str, *, day_first: bool | None = None) -> Understood:
        """What the words say."""
        return self._words.read(
            text, asker=ANNA, known=KNOWN, today=WEDNESDAY, day_first=day_first, seconds=1.5
        )


@contextmanager
def reader_over(database: Database) -> Iterator[Reader]:
    """A reader that knows these customers, and may ask a ChartMogul that has no others."""
    directory = Directory(database)
    customers = [
        Customer(uuid=f"cus_{UUID(int=n)}", id=n, name=name, external_id=EXTERNAL_IDS.get(name, ""))
        for n, name in enumerate(NAMES, 2)
    ]
    acme = Customer(uuid=ACME, id=1, name="Acme Inc", email="billing@acme.com")
    directory.upsert_customers([acme, *customers])
    with ChartMogulStandIn() as chartmogul:
        client = ChartMogul(SecretStr(chartmogul.api_key), base_url=chartmogul.url)
        finder = CustomerFinder(directory, Channels(database), client)
        yield Reader(CommandWords(finder, directory, Colleagues(People(database))))
