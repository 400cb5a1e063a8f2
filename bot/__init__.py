"""cm-task: turns a Slack conversation into a follow-up task in ChartMogul.

Beside the rooms stand only the modules that put them together (`__main__`, `server`, `app`, `services`,
`rooms`, `settings`, `runtime`), and the two things that most of them speak of: a new task (`task`) and what
somebody asked for (`request`). Whatever else there is belongs in a room; `.github/CONTRIBUTING.md` shows
them, floor by floor.
"""
