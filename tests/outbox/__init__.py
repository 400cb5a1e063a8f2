"""One task and one answer for each request, through failures of every kind."""
