"""Places where several tasks are shown together and follow them: App Homes, lists, reminders, digests.

A board says what it shows, and is drawn from what is known of tasks (`bot.tasks`) and of what is under way
(`bot.changes`). Whatever changes a task raises its version; a board that shows an older one is drawn anew
where it stands, at most once in a while. Nothing in here changes a task.
"""
