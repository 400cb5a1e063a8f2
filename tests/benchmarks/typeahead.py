"""How fast and how well the typeahead finds customers: `uv run python -m tests.benchmarks.typeahead --help`.

Names are drawn from word lists and made-up brands, with common words as common as they are in real accounts.
For each way of typing it prints how often the customer meant is among the first ten, how long that took, and
how many times longer comparing with every name takes (`rapidfuzz` over all names in memory, in the same run).
"""

# ruff: noqa: SIM905  (word lists read best as text)

from __future__ import annotations

import random
import statistics
import string
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rapidfuzz import fuzz, process
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.directory.folding import domain_of, fold
from bot.store.database import Database

FIRST = """Anna Ben Carla David Elena Felix Greta Hannes Ines Jonas Katharina Lukas Maria Nikolai Olga Paul
Quentin Rosa Stefan Tanja Ulrich Vera Wolfgang Xenia Yusuf Zoe James Mary Robert Patricia John Jennifer
Michael Linda William Elizabeth Richard Barbara Joseph Susan Thomas Jessica Charles Sarah Wei Priya Arjun
Fatima Ahmed Sofia Mateo Lucia Chloé Léa Søren Åsa Jürgen Łukasz Zoë İbrahim Đorđe""".split()
STEMS = """acme atlas bright cedar delta ember falcon garnet harbor iron juniper kestrel lumen maple nova
oak pixel quartz river summit timber umbra vertex willow zenith alpha blue cloud data echo flow green hyper
inter jet key logic meta net omni prime quick red smart tech uni vision web extra yellow zero north south
east west silver golden crystal solar lunar star ocean forest mountain valley stone wood metal light dark
wind fire water earth sky rain snow storm thunder spark flame wave tide coast shore bay lake pond brook
müller schäfer weiß łódź café crème señor straße garçon ångström""".split()
SYLLABLES = """ba be bi bo bra bri ca ce co cra da de di do dra el en er fa fe fi flo fra ga ge gi glo gra ha
he
hi ho in ja jo ka ke ki ko kra la le li lo lu ma me mi mo mu na ne ni no nu or pa pe pi plo pra qua ra re ri
ro ru sa se si so sta ste stra ta te ti to tra tu ul va ve vi vo wa we wi xa xe ya yo za ze zi zo ton ler
man ner son berg stein ford ley lex tix via dex nix""".split()
TRADES = """Consulting Solutions Systems Labs Software Media Design Digital Logistics Energy Finance Capital
Health Robotics Analytics Studio Partners Services Technologies Networks Foods Motors Travel Security
Education Marketing Interactive Industries Trading Supplies Research Ventures Holdings Agency Works""".split()
FORMS = ["Inc", "LLC", "Ltd", "GmbH", "Group", "AG", "S.A.", "BV", "Co", "Corp", "Pty Ltd", "SARL"]
SCANS = 5
"""Full scans for each way of typing: one takes as long as hundreds of searches."""

TLDS = [".com"] * 6 + [".io", ".de", ".co.uk", ".net", ".fr", ".app"]


@dataclass(frozen=True)
class Result:
    """How one way of typing went."""

    way: str
    hits: int
    tries: int
    seconds: list[float]

    def at(self, percent: int) -> float:
        """A percentile in milliseconds."""
        return statistics.quantiles(self.seconds, n=100)[percent - 1] * 1000


def brands(draw: random.Random, count: int) -> list[str]:
    """Made-up words, the first ones common and the last ones rare."""
    made = (
        "".join(draw.choices(SYLLABLES, k=draw.choice((2, 3, 3, 4)))).capitalize() for _ in range(2 * count)
    )
    return [stem.capitalize() for stem in STEMS] + list(dict.fromkeys(made))[:count]


