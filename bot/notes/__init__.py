"""Keeps conversations as notes on ChartMogul's customers.

In here: what a form began with and cannot hold, what is to be kept, reading it in Slack, and writing the note
once, whatever fails. A note waits for its task, and its trouble never costs the task.
"""
