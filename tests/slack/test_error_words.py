"""What follows from each no that Slack, or somebody in between, can answer."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.errors import (
    SlackBusy,
    SlackError,
    SlackLater,
    SlackLockedOut,
    SlackMalformed,
    SlackRefused,
    SlackUncertain,
    SlackUnknown,
    check_response_url,
    refusal,
    retry_after,
)

WORDS: dict[type[SlackError], str] = {
    # The error tables of the methods that the bot calls, and what response URLs answer.
    SlackRefused: """
        access_denied action_prohibited app_access_restricted cannot_dm_bot cannot_reply_to_message
        channel_is_archived channel_is_limited_access channel_not_found channel_type_not_supported
        draft_already_sent duplicate_external_id ekm_access_denied enterprise_is_restricted
        exchanged_trigger_id expired_trigger_id expired_url forbidden_team hash_conflict invalid_token
        invalid_trigger_id invalid_url invalid_user_combination is_archived messages_tab_disabled
        method_not_supported_for_channel_type missing_scope no_permission no_service no_team
        not_allowed_token_type not_enabled not_found not_implemented not_in_channel
        posting_to_general_channel_denied push_limit_reached restricted_action
        restricted_action_non_threadable_channel restricted_action_of_next_year
        restricted_action_read_only_channel restricted_action_thread_locked
        restricted_action_thread_only_channel slack_connect_file_link_sharing_blocked team_access_not_granted
        team_disabled team_not_found thread_not_found used_url user_disabled user_not_found
        user_not_in_channel user_not_visible users_not_found
    """,
    SlackMalformed: """
        attachment_payload_limit_exceeded deprecated_endpoint invalid_arg_name invalid_arguments
        invalid_array_arg invalid_attachments invalid_blocks invalid_blocks_format invalid_charset
        invalid_cursor invalid_form_data invalid_json invalid_metadata_format invalid_payload
        invalid_post_type invalid_thread_ts invalid_ts_latest invalid_ts_oldest markdown_text_conflict
        metadata_must_be_sent_from_app metadata_too_large method_deprecated missing_charset missing_post_type
        missing_text_or_fallback_or_attachments msg_blocks_too_long msg_too_long no_text too_many_attachments
        too_many_contact_cards unknown_method view_too_large
    """,
    SlackBusy: "ratelimited rate_limited",
    SlackLater: """
        accesslimited external_channel_migrating list_record_comment_fetch_failed message_limit_exceeded
        request_timeout service_unavailable team_added_to_org
    """,
    SlackUncertain: "fatal_error internal_error rollup_error update_failed",
    SlackLockedOut: """
        account_inactive invalid_auth not_authed org_login_required token_expired token_revoked
        two_factor_setup_required
    """,
    SlackUnknown: "a_word_of_next_year quota_gone",
}


@pytest.mark.parametrize("status", [200, 400, 403, 404, 500, 503])
@pytest.mark.parametrize(
    ("kind", "word"), [(kind, word) for kind, words in WORDS.items() for word in words.split()]
)
def test_a_word_means_the_same_with_whatever_status(kind: type[SlackError], word: str, status: int) -> None:
    error = refusal(status, {}, word)

    if kind is SlackUnknown and status >= 500:
        assert type(error) is SlackUncertain
    else:
        assert type(error) is kind
        assert error.code == word


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, SlackUncertain),
        *((status, SlackUnknown) for status in (301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 410, 451)),
        (408, SlackLater),
        (413, SlackMalformed),
        (425, SlackLater),
        (429, SlackBusy),
        *((status, SlackUncertain) for status in (500, 502, 503, 504, 520, 599)),
    ],
)
@pytest.mark.parametrize(
    "said",
    [None, "", "<html>Bad gateway</html>", "Received a response in a non-JSON format: <!DOCTYPE", 7, []],
)
def test_without_a_word_the_status_counts(status: int, kind: type[SlackError], said: object) -> None:
    assert type(refusal(status, {}, said)) is kind


NOON = "Wed, 25 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 1.0),
        ({"Retry-After": "30"}, 30.0),
        ({"retry-after": ["30"]}, 30.0),
        ({"RETRY-AFTER": "0.5"}, 0.5),
        ({"Retry-After": ""}, 1.0),
        ({"Retry-After": "soon"}, 1.0),
        ({"Retry-After": "nan"}, 1.0),
        ({"Retry-After": "inf"}, 1.0),
        ({"Retry-After": "-5"}, 0.0),
        ({"Retry-After": "1" + "0" * 400}, 1.0),
        ({"Retry-After": "86400"}, 86400.0),
        ({"Retry-After": "Wed, 25 Nov 2026 12:00:20 GMT", "Date": NOON}, 20.0),
        ({"Retry-After": "Wed, 25 Nov 2026 11:00:00 GMT", "Date": NOON}, 0.0),
        ({"Retry-After": "Wed, 99 Nov 2026 11:00:00 GMT", "Date": NOON}, 1.0),
        ({"Retry-After": "Wed, 25 Nov 1999 12:00:20 GMT", "Date": "whenever"}, 0.0),
    ],
)
def test_how_long_slack_wants_to_be_left_alone(headers: Mapping[str, object], seconds: float) -> None:
    assert retry_after(headers) == seconds
    error = refusal(429, headers, "ratelimited")
    assert isinstance(error, SlackBusy)
    assert error.retry_after == seconds


@pytest.mark.parametrize("body", ["ok", "OK", "", '{"ok":true}', "{}", '"ok"', "null", "Thanks!"])
def test_a_response_url_took_the_message(body: str) -> None:
    check_response_url(200, {}, body)


@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (404, "used_url", SlackRefused, "used_url"),
        (404, "expired_url\n", SlackRefused, "expired_url"),
        (200, "expired_url", SlackRefused, "expired_url"),
        (200, '{"ok":false,"error":"Expired url"}', SlackRefused, "expired_url"),
        (200, '{"ok":false,"error":"used_url"}', SlackRefused, "used_url"),
        (410, "channel_is_archived", SlackRefused, "channel_is_archived"),
        (403, "action_prohibited", SlackRefused, "action_prohibited"),
        (400, "invalid_blocks", SlackMalformed, "invalid_blocks"),
        (400, "no_text", SlackMalformed, "no_text"),
        (200, '{"ok":false,"error":"service_unavailable"}', SlackLater, "service_unavailable"),
        (429, "rate_limited", SlackBusy, "rate_limited"),
        (500, "rollup_error", SlackUncertain, "rollup_error"),
        (200, '{"ok":false}', SlackUncertain, "unreadable"),
        (200, "<html>Sign in to the hotel's network</html>", SlackUncertain, "unreadable"),
        (302, "", SlackUnknown, "http_302"),
        (404, "<html>nginx</html>", SlackUnknown, "http_404"),
        (403, "Forbidden by the proxy", SlackUnknown, "http_403"),
        (502, "<html>nginx</html>", SlackUncertain, "http_502"),
    ],
)
def test_a_response_url_did_not(status: int, body: str, kind: type[SlackError], code: str) -> None:
    with pytest.raises(kind) as raised:
        check_response_url(status, {}, body)

    assert type(raised.value) is kind
    assert raised.value.code == code


@given(st.integers(100, 599), st.text(max_size=200), st.text(max_size=40))
def test_any_answer_is_understood_somehow(status: int, said: str, wait: str) -> None:
    error = refusal(status, {"Retry-After": wait}, said)

    assert isinstance(error, SlackError)
    assert error.code
