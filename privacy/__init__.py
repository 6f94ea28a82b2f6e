"""Personal data: how long each kind is kept and why, what is erased when its time has come, what we hold on somebody.

Start with `rules/retention.py`, one table: the kinds of data, their durations with the articles, what happens at the end.
Source: GDPR art. 5(1)(e) (storage limitation), 15 (access), 17 (erasure and its limits); the articles of each line.
"""
