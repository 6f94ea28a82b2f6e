"""The 48 checks of the compliance table: what is looked at, what was found, from which article, what to do.

Start with `verdicts.py` (the answer), `situation.py` (what the checks are given), then one file a subject; `table.py` runs all.
"""
