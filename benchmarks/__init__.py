"""What `make bench` runs: ratios to a limit measured in the same run, interleaved, with the machine's steal beside them.

Absolute figures are orders of magnitude: the machines we measure on drift by a factor of two. A ratio to a limit taken in
the same seconds is steadier. Start with `__main__.py`; `casting.py`, `pages.py` and `files.py` say what is measured.
"""
