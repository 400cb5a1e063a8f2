"""Slack's words for no, from its error tables (https://docs.slack.dev/reference/methods/chat.postMessage).

Grouped by what they say of the message. The bot's own table is another one: what is missing there comes up.
"""

from __future__ import annotations


class Refused(Exception):
    """Slack says no, in a word."""


_NOT_POSTED = """
    accesslimited account_inactive action_prohibited as_user_not_supported
    attachment_payload_limit_exceeded cannot_reply_to_message channel_is_archived
    channel_is_limited_access channel_not_found cant_broadcast_message deprecated_endpoint
    draft_creation_failed duplicate_channel_not_found ekm_access_denied enterprise_is_restricted
    external_channel_migrating file_not_found invalid_arg_name invalid_arguments invalid_array_arg
    invalid_attachments invalid_auth invalid_blocks invalid_blocks_format invalid_charset
    invalid_form_data invalid_metadata_format invalid_metadata_schema invalid_post_type is_archived
    is_inactive list_record_comment_fetch_failed message_limit_exceeded messages_tab_disabled
    metadata_must_be_sent_from_app metadata_too_large method_deprecated missing_post_type missing_scope
    msg_blocks_too_long msg_too_long no_permission no_text not_allowed_token_type not_authed
    not_in_channel org_login_required rate_limited ratelimited request_timeout restricted_action
    restricted_action_non_threadable_channel restricted_action_read_only_channel
    restricted_action_thread_locked restricted_action_thread_only_channel service_unavailable
    slack_connect_blocked slack_connect_canvas_sharing_blocked something_that_slack_invents_tomorrow
    team_access_not_granted team_added_to_org team_not_found thread_not_found token_expired token_revoked
    too_many_attachments too_many_contact_cards two_factor_setup_required
"""

NOT_POSTED = tuple(_NOT_POSTED.split())
"""Nothing was posted."""

PERHAPS_POSTED = ("fatal_error", "internal_error")
"""Slack itself does not know."""

SPENT = ("used_url", "expired_url", "invalid_token", "no_service", "channel_not_found")
"""Of response URLs; nothing was posted. None of them is about the message itself: what would be posted as
text alone through a URL could not be recognised later."""

PASSING = (
    "accesslimited",
    "fatal_error",
    "internal_error",
    "ratelimited",
    "request_timeout",
    "service_unavailable",
    "team_added_to_org",
)
"""Of methods that only read, or open a form."""

FINAL = {
    "chat.update": (
        "cant_update_message",
        "channel_not_found",
        "edit_window_closed",
        "invalid_blocks",
        "is_inactive",
        "message_not_found",
    ),
    "conversations.open": (
        "cannot_dm_bot",
        "invalid_users",
        "method_not_supported_for_channel_type",
        "user_disabled",
    ),
    "conversations.history": ("channel_not_found", "missing_scope", "not_in_channel"),
    "conversations.replies": ("channel_not_found", "missing_scope", "not_in_channel", "thread_not_found"),
    "conversations.info": ("channel_not_found", "missing_scope"),
    "conversations.members": ("channel_not_found", "fetch_members_failed"),
    "users.info": ("user_not_found", "user_not_visible"),
    "views.open": ("expired_trigger_id", "invalid_trigger_id"),
    "views.publish": ("not_enabled",),
    "views.update": ("hash_conflict", "not_found", "view_too_large"),
}
"""What these methods say for good."""
