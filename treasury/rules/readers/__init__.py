"""Readers of bank files, one a format; each gives the same `BankStatement`. Start with `opening.py`."""
