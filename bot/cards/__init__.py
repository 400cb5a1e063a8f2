"""Keeps the cards in Slack like the tasks in ChartMogul, by editing them where they stand.

Whatever changes a task raises its version (`bot.tasks`); a card that shows an older one is drawn anew, at
most once in a while, so that many changes are few edits. What is changed in ChartMogul itself is read every
few minutes.
"""
