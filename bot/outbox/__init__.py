"""The outbox at work: each request becomes one task in ChartMogul and one answer in Slack, whatever fails.

In here: the rows and their states, the steps that create, look and tell, the places that a message can go to,
and how long all of it waits. Every step is stored before and after it is taken; nothing else in the bot
creates a task or posts its summary. What is asked for is settled before it comes here (`bot.request`), and
the messages are drawn in `bot.views`.
"""
