"""Counting, pure: a count file in (`count_file.parse`), a result that explains itself out (`count.count`).

A resolution: `weighting.py` carries the votes of a college to the assembly, `majority.py` decides, `resolution.py` joins
both. A contest between options: `contest.py` states it, `adding_up.py` and `weighing.py` make its tally, `methods/` decide.
"""
