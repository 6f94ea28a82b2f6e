"""Ballot boxes: opening on a frozen roll, casting, closing, counting, and the count file that lets anyone recount.

Knows no assembly and no member table: it receives a roll of rights and the statutes' rules when a box is opened.
Law: votes cast and majorities (code de commerce L225-96, L225-98, L223-29, L223-30), colleges of a SCIC (loi 47-1775
art. 19 octies), what an abstention is (loi 2019-744). Start reading at `rules/count.py`, then `services.py`.
"""
