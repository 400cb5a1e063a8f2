"""People who were taken for the assignee, or were not, and those like them."""

from __future__ import annotations

from tests.resolve.command_rows.row import BEN, Row

FOUND_PEOPLE = [
    Row("for <@U0BEN> and <@U0CHLOE>: call", "for @ben and @chloe: call"),
    Row("for <@U0BEN> &amp; <@U0CHLOE>: call", "for @ben & @chloe: call"),
    Row("owner: <@U0BEN> or <@U0CHLOE>", "owner: @ben or @chloe"),
    Row("<@U0BEN>: fix export; <@U0CHLOE>: send quote", "@ben: fix export; @chloe: send quote"),
    Row("<@U0BEN> fix export, <@U0CHLOE> send quote", "@ben fix export, @chloe send quote"),
    Row("<@U0BEN> fix export\n<@U0CHLOE> call", "@ben fix export\n@chloe call"),
    Row("<@U0BEN> ask <@U0CHLOE> to send quote", "ask @chloe to send quote", assignee=BEN),
    Row("<@U0BEN> remind <@U0CHLOE> call is off", "remind @chloe call is off", assignee=BEN),
]
