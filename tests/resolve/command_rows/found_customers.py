"""Customers that were not found, or wrongly, and those like them."""

from __future__ import annotations

from tests.resolve.command_rows.row import Row


def _stays(text: str, customer: str = "", *, several: tuple[str, ...] = (), details: str = "") -> Row:
    """A command that keeps all its words."""
    return Row(text, details or text, customer=customer, several=several)


_IN_SENTENCES = [
    Row("call hooli tomorrow", "call hooli", customer="Hooli", due="2026-11-26"),
    Row("CALL GLOBEX LABS TOMORROW", "CALL GLOBEX LABS", customer="Globex Labs", due="2026-11-26"),
    _stays("send initech the msa", "Initech"),
    _stays("send quote to northwind traders", "Northwind Traders"),
    _stays("follow up with hooli", "Hooli"),
    _stays("push hooli renewal to january", "Hooli"),
    _stays("prepare hooli QBR deck", "Hooli"),
    _stays("look at the hooli export bug", "Hooli"),
    _stays("question from acme inc about seats", "Acme Inc"),
    _stays("ask for hooli\u2019s PO", "Hooli", details="ask for hooli's PO"),
    _stays("send quote to northwind"),
    _stays(
        "ask <@U0BEN> about acme's May 5 invoice", "Acme Inc", details="ask @ben about acme's May 5 invoice"
    ),
    _stays("talk to ben about pricing"),
    _stays("wait for hooli", "Hooli"),
    _stays("apply for hooli", "Hooli"),
    _stays("is it for hooli", "Hooli"),
    _stays("thanks for hooli", "Hooli"),
    _stays("looking for hooli", "Hooli"),
    _stays("call the customer with the most seats"),
]

_SEVERAL = [
    _stays("hooli and initech: joint webinar", several=("Hooli", "Initech")),
    _stays("acme, globex and hooli: send cards", several=("Acme Inc", "Globex", "Hooli")),
    _stays("northwind traders and northwind europe merge", several=("Northwind Europe", "Northwind Traders")),
    _stays("hooli wants an intro to initech", several=("Hooli", "Initech")),
    _stays("send quote to hooli and cc initech", several=("Hooli", "Initech")),
    _stays("forward the mail from hooli to initech", several=("Hooli", "Initech")),
    _stays("call hooli about the hooli invoice", "Hooli"),
]

_ORDINARY_WORDS = [
    _stays("target the right people at hooli", "Hooli"),
    _stays("zoom with hooli", "Hooli"),
    _stays("square up with hooli", "Hooli"),
    _stays("target wants a quote", "Target"),
    _stays("Target wants a call with hooli", several=("Hooli", "Target")),
    _stays("zoom out of the details", "Zoom"),
]

_BEGUN = [
    _stays("northwind corp: call"),
    _stays("hooli north: call"),
    _stays("globex subsidiary of hooli: call"),
    _stays("acme corp of texas: call"),
    Row("acme ltd: call", "call", customer="Acme Inc"),
    _stays("hooli renewal: send quote", "Hooli"),
    _stays("deck for bluebird", "Bluebird Logistics"),
    _stays("deck for ben"),
    _stays("deck for grace", "Grace Church"),
    _stays("for grace", "Grace Church"),
    Row("grace: send deck", "send deck", customer="Grace Church"),
    _stays("ben: send deck"),
    _stays("ben"),
    _stays("chloe: send deck"),
    Row("ben &amp; jerry's: send deck", "send deck", customer="Ben & Jerry's"),
    _stays("help please"),
    _stays("help!"),
    _stays("link: hooli"),
    _stays("list: seats"),
    _stays("support: seats"),
    Row("help scout: seats", "seats", customer="Help Scout"),
]

_EXTERNAL_IDS = [
    Row("crm-4711: send deck", "send deck", customer="Hooli"),
    Row("CRM-4711", "", customer="Hooli"),
    _stays("crm-47: send deck"),
    _stays("see crm-4711 in jira"),
]

FOUND_CUSTOMERS = [*_IN_SENTENCES, *_SEVERAL, *_ORDINARY_WORDS, *_BEGUN, *_EXTERNAL_IDS]
