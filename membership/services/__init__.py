"""Writes, one verb a function. They check, append, record in the audit trail, flush, and never commit.

`people` adds and amends who exists; `admission`, `assignment`, `exit` the life of a membership; `representation` who
speaks for an organisation; `consent` notices by e-mail; `access` which account acts for whom; `correction` takes a
wrong fact back.
"""
