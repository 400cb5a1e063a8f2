"""Nothing is let in that Slack did not sign, and the verdict never raises anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.front_door.refused import Reason, Refused
from bot.front_door.signature import BODY_MAX, verify
from tests.front_door.signing import NOW, SECRET, signed

BODY = b"command=%2Fcm-task&text=payload"


def verdict(headers: dict[str, str], body: bytes = BODY, *, now: float = NOW) -> Reason | None:
    """Why it is refused; None where it is let in."""
    try:
        verify(SECRET.encode(), headers, body, now=now)
    except Refused as refused:
        return refused.reason
    return None


def test_what_slack_signed_is_let_in() -> None:
    assert verdict(signed(BODY)) is None
    assert verdict(signed(b""), b"") is None


def test_slacks_own_example_is_let_in() -> None:
    # From https://docs.slack.dev/authentication/verifying-requests-from-slack
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
        b"%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    headers = {
        "x-slack-request-timestamp": "1531420618",
        "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    }
    verify(b"8f742231b10e8888abcd99yyyzzz85a5", headers, body, now=1531420618)


@pytest.mark.parametrize("seconds", [-300, -1, 0, 300])
def test_a_clock_may_differ_by_five_minutes(seconds: int) -> None:
    assert verdict(signed(BODY), now=NOW + seconds) is None


@pytest.mark.parametrize("seconds", [-301, 301, 3600, -10_000_000])
def test_beyond_that_a_request_is_stale_and_the_skew_is_told(seconds: int) -> None:
    with pytest.raises(Refused) as refused:
        verify(SECRET.encode(), signed(BODY), BODY, now=NOW + seconds)

    assert refused.value.reason is Reason.STALE_TIMESTAMP
    assert refused.value.skew == -seconds


@pytest.mark.parametrize(
    "timestamp",
    ["", " ", "soon", "-5", "+5", "1e9", "1_800_000_000", "1800000000.0", "٣", "9" * 400, "0x6b49d200", "½"],
)
def test_a_timestamp_that_slack_never_writes_is_no_signature(timestamp: str) -> None:
    headers = {**signed(BODY), "x-slack-request-timestamp": timestamp}

    assert verdict(headers) is Reason.NO_SIGNATURE


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "v0=",
        "v0=00",
        "nonsense",
        "v0=" + "é" * 64,
        "v0=" + "g" * 64,
        "v0=" + "٣" * 64,
        "v1=" + "0" * 64,
        "v0=" + "0" * 65,
        "v0=" + "A" * 64,
        "V0=" + "0" * 64,
        "v0=" + "0" * 64 + "\n",
        "v0=" + "0" * 64 + ", v0=" + "0" * 64,
    ],
)
def test_a_signature_of_another_shape_is_none(signature: str) -> None:
    assert verdict({**signed(BODY), "x-slack-signature": signature}) is Reason.NO_SIGNATURE


@pytest.mark.parametrize("missing", ["x-slack-request-timestamp", "x-slack-signature"])
def test_a_missing_header_is_no_signature(missing: str) -> None:
    headers = signed(BODY)
    del headers[missing]

    assert verdict(headers) is Reason.NO_SIGNATURE


@pytest.mark.parametrize(
    "headers",
    [
        signed(BODY, secret="another app's"),
        signed(BODY + b" "),
        signed(b""),
        {**signed(BODY), "x-slack-signature": "v0=" + "0" * 64},
        {**signed(BODY), "x-slack-request-timestamp": str(NOW + 1)},
    ],
)
def test_a_signature_over_something_else_is_bad(headers: dict[str, str]) -> None:
    assert verdict(headers) is Reason.BAD_SIGNATURE


def test_a_body_that_is_too_large_is_refused_before_it_is_hashed() -> None:
    largest = b"x" * BODY_MAX

    assert verdict(signed(largest), largest) is None
    assert verdict({}, largest + b"x") is Reason.TOO_LARGE


@given(
    headers=st.dictionaries(
        st.sampled_from(["x-slack-request-timestamp", "x-slack-signature", "content-type"]), st.text()
    ),
    body=st.binary(),
)
def test_no_header_or_body_gets_in_or_raises_without_a_signature(
    headers: dict[str, str], body: bytes
) -> None:
    assert verdict(headers, body) in {Reason.NO_SIGNATURE, Reason.STALE_TIMESTAMP, Reason.BAD_SIGNATURE}
