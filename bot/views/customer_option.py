"""The field in which a customer is chosen, and customers as lines of its list, no two of which read alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from slack_sdk.models.blocks import ExternalDataSelectElement, InputBlock, Option, PlainTextObject

from bot.chartmogul.customer import Customer
from bot.views.drawn import Drawn, beginning_with
from bot.views.one_line import cut, length, one_line, reads_as

CUSTOMER = "customer"
"""The field: both its block's id and its action's."""

OPTIONS_MAX = 100
"""Most options of one answer (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element)."""

OPTION_TEXT_MAX = 75
"""Most characters of an option (https://docs.slack.dev/reference/block-kit/composition-objects/option-object)."""

LABEL_MIN = 30
"""A long name is cut down to this many characters before anything that tells twins apart is."""

EXTERNAL_ID_MAX = 30
"""A longer external id tells nobody anything: the end of the UUID is shown instead."""

UUID_ENDS = (8, 16, 100)
"""Characters of a UUID that are shown: the fewest that tell twins apart."""

NAMELESS = "Customer without a name"

_AND_MORE = ", …"

_UNCUT = 500


_INPUT: Drawn = InputBlock(
    block_id=CUSTOMER,
    label="Customer",
    element=ExternalDataSelectElement(
        action_id=CUSTOMER,
        placeholder="Name, e-mail, website, or paste a ChartMogul link",
        min_query_length=0,
    ),
).to_dict()


def customer_input(
    chosen: Customer | None, *, among: Sequence[Customer] = (), tells_at_once: bool = False
) -> Drawn:
    """The field, searched as one types.

    Args:
        among: customers that the chosen one must not be mistaken for.
        tells_at_once: whether the bot hears of the choice before the form is submitted.
    """
    options = customer_options([chosen, *among]) if chosen else []
    block = {**_INPUT, "dispatch_action": tells_at_once}
    return beginning_with(block, initial_option=options[0].to_dict()) if options else block


def customer_options(customers: Iterable[Customer]) -> list[Option]:
    """Options that all read differently: company, e-mail, website, status tell twins apart, else an id."""
    chosen = list({customer.uuid: customer for customer in customers}.values())[:OPTIONS_MAX]
    lines = told_apart(chosen, customer_line, most=OPTION_TEXT_MAX)
    return [
        Option(value=customer.uuid, text=PlainTextObject(text=line))
        for customer, line in zip(chosen, lines, strict=True)
    ]


def told_apart(
    customers: Sequence[Customer], line: Callable[[Customer, int], str], *, most: int
) -> list[str]:
    """One line for each customer, none of which reads like another's.

    Args:
        customers: each once.
        line: what a customer is called in so many characters.
        most: characters of a line.
    """
    marks = [""] * len(customers)
    lines = [line(customer, most) for customer in customers]
    for mark in (_external_id, *map(_end_of_uuid, UUID_ENDS)):
        # Also before they are cut: a character more or less at the end tells nobody anything.
        uncut = [line(customer, _UNCUT) + marks[place] for place, customer in enumerate(customers)]
        for place in _alike(lines) | _alike(uncut):
            new = mark(customers[place])
            if new and length(new) < most:
                marks[place] = new
                lines[place] = line(customers[place], most - length(new)) + new
    return lines


def _alike(lines: Sequence[str]) -> set[int]:
    """The places of those that another one reads like."""
    readings = [reads_as(line) for line in lines]
    times = Counter(readings)
    return {place for place, reading in enumerate(readings) if times[reading] > 1}


def customer_line(customer: Customer, most: int = OPTION_TEXT_MAX) -> str:
    """Name, company, e-mail (else website) and status, in at most so many characters."""
    name, company = one_line(customer.name), one_line(customer.company)
    label = name or company or NAMELESS
    address = one_line(customer.email) or _site(one_line(customer.website_url))
    known = (company, address, one_line(customer.status))
    rest = "".join(f" · {part}" for part in known if part and reads_as(part) != reads_as(label))
    label = cut(label, max(min(LABEL_MIN, most), most - length(rest)))
    return cut(label + rest, most)


def customer_names(customers: Iterable[Customer], *, most: int, each: int = 50) -> str:
    """What people call the customers, told apart, in a list of at most so many characters.

    Args:
        most: characters of the whole list: those that find no room are left out, and three dots say so.
        each: characters of one name.
    """
    unique = list({customer.uuid: customer for customer in customers}.values())
    listed = ""
    for name in told_apart(unique, _name, most=each):
        longer = f"{listed}, {name}" if listed else name
        if length(longer) > most - len(_AND_MORE):
            return listed + _AND_MORE
        listed = longer
    return listed


def _name(customer: Customer, most: int) -> str:
    shown = map(one_line, (customer.name, customer.company, customer.email))
    return cut(next(filter(None, shown), NAMELESS), most)


def _external_id(customer: Customer) -> str:
    shown = one_line(customer.external_id)
    return f" · {shown}" if shown and length(shown) <= EXTERNAL_ID_MAX else ""


def _end_of_uuid(characters: int) -> Callable[[Customer], str]:
    return lambda customer: f" · …{one_line(customer.uuid)[-characters:]}"


def _site(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").strip("/")
