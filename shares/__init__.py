"""The share register: one journal of movements, numbered without gap; holdings and capital are read from it.

Law: C. com. art. R228-8 and R228-9 (register of movements), loi 47-1775 art. 13 (floor), 18 (refund at nominal value),
19 septies (ceiling of public bodies). Start with `rules/capital.py`, then `models.py`, then `queries.py: holdings_on`.
"""
