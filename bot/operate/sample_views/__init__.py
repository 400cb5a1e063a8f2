"""Every view that the bot draws, drawn with made-up words: to hold them against Slack's rules.

One module for each surface, a list of samples in each; `every` has them all. `cm-task check --views` shows
them to Slack's own judgement, the tests to the stand-in's, with any words.
"""
