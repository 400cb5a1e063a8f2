"""People who were taken for the assignee, or were not, and those like them."""

from __future__ import annotations

from tests.resolve.command_rows.row import ANNA, BEN, CHLOE, Row

FOUND_PEOPLE = [
    Row("for <@U0BEN> and <@U0CHLOE>: call", "for @ben and @chloe: call"),
    Row("for <@U0BEN> &amp; <@U0CHLOE>: call", "for @ben & @chloe: call"),
    Row("owner: <@U0BEN> or <@U0CHLOE>", "owner: @ben or @chloe"),
    Row("<@U0BEN>: fix export; <@U0CHLOE>: send quote", "@ben: fix export; @chloe: send quote"),
    Row("<@U0BEN> fix export, <@U0CHLOE> send quote", "@ben fix export, @chloe send quote"),
    Row("<@U0BEN> fix export\n<@U0CHLOE> call", "@ben fix export\n@chloe call"),
    Row("<@U0BEN> ask <@U0CHLOE> to send quote", "ask @chloe to send quote", assignee=BEN),
    Row("<@U0BEN> remind <@U0CHLOE> call is off", "remind @chloe call is off", assignee=BEN),
    Row("hooli: export bug -&gt; <@U0BEN>", "export bug", customer="Hooli", assignee=BEN),
    Row("export bug --&gt; <@U0BEN>", "export bug", assignee=BEN),
    Row("hooli &gt; call &gt; friday &gt; <@U0BEN>", "hooli > call", "Hooli", (), BEN, "2026-11-27"),
    Row("send quote --customer hooli --due friday", "send quote", customer="Hooli", due="2026-11-27"),
    Row("send quote --due friday --assignee <@U0BEN>", "send quote", assignee=BEN, due="2026-11-27"),
    Row("run it with --force", "run it with --force"),
    Row("hooli!: send quote", "send quote", customer="Hooli"),
    Row("hooli?!: send quote", "send quote", customer="Hooli"),
    Row("friday <@U0BEN> hooli", "", "Hooli", (), BEN, "2026-11-27"),
    Row("<@U0BEN> friday globex labs", "", "Globex Labs", (), BEN, "2026-11-27"),
    Row("friday hooli", "", customer="Hooli", due="2026-11-27"),
    Row("hooli me", "", customer="Hooli", assignee=ANNA),
    Row("me hooli friday", "", "Hooli", (), ANNA, "2026-11-27"),
    Row("hooli friday <@U0BEN> quote for seats", "quote for seats", "Hooli", (), BEN, "2026-11-27"),
    Row("<@U0CHLOE> hooli tomorrow send quote", "send quote", "Hooli", (), CHLOE, "2026-11-26"),
    Row("friday <@U0BEN> hooli wants a call", "friday @ben hooli wants a call"),
    Row("tomorrow hooli send quote", "send quote", customer="Hooli", due="2026-11-26"),
    Row("hooli friday send quote", "send quote", customer="Hooli", due="2026-11-27"),
    Row("hooli friday check", "hooli friday check", customer="Hooli"),
    Row("friday hooli call", "friday hooli call"),
    Row("friday northwind", "friday northwind"),
    Row("friday legal", "friday legal"),
    Row("friday <@U0GUEST> hooli", "friday @hugo hooli"),
    Row("quote for 40 seats for hooli for friday", "quote for 40 seats for friday", customer="Hooli"),
    Row("quote for hooli for <@U0BEN> for friday", "quote for friday", customer="Hooli", assignee=BEN),
    Row("hold seats for globex until monday", "hold seats until monday", customer="Globex"),
]
