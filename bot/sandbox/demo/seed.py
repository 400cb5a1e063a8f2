"""The people, channels and customers of the demo: a small company that sells to other companies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn

CUSTOMERS = (
    ("Acme Corporation", "Acme Corporation", "billing@acme.test", "acme.test", "Active"),
    ("Acme Robotics", "Acme Robotics GmbH", "hello@acme-robotics.test", "acme-robotics.test", "Active"),
    ("Bluebird Logistics", "Bluebird Logistics", "ops@bluebird.test", "bluebird.test", "Active"),
    ("Café Crème", "Café Crème SARL", "bonjour@cafecreme.test", "cafecreme.test", "Active"),
    ("Dunder & Mifflin", "Dunder & Mifflin", "orders@dundermifflin.test", "dundermifflin.test", "Active"),
    ("Ecoline", "Ecoline AB", "finance@ecoline.test", "ecoline.test", "New Lead"),
    ("Fjord Analytics", "Fjord Analytics AS", "team@fjord.test", "fjord.test", "Active"),
    ("Globex", "Globex Corporation", "hank@globex.test", "globex.test", "Cancelled"),
    ("Hooli", "Hooli Inc.", "accounts@hooli.test", "hooli.test", "Active"),
    ("Initech", "Initech LLC", "bill@initech.test", "initech.test", "Past Due"),
    ("Jupiter Foods", "Jupiter Foods", "kitchen@jupiterfoods.test", "jupiterfoods.test", "Active"),
    ("Kowalski i Synowie", "Kowalski i Synowie sp. z o.o.", "biuro@kowalski.test", "kowalski.test", "Active"),
    ("Łódź Design", "Łódź Design", "studio@lodzdesign.test", "lodzdesign.test", "Working Lead"),
    ("Müller & Söhne", "Müller & Söhne KG", "info@mueller.test", "mueller.test", "Active"),
    ("Northwind Traders", "Northwind Traders", "sales@northwind.test", "northwind.test", "Active"),
    ("Oceanic Airlines", "Oceanic Airlines", "flights@oceanic.test", "oceanic.test", "Active"),
    ("Pied Piper", "Pied Piper Inc.", "richard@piedpiper.test", "piedpiper.test", "Active"),
    ("Quantum Leap", "Quantum Leap Ltd", "sam@quantumleap.test", "quantumleap.test", "Qualified Lead"),
    ("Rosa's Bakery", "Rosa's Bakery", "rosa@bakery.test", "bakery.test", "Active"),
    ("Soylent", "Soylent Corp", "green@soylent.test", "soylent.test", "Cancelled"),
    ("Stark Industries", "Stark Industries", "pepper@stark.test", "stark.test", "Active"),
    ("Tyrell", "Tyrell Corporation", "nexus@tyrell.test", "tyrell.test", "Active"),
    ("Umbrella", "Umbrella Ltd", "rain@umbrella.test", "umbrella.test", "Active"),
    ("Vandelay Imports", "Vandelay Industries", "art@vandelay.test", "vandelay.test", "Active"),
    ("Vandelay Exports", "Vandelay Industries", "george@vandelay.test", "vandelay.test", "Active"),
    ("Wayne Enterprises", "Wayne Enterprises", "lucius@wayne.test", "wayne.test", "Active"),
    ("Wonka", "Wonka Confectionery", "charlie@wonka.test", "wonka.test", "Active"),
    ("Xanadu Travel", "Xanadu Travel", "trips@xanadu.test", "xanadu.test", "Unqualified Lead"),
    ("Yoyodyne", "Yoyodyne Propulsion", "john@yoyodyne.test", "yoyodyne.test", "Active"),
    ("Zorg", "Zorg Industries", "jean@zorg.test", "zorg.test", "Active"),
)

REVENUE = {
    "Acme Corporation": (120_000, "2023-03-14"),
    "Bluebird Logistics": (48_000, "2021-11-02"),
    "Café Crème": (9_900, "2024-06-20"),
    "Hooli": (240_000, "2019-01-07"),
    "Initech": (65_853, "2022-09-30"),
    "Wayne Enterprises": (1_050_000, "2018-05-21"),
}
"""MRR in cents, and since when they have paid, of some; of the others ChartMogul knows none."""

TASKS = (
    ("Café Crème", "Ask whether the invoice has arrived", "anna", 3),
    ("Initech", "Offer a payment plan", "chloe", 0),
    ("Wayne Enterprises", "Plan the onboarding call", "anna", 0),
    ("Hooli", "Call about the renewal", "anna", -2),
)
"""Customer, details, whose, and in how many days it is due."""


@dataclass(frozen=True)
class Seeded:
    """What the demo page opens with."""

    me: str
    channel: str


def seed(slack: SlackStandIn, chartmogul: ChartMogulStandIn) -> Seeded:
    """Fill both stand-ins."""
    people = _people(slack, chartmogul)
    _tasks(chartmogul, _customers(chartmogul))
    return Seeded(me=people["anna"], channel=_channels(slack, people))


def _people(slack: SlackStandIn, chartmogul: ChartMogulStandIn) -> dict[str, str]:
    people = {
        # As an admin she may delete the bot's cards, too.
        "anna": slack.add_person("anna", real_name="Anna Berg", email="anna@ourcompany.test", is_admin=True),
        "ben": slack.add_person(
            "ben", real_name="Ben Okafor", email="ben@ourcompany.test", tz="Europe/London"
        ),
        "chloe": slack.add_person(
            "chloe", real_name="Chloé Martin", email="chloe@ourcompany.test", tz="Europe/Paris"
        ),
        "dev": slack.add_person(
            "dev", real_name="Dev Patel", email="dev@ourcompany.test", tz="America/New_York"
        ),
        "emi": slack.add_person("emi", real_name="Emi Sato", email="emi@ourcompany.test", tz="Asia/Tokyo"),
        "frank": slack.add_person("frank", real_name="Frank Newhire", email="frank@ourcompany.test"),
        "gina": slack.add_person("gina", real_name="Gina (left)", email="gina@ourcompany.test", deleted=True),
        "hugo": slack.add_person("hugo", real_name="Hugo Guest", email=None, is_restricted=True),
        "robot": slack.add_person("helpdesk", real_name="Helpdesk", is_bot=True),
        "pat": slack.add_person("pat", real_name="Pat (Acme)", email=None, is_stranger=True, team_id="TACME"),
    }
    # Frank's e-mail in Slack is not the one in ChartMogul: choosing him shows how a refusal looks.
    for name in ("anna", "ben", "chloe", "dev", "emi", "frank.newhire"):
        chartmogul.add_user(f"{name}@ourcompany.test")
    return people


def _customers(chartmogul: ChartMogulStandIn) -> dict[str, str]:
    """Their UUIDs by name."""
    uuids: dict[str, str] = {}
    owners = ("anna@ourcompany.test", "chloe@ourcompany.test", "ben@ourcompany.test", None)
    for number, (name, company, email, domain, status) in enumerate(CUSTOMERS):
        mrr, since = REVENUE.get(name, (0, None))
        customer = chartmogul.add_customer(
            name,
            company=company,
            email=email,
            owner=owners[number % len(owners)],
            external_id=f"crm-{1001 + number}",
            status=status,
            website_url=f"https://{domain}",
            mrr=mrr,
            since=since and f"{since}T00:00:00+00:00",
        )
        chartmogul.add_contact(customer["uuid"], f"contact@{domain}", first_name="Kim", last_name="Lee")
        uuids[name] = customer["uuid"]
    return uuids


def _tasks(chartmogul: ChartMogulStandIn, customers: dict[str, str]) -> None:
    """What was begun in ChartMogul itself, so that there is something overdue, due today and later."""
    today = datetime.now(UTC).date()
    for name, details, assignee, days in TASKS:
        due_date = (today + timedelta(days=days)).isoformat()
        email = f"{assignee}@ourcompany.test"
        chartmogul.add_task(customers[name], details, assignee=email, due_date=due_date)


def _channels(slack: SlackStandIn, people: dict[str, str]) -> str:
    team = [people[name] for name in ("anna", "ben", "chloe", "dev", "emi", "frank", "gina")]
    # A guest reads along in one channel: tasks from there are not posted there unless somebody chooses so.
    general = slack.add_channel("general", members=[*team, people["hugo"]])
    success = slack.add_channel("customer-success", members=team)
    slack.add_channel("leadership", kind="private", members=team[:3], bot_is_member=False)
    shared = slack.add_channel("ext-acme-support", members=[*team[:4], people["pat"]], is_ext_shared=True)
    bluebird = slack.add_channel("bluebird", members=team)
    slack.post(general, people["chloe"], "Good morning! Standup notes are in the doc :wave:")
    slack.post(success, people["ben"], "Renewals this month: *Bluebird*, *Hooli* and *Initech*.")
    slack.post(success, people["anna"], "Thanks! I take Hooli.")
    _thread(slack, bluebird, people)
    slack.post(shared, people["pat"], "Hello! Our invoice for October still shows the old address.")
    slack.post(shared, people["ben"], "Thanks for telling us, we will look into it.")
    return bluebird


def _thread(slack: SlackStandIn, channel: str, people: dict[str, str]) -> None:
    first = slack.post(
        channel,
        people["dev"],
        "Just off the phone with Bluebird Logistics (<mailto:ops@bluebird.test|ops@bluebird.test>): they "
        "want a quote for *40 more seats* before the end of the month, and asked about SSO &amp; audit logs.",
    )
    slack.post(
        channel,
        people["anna"],
        f"Great news! <@{people['ben']}> could you send it to them before the end of the month?",
        thread_ts=first,
    )
    slack.post(channel, people["ben"], "Sure, will do this week.", thread_ts=first)
    slack.post(channel, None, "Ticket #4711 was closed: SSO question answered.", bot_id="BHELPDESK")
