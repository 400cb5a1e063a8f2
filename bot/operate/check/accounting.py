"""ChartMogul: whose the key is, and whether it may create tasks."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chartmogul import BadKey, ChartMogul, ChartMogulError, NeverSent, Refused, Writing
from bot.operate import network
from bot.operate.check.clocks import compared, timed
from bot.operate.check.finding import Finding, Verdict
from bot.settings import CHARTMOGUL_KEYS, Settings

PATIENCE = 10.0
"""Seconds for each question."""

_WRITES = {
    Writing.ALLOWED: (Verdict.OK, "may create tasks, as far as can be told without creating one", ""),
    Writing.FORBIDDEN: (
        Verdict.FAILS,
        "the key may not create tasks",
        f"Make a read & write key at {CHARTMOGUL_KEYS}; if it is one, the account's plan is without tasks",
    ),
    Writing.UNKNOWN: (
        Verdict.UNKNOWN,
        "cannot tell whether the key may create tasks: ChartMogul did not answer as expected",
        "",
    ),
}


def chartmogul(settings: Settings) -> Iterator[Finding]:
    """Look at it, and at its clock."""
    client = ChartMogul(settings.chartmogul_api_key, base_url=settings.chartmogul_api_url)
    try:
        (account, theirs), ours = timed(lambda: client.key.account(timeout=PATIENCE))
        writing = client.key.writing(timeout=PATIENCE)
    except ChartMogulError as error:
        said, do = wrong(error, settings)
        yield Finding("chartmogul", "ChartMogul", said, Verdict.FAILS, do)
        return
    finally:
        client.close()
    named = f"the key is of the account {account.name or 'without a name'}"
    yield Finding("chartmogul", "ChartMogul", named, facts={"account": account.name})
    verdict, said, do = _WRITES[writing]
    yield Finding("chartmogul.writing", "ChartMogul's key", said, verdict, do)
    yield compared("ChartMogul", theirs, ours, refuses=False)


def wrong(error: ChartMogulError, settings: Settings) -> tuple[str, str]:
    """What is wrong and how to mend it; the error's own words are for people in Slack."""
    said = error.message.removesuffix(".")
    match error:
        case BadKey():
            return "it does not accept the key", f"CHARTMOGUL_API_KEY is from {CHARTMOGUL_KEYS}"
        case NeverSent():
            return "it cannot be reached", network.to_reach(settings.chartmogul_api_url, "CHARTMOGUL_API_URL")
        case Refused():
            return said, "See the account's plan, and what the user may do whose key this is"
    return said, "Run this again in a minute"
