"""Counting, pure: a count file in (`count_file.parse`), a result that explains itself out (`count.count`).

`weighting.py` carries the votes of a college to the assembly, `majority.py` decides, `resolution.py` joins both.
"""
