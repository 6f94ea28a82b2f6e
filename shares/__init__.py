"""The share register: one journal of operations and movements, sealed and numbered without gap; all else is read from it.

Law: C. com. art. R228-8 and R228-9 (register of movements), loi 47-1775 art. 11 (transfer), 12 (payment), 13 (floor), 18
(refund at nominal value less losses), 19 septies (ceiling of public bodies). Start with `rules/kinds.py` and
`rules/positions.py`, then `models/journal.py`, `services/appending.py`, `queries/positions.py`. Membership says by signal
when two records are one: `services/following.py` listens.
"""
