"""A cooperative of any size, invented: 1,000, 15,000 or 60,000 members with five movements each, in some ten years.

The same size gives the same people and the same seals. Nothing in it is beyond what the pages record: colleges, persons
and organisations with mandates, admissions, exits, instalments, transfers, refunds decided, paid and waiting, mistakes
taken back; `scic shares verify` finds it sound. Start with `planting.py: plant`.
"""
