"""ChartMogul's customers at hand, because ChartMogul cannot search them by name.

In here: what is kept of customers and contacts, the search while somebody types, how names, addresses and
domains are compared, and the sync that keeps all of it like ChartMogul's. Which customer a conversation is
about is for `bot.resolve`, and how one is shown for `bot.views`.
"""
