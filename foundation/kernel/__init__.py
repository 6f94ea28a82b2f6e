"""What everything else needs and knows nothing of the web: numbers, time, errors, tables, the audit trail.

Start with `errors.py` (how a rule says no), `ledger.py` (what append-only means) and `audit.py` (the chain).
"""
