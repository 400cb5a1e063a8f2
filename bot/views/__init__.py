"""What people see: pure functions, data in and Block Kit out.

No client, no database, no clock, and nothing is found out in here: what is not known is not shown. What
others wrote passes through `mrkdwn`, so that it mentions nobody, or `one_line`, so that it hides nothing.
"""
