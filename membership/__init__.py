"""Members: people, organisations and who represents them, categories, colleges, admission and exit.

Law: loi 47-1775 art. 7 and 19 septies (who may be a member, categories), art. 19 octies (colleges), C. com. art. L231-6
(exit). Nothing here says "is a member" in a column: facts are dated twice (effective, recorded) and appended, and the
state of a day is derived. Start with `rules/facts.py`, then `models/facts.py`, then `queries/roll.py: members_on`.
"""
