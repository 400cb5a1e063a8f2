"""What Slack's words for "no" mean to somebody who wants a message to arrive.

Slack answers most of them with HTTP 200 and `ok: false`, a response URL as the text of a 4xx. Each method's
page has a table of its own (https://docs.slack.dev/reference/methods), and says that others may come.
"""

from __future__ import annotations

import re
from enum import Enum, auto


class Meaning(Enum):
    """What follows from a word."""

    REFUSED = auto()
    """Final for this place, view or person: nothing happened, and a repetition would be refused too."""
    MISTAKE = auto()
    """Slack does not take the call as it was made: nothing happened; only another call can succeed."""
    LIMITED = auto()
    """Too many calls: nothing happened, and a later one will succeed."""
    LATER = auto()
    """A passing trouble: nothing happened, and a later call may succeed."""
    UNCERTAIN = auto()
    """Slack itself does not know whether it happened."""
    LOCKED_OUT = auto()
    """Nothing happens for anybody with this token until somebody mends that."""


def as_word(said: object) -> str:
    """Slack's word as the table has it, `""` for what is none; response URLs may write `Expired url`."""
    word = str(said or "").strip().lower()
    spoken = word.replace(" ", "_")
    if spoken != word:
        return spoken if spoken in _MEANINGS else ""
    return word if _WORD.fullmatch(word) else ""


def meaning_of(word: str) -> Meaning | None:
    """What a word means; None for one that nobody has told us of."""
    known = _MEANINGS.get(word)
    return known or next((meaning for start, meaning in _FAMILIES.items() if word.startswith(start)), None)


_WORD = re.compile(r"[a-z][a-z0-9_.:-]{1,79}")

_FAMILIES = {
    "restricted_action": Meaning.REFUSED,
    "slack_connect_": Meaning.REFUSED,
    "draft_": Meaning.REFUSED,
    "invalid_": Meaning.MISTAKE,
    "missing_": Meaning.MISTAKE,
    "too_many_": Meaning.MISTAKE,
}
"""Words of which Slack makes more, by how they begin."""

_PLACE = """
    action_prohibited cannot_reply_to_message channel_is_archived channel_is_limited_access channel_not_found
    channel_type_not_supported ekm_access_denied is_archived is_inactive messages_tab_disabled
    method_not_supported_for_channel_type not_in_channel posting_to_channel_denied
    posting_to_general_channel_denied thread_not_found
"""
_PERSON = """
    cannot_dm_bot invalid_user_combination not_enough_users too_many_users user_disabled user_is_bot
    user_is_restricted user_not_found user_not_in_channel user_not_visible users_list_not_supplied
    users_not_found
"""
_LEAVE = """
    access_denied app_access_restricted enterprise_is_restricted forbidden_team missing_scope no_permission
    not_allowed_token_type send_on_behalf_not_allowed team_access_not_granted team_not_found
"""
_MESSAGE = """
    block_mismatch blocked_file_type cant_broadcast_message cant_update_message duplicate_channel_not_found
    duplicate_message_not_found edit_window_closed file_deleted file_is_deleted file_not_found
    file_share_limit_reached max_file_sharing_exceeded message_not_found no_dual_broadcast_content_update
    streaming_state_conflict unable_to_share_files
"""
_VIEW = """
    duplicate_external_id exchanged_trigger_id expired_trigger_id hash_conflict invalid_trigger_id
    missing_profile_id not_enabled not_found not_implemented push_limit_reached
"""
_RESPONSE_URL = """
    expired_url invalid_token invalid_url no_active_hooks no_service no_service_id no_team team_disabled
    used_url
"""
_MISTAKE = """
    as_user_not_supported attachment_payload_limit_exceeded deprecated_endpoint insecure_request
    json_not_object markdown_text_conflict metadata_must_be_sent_from_app metadata_too_large method_deprecated
    msg_blocks_too_long msg_too_long no_text unknown_method view_too_large
"""
_LIMITED = "rate_limit_exceeded rate_limited ratelimited too_many_requests"
_LATER = """
    accesslimited external_channel_migrating list_record_comment_fetch_failed message_limit_exceeded
    request_timeout service_unavailable team_added_to_org
"""
_UNCERTAIN = "fatal_error internal_error rollup_error update_failed"
_LOCKED_OUT = """
    account_inactive invalid_auth not_authed org_login_required token_expired token_revoked
    two_factor_setup_required
"""

_MEANINGS = {
    word: meaning
    for words, meaning in (
        (_PLACE + _PERSON + _LEAVE + _MESSAGE + _VIEW + _RESPONSE_URL, Meaning.REFUSED),
        (_MISTAKE, Meaning.MISTAKE),
        (_LIMITED, Meaning.LIMITED),
        (_LATER, Meaning.LATER),
        (_UNCERTAIN, Meaning.UNCERTAIN),
        (_LOCKED_OUT, Meaning.LOCKED_OUT),
    )
    for word in words.split()
}
