"""The database, SQLite and PostgreSQL alike, and what all instances share through it.

In here: connections, the tables and their migrations, the clock, leases, and ChartMogul's limits. The tables
of all rooms are listed together in `schema`, because they are migrated together; what is read from them and
written to them is with the feature that they are for.
"""
