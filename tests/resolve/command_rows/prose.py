"""Words that look like something and are not: all of them stay."""

from __future__ import annotations

from tests.resolve.command_rows.row import Row


def _whole(text: str, details: str = "") -> Row:
    return Row(text, details or text)


PROSE = [
    _whole("Q3 review"),
    _whole("10/10 feedback"),
    _whole("24/7 support question"),
    _whole("ask about support 24/7"),
    _whole("follow up on the 2 weeks trial"),
    _whole("first of many"),
    _whole("may send a quote"),
    _whole("march through the list"),
    _whole("see where they sat"),
    _whole("holiday in the sun"),
    _whole("second reminder to pay"),
    _whole("send Mark and Jane the decision"),
    _whole("monitor the export"),
    _whole("article by Anna"),
    _whole("churned due to price"),
    _whole("delayed by 2 weeks"),
    _whole("Reminder: call back"),
    _whole("Q: why did MRR drop"),
    _whole("re: invoice"),
    _whole("FYI: they pay yearly"),
    _whole("10:30 call"),
    _whole("note: price went up"),
    _whole("see <https://example.com/a:b|the doc>: page 3/4", "see the doc: page 3/4"),
    _whole("https://example.com/x"),
    _whole(":rocket: launch"),
    _whole("cost is 5 &lt; 6 &amp; rising", "cost is 5 < 6 & rising"),
    _whole("upgrade to python 3.12"),
    _whole("send 1/2 now"),
    _whole("say \u201chello\u201d \u2018there\u2019", "say \"hello\" 'there'"),
    _whole("\u0623\u0631\u0633\u0644 \u0627\u0644\u0639\u0631\u0636"),
    _whole("todo: agree on price"),
    _whole("link the new invoice to the renewal"),
    Row("help acme with onboarding", "help acme with onboarding", customer="Acme Inc"),
    _whole("wait for review"),
    _whole("look for cheaper plan"),
    _whole("not for today"),
    _whole("1. call\n2. send quote"),
    _whole("due"),
    _whole("by"),
    _whole("for"),
    _whole(":"),
    _whole("- -"),
    _whole("..."),
    _whole("call (555) 123-4567"),
    _whole("fix #123 before release"),
    _whole("find out why may was low"),
]
