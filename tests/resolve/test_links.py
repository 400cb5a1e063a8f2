"""What points to a customer is found in a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.resolve.links import (
    chartmogul_ids,
    customer_uuids,
    domains,
    emails,
    untagged,
)
from bot.resolve.owned_domain import owned_domains
from bot.resolve.shared_domains import FREE_MAIL_DOMAINS, is_free_mail

UUID = "cus_2f5a1c9e-0a1b-4c2d-8e3f-0123456789ab"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (UUID, [UUID]),
        (f"see {UUID}, {UUID}.", [UUID]),
        (f"<https://api.chartmogul.com/v1/customers/{UUID}/activities>", [UUID]),
        (f"`{UUID.replace('a', 'A')}`", [UUID.replace("a", "A")]),
        (f"x{UUID}", []),
        (f"{UUID}0", []),
        ("cus_123 con_2f5a1c9e-0a1b-4c2d-8e3f-0123456789ab", []),
    ],
)
def test_customer_uuids(text: str, found: list[str]) -> None:
    assert customer_uuids(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://app.chartmogul.com/#/customers/64195-acme-corp", [64195]),
        (
            "<https://app.chartmogul.com/#/customers/64195-acme|Acme> <https://app.chartmogul.com/#/customers/7>",
            [64195, 7],
        ),
        ("HTTPS://App.ChartMogul.com/#/customers/5 and https://app.chartmogul.com/#/customers/5-x", [5]),
        ("<https://app.chartmogul.com/#customers/64195-Acme-Corp|Acme>", [64195]),
        ("https://app.chartmogul.com/#/customers/5-x?tab=tasks&amp;y=1", [5]),
        ("https://app.chartmogul.com/?utm_source=mail#/customers/5-x", [5]),
        ("https://app.chartmogul.com/#/customers/5/", [5]),
        ("https://app.chartmogul.com/#/customers/5-x/edit", [5]),
        ("https://app.chartmogul.com/#/accounts/acc_1/customers/5-x", [5]),
        ("https://app.chartmogul.com/%23/customers/5-x", [5]),
        ("https://app.chartmogul.com:443/#/customers/5-x", [5]),
        ("HTTPS://APP.CHARTMOGUL.COM/#/CUSTOMERS/5-X", [5]),
        ("(app.chartmogul.com/#/customers/5-x).", [5]),
        ("https://evil.io/app.chartmogul.com/#/customers/5", []),
        ("https://evilapp.chartmogul.com/#/customers/5", []),
        ("https://app.chartmogul.com/#/invoices/5", []),
        ("https://app.chartmogul.com/#/customers", []),
        ("https://app.chartmogul.com.evil.io/#/customers/5", []),
        (f"https://app.chartmogul.com/v1/customers/{UUID}", []),
        ("https://app.chartmogul.com/#/customers/" + "9" * 30, []),
    ],
)
def test_chartmogul_ids(text: str, found: list[int]) -> None:
    assert chartmogul_ids(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anna@Acme.com", ["anna@acme.com"]),
        (
            "<mailto:anna@acme.com|anna@acme.com> and bob+x@mail.acme.io.",
            ["anna@acme.com", "bob+x@mail.acme.io"],
        ),
        (
            "'anna@acme.com', (bob@acme.com); o'brien@acme.co.uk!",
            ["anna@acme.com", "bob@acme.com", "o'brien@acme.co.uk"],
        ),
        ("https://app.io/?email=anna%40acme.com&amp;x=1", ["anna@acme.com"]),
        ("*anna@acme.com* _bob_", ["anna@acme.com"]),
        ("anna@localhost, @anna, anna@, a@b@c", []),
        ("me@10.0.0.1", []),
        (
            "Jo Doe <jo@acme.com>, &lt;al@acme.com&gt; <mailto:ed@acme.com|Ed>",
            ["jo@acme.com", "al@acme.com", "ed@acme.com"],
        ),
        (
            "(jo@acme.com), [al@acme.com]; ed@acme.com... kim@acme.com's mail",
            ["jo@acme.com", "al@acme.com", "ed@acme.com", "kim@acme.com"],
        ),
        ("_jo@acme.com_ *al@acme.com*", ["jo@acme.com", "al@acme.com"]),
        ("jo+slack@acme.com", ["jo+slack@acme.com"]),
        ("jo@xn--mller-kva.de JO@MÜLLER.DE", ["jo@müller.de"]),
        ("jo@acme\u200b.com", ["jo@acme.com"]),
        ("jo@xn--zz--bad.de", ["jo@xn--zz--bad.de"]),
        ("zoë@müller.de", ["zoë@müller.de"]),
    ],
)
def test_emails(text: str, found: list[str]) -> None:
    assert emails(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<http://www.Acme.com/a|acme.com> anna@mail.acme.io", ["acme.com", "mail.acme.io"]),
        ("anna@beta.io then https://acme.com:8080/x", ["beta.io", "acme.com"]),
        ("https://app.chartmogul.com/#/customers/5 https://acme.slack.com/archives/C1/p1", []),
        ("https://localhost/ http://10.0.0.1/ acme.com", ["acme.com"]),
        ("<acme.inc|x> and <www.beta.io>", ["acme.inc", "beta.io"]),
        (
            "ask acme.com, (beta.io). *gamma.co.uk* or www.delta.de/x",
            ["acme.com", "beta.io", "gamma.co.uk", "delta.de"],
        ),
        (
            "https://docs.google.com/d/1 <https://acme.zendesk.com/7|#7> acme.atlassian.net https://us02web.zoom.us/j/1",
            [],
        ),
        ("jo@google.com mail@zoom.us", ["google.com", "zoom.us"]),
        ("acme.com then https://beta.io", ["beta.io", "acme.com"]),
        ("https://beta.io/a/report.acme.com?x=1 kim.lee@beta.io v1.2.3 e.g. 10.30 ...", ["beta.io"]),
        ("https://xn--mller-kva.de/ Müller.de", ["müller.de"]),
        ("https://उदाहरण.भारत/ 東京.jp", ["उदाहरण.भारत", "東京.jp"]),
        ("www.com a..b -.- " + "a." * 40 + "com", []),
        ("https://user:secret@acme.com/", ["acme.com"]),
        ("https://gmail.com", ["gmail.com"]),
    ],
)
def test_domains(text: str, found: list[str]) -> None:
    assert domains(text) == found


@pytest.mark.parametrize(
    ("domain", "owned"),
    [
        ("acme.com", ["acme.com"]),
        ("eu.shop.acme.co.uk", ["eu.shop.acme.co.uk", "shop.acme.co.uk", "acme.co.uk"]),
        ("acme.github.io", ["acme.github.io"]),
        ("api.acme.herokuapp.com", ["api.acme.herokuapp.com", "acme.herokuapp.com"]),
        ("x.müller.de", ["x.müller.de", "müller.de"]),
        ("x.xn--mller-kva.de", ["x.xn--mller-kva.de", "xn--mller-kva.de"]),
        ("x.acme.test", ["x.acme.test", "acme.test"]),
        ("x.acme.公司.cn", ["x.acme.公司.cn", "acme.公司.cn"]),
        ("github.io", []),
        ("co.uk", []),
        ("com", []),
        ("", []),
        ("..", []),
        ("a." * 200 + "com", []),
    ],
)
def test_owned_domains(domain: str, owned: list[str]) -> None:
    assert owned_domains(domain) == owned


@pytest.mark.parametrize(
    ("tagged", "plain"),
    [("jo+a+b@acme.com", "jo@acme.com"), ("jo@acme.com", "jo@acme.com"), ("+1@acme.com", "+1@acme.com")],
)
def test_tags_of_addresses(tagged: str, plain: str) -> None:
    assert untagged(tagged) == plain


@pytest.mark.parametrize(
    "domain",
    [
        "gmail.com",
        "GMAIL.com",
        " outlook.com ",
        "gmx.de",
        "yahoo.co.uk",
        "qq.com.",
        "yahoo.co.nz",
        "hotmail.be",
        "mail.yandex.kz",
    ],
)
def test_free_mail(domain: str) -> None:
    assert is_free_mail(domain)


@pytest.mark.parametrize("domain", ["acme.com", "mygmail.com", "mail.gmail.example", ""])
def test_no_free_mail(domain: str) -> None:
    assert not is_free_mail(domain)


def test_free_mail_domains_are_written_as_domains_are_found() -> None:
    assert all(emails(f"a@{domain}") == [f"a@{domain}"] for domain in FREE_MAIL_DOMAINS)


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    assert all(
        "@" in address and address in text.lower().replace("%40", "@")
        for address in emails(text)
        if text.isascii()
    )
    assert all("@" not in domain and "/" not in domain for domain in domains(text))


@settings(deadline=None)
@given(st.uuids(), st.integers(1, 10**9))
def test_what_is_written_is_found(uuid: object, number: int) -> None:
    text = f"about cus_{uuid}: <https://app.chartmogul.com/#/customers/{number}-acme|Acme>"
    assert (customer_uuids(text), chartmogul_ids(text)) == ([f"cus_{uuid}"], [number])


@pytest.mark.parametrize("piece", ["a@", "a.", "https://a", "a-", "cus_", "1@a.b", "https://a@"])
def test_a_long_text_is_searched(piece: str) -> None:
    text = piece * 5_000
    assert (customer_uuids(text), chartmogul_ids(text)) == ([], [])
    assert len(emails(text)) + len(domains(text)) <= len(text)
