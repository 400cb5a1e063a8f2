"""ChartMogul's tasks at hand: as it last showed them, who asked for them in Slack, and where their cards are.

ChartMogul is the truth. What is kept here shows at once what was true a moment ago, says which cards have
fallen behind, and holds what only the bot knows of a task. Nothing in here changes a task.
"""
