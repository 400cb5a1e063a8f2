"""`cm-task demo`: the bot between both stand-ins, in a browser, without an account.

In here: the small company that it begins with, the page that shows its Slack and its ChartMogul side by side,
and the processes behind it. What Slack and ChartMogul themselves do is in the rooms beside this one.
"""
