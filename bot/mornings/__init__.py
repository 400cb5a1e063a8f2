"""What comes by itself in the morning: reminders to people, and digests in customers' channels.

Everybody's morning is by their own clock on the wall. Nobody gets one who did not ask for it, and each comes
at most once for a day: that it was given is noted together with the message in the outbox, before it is
posted.
"""
