"""Customers by ChartMogul's links and ids, and by e-mail.

What stays in the details points to its customer as an address in any words does: `bot/resolve/likely.py`.
"""

from __future__ import annotations

from tests.resolve.command_rows.row import Row

_UUID = "cus_11111111-1111-4111-8111-111111111111"
_LINK = "<https://app.chartmogul.com/#/customers/1-acme>"

IDS = [
    Row(f"{_UUID} send quote", "send quote", customer="Acme Inc"),
    Row(f"{_UUID}: send quote", "send quote", customer="Acme Inc"),
    Row(f"send quote for {_UUID}", "send quote", customer="Acme Inc"),
    Row(_UUID, "", customer="Acme Inc"),
    Row(f"{_LINK} send quote friday", "send quote", customer="Acme Inc", due="2026-11-27"),
    Row("<https://app.chartmogul.com/#/customers/1-acme|Acme> send quote", "send quote", customer="Acme Inc"),
    Row(f"send quote for {_LINK}", "send quote", customer="Acme Inc"),
    Row(f"why is {_LINK} churning", "why is https://app.chartmogul.com/#/customers/1-acme churning"),
    Row("<mailto:billing@acme.com|billing@acme.com>: send quote", "send quote", customer="Acme Inc"),
    Row("<mailto:billing@acme.com|billing@acme.com>", "", customer="Acme Inc"),
    Row("billing@acme.com: send quote", "send quote", customer="Acme Inc"),
    Row(
        "reset password for <mailto:billing@acme.com|billing@acme.com>",
        "reset password for billing@acme.com",
    ),
    Row(
        "<mailto:billing@acme.com|billing@acme.com> cannot log in",
        "billing@acme.com cannot log in",
    ),
    Row("write to <mailto:billing@acme.com|billing@acme.com>", "write to billing@acme.com"),
    Row("<mailto:nobody@else.com|nobody@else.com>: send quote", "nobody@else.com: send quote"),
    Row(
        "cus_99999999-1111-4111-8111-111111111111 send quote",
        "cus_99999999-1111-4111-8111-111111111111 send quote",
    ),
    Row("<https://acme.com/invoice|invoice>: check it", "invoice: check it"),
    Row(
        "<https://docs.example.com/x> read this by friday",
        "https://docs.example.com/x read this",
        due="2026-11-27",
    ),
]
