"""Money: bank files in, payments matched to what was asked, refunds out by SEPA, and the accounts that follow.

The register of shares is the truth about capital; here stands what the bank says of it. Start with `rules/readers/`
(a bank file becomes a `BankStatement`), `rules/matching.py` (why a line belongs to a request), `rules/postings.py` (the
entries that follow from a movement) and `rules/tie_out.py` (register against accounts). Loi 47-1775 art. 12, 13 and 18.
"""
