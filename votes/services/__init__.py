"""Writes of the ballot boxes: `boxes` opens and closes them, `casting` puts ballots into them.

They flush and never commit: the view, command or job does. Two casts for one right, or a cast and the closing, meet in
the database: on SQLite one writer at a time, on PostgreSQL a cast holds the box shared, the closing holds it alone, and
a unique number per right settles a race for one right.
"""
