"""The demonstration: the pole of the founding study as a SCIC in its third year. People and companies are invented.

Start with `load.py`. Every date is counted from the day of loading, so that "tonight" is tonight.
"""
