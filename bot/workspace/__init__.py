"""What the bot knows of the Slack workspace: who people are, what conversations are and who reads them.

What Slack said is kept in the database and asked again when it is old, within the time that somebody waits;
beside it stands what people themselves said of their e-mail and of their channels. ChartMogul's side of the
world is in `bot.directory`, and what follows from both for a task in `bot.resolve`.
"""