def customers(count: int, seed: int) -> Iterator[Customer]:
    """Customers with names of their own: companies, people and web shops."""
    draw = random.Random(seed)
    words = brands(draw, count // 4)
    seen: set[str] = set()
    number = 0
    while number < count:
        name = _name(draw, words)
        folded = fold(name)
        if folded in seen:
            continue
        seen.add(folded)
        number += 1
        host = folded.replace(" ", draw.choice(("", "", "-")))[:40] + draw.choice(TLDS)
        yield Customer(
            uuid=f"cus_{UUID(int=draw.getrandbits(128))}",
            id=number,
            external_id=f"crm-{number}",
            name=name,
            company=name if draw.random() < 0.3 else "",
            email=f"{draw.choice(FIRST).lower()}@{host}",
            status=draw.choice(("Active", "Active", "New Lead", "Cancelled")),
            website_url=f"https://www.{host}" if draw.random() < 0.3 else "",
        )


def _name(draw: random.Random, words: list[str]) -> str:
    def brand() -> str:
        # Squared, so that early words are drawn far more often than late ones.
        return words[int(len(words) * draw.random() ** 2)]

    kind = draw.random()
    if kind < 0.25:
        return f"{draw.choice(FIRST)} {brand()}"
    if kind < 0.35:
        return brand() + draw.choice(("", draw.choice(TLDS)))
    parts = [brand()]
    if kind < 0.6:
        parts.append(brand())
    if draw.random() < 0.7:
        parts.append(draw.choice(TRADES))
    if draw.random() < 0.6:
        parts.append(draw.choice(FORMS))
    return " ".join(parts)


def mistyped(draw: random.Random, name: str, typos: int) -> str:
    """The name with letters left out, doubled up, replaced or swapped."""
    for _ in range(typos):
        at = draw.choice([index for index, letter in enumerate(name) if letter.isalnum()])
        letter = draw.choice(string.ascii_lowercase)
        kind = draw.randrange(4)
        if kind == 3 and at + 1 < len(name) and name[at + 1].isalnum():
            name = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        else:
            name = name[:at] + ("", letter, letter + name[at], letter)[kind] + name[at + 1 :]
    return name


def _shuffled(draw: random.Random, name: str) -> str:
    words = name.split()
    draw.shuffle(words)
    return " ".join(words)


def ways(draw: random.Random) -> dict[str, Callable[[Customer], str]]:
    """Ways to type a customer."""
    return {
        "exact name": lambda customer: customer.name,
        "folded name": lambda customer: fold(customer.name),
        "first 1 letter": lambda customer: customer.name[:1],
        "first 2 letters": lambda customer: customer.name[:2],
        "first 4 letters": lambda customer: customer.name[:4],
        "first half": lambda customer: customer.name[: len(customer.name) // 2 + 1],
        "words in any order": lambda customer: _shuffled(draw, customer.name),
        "one typo": lambda customer: mistyped(draw, customer.name, 1),
        "two typos": lambda customer: mistyped(draw, customer.name, 2),
        "e-mail": lambda customer: customer.email,
        "e-mail, one typo": lambda customer: mistyped(draw, customer.email, 1),
        "domain": lambda customer: domain_of(customer.email),
        "external id": lambda customer: customer.external_id,
        "UUID": lambda customer: customer.uuid,
    }


def measure(
    directory: Directory, way: str, typed: Callable[[Customer], str], meant: list[Customer]
) -> Result:
    """Type all these customers in one way."""
    hits, seconds = 0, []
    for customer in meant:
        query = typed(customer)
        start = time.perf_counter()
        found = directory.search(query, limit=10)
        seconds.append(time.perf_counter() - start)
        hits += customer.uuid in {each.uuid for each in found}
    return Result(way, hits, len(meant), seconds)


class FullScan:
    """What the directory is measured against: every name compared with what was typed."""

    def __init__(self, names: list[str]) -> None:
        self._names = names

    def seconds(self, queries: list[str]) -> float:
        """The median time of a search."""
        taken = []
        for query in queries:
            start = time.perf_counter()
            process.extract(fold(query), self._names, scorer=fuzz.ratio, limit=10)
            taken.append(time.perf_counter() - start)
        return statistics.median(taken)


def names_of(count: int, seed: int) -> list[str]:
    """The folded names of the same customers, as a full scan needs them."""
    return [fold(customer.name) for customer in customers(count, seed)]


def fill(directory: Directory, count: int, seed: int) -> list[Customer]:
    """Store so many customers; a sample of them."""
    draw = random.Random(seed + 1)
    sample: list[Customer] = []
    made = customers(count, seed)
    for _ in track(range(0, count, 200), description=f"{count:,} customers", console=Console(stderr=True)):
        page = list(islice(made, 200))
        directory.upsert_customers(page)
        sample += draw.sample(page, min(len(page), max(1, len(page) * 4000 // count)))
    return draw.sample(sample, min(1000, len(sample)))


def main(
    count: Annotated[int, typer.Option("--customers", help="How many customers there are.")] = 100_000,
    url: Annotated[
        str, typer.Option("--database", help="An empty database; a SQLite file if left out.")
    ] = "",
    seed: int = 1,
) -> None:
    """Fill a directory, type into it, and print what was found and how fast."""
    with tempfile.TemporaryDirectory() as directory_name:
        database = Database.open(url or f"sqlite:///{Path(directory_name) / 'typeahead.sqlite3'}")
        database.migrate()
        directory = Directory(database)
        start = time.perf_counter()
        meant = fill(directory, count, seed)
        filled = time.perf_counter() - start
        scan = FullScan(names_of(count, seed))
        table = Table(
            "typed",
            "in the first ten",
            "p50 ms",
            "p99 ms",
            "full scan",
            title=f"{count:,} on {database.dialect}",
        )
        for way, typed in ways(random.Random(seed + 2)).items():
            result = measure(directory, way, typed, meant)
            found = f"{result.hits / result.tries:.1%}"
            scanned = scan.seconds([typed(customer) for customer in meant[:SCANS]])
            ratio = f"{scanned / statistics.median(result.seconds):,.0f} x"
            table.add_row(way, found, f"{result.at(50):.2f}", f"{result.at(99):.2f}", ratio)
        Console().print(table, f"{count / filled:,.0f} customers stored a second")
        database.close()


if __name__ == "__main__":
    typer.run(main)
