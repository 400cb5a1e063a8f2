"""`cm-task check`: whether a deployment can do its work, before anybody in Slack finds out that it cannot.

One module for each subject, which looks and says what it found; `everything` goes through them. Nothing is
created anywhere and no message sent: of all that is looked at, only the database's schema is changed.
"""
