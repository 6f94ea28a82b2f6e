"""The ground every package stands on, in six rooms.

`kernel` (money, ratios, clock, errors, database base, append-only guard, audit trail, settings), `web` (forms, guards,
filters, error pages), `documents` (PDF and archive), `mailing` (outbox), `jobs` (queue), `accounts` (who signs in).
A thing that fits none of them belongs to a domain package. Start with `kernel/db.py`.
"""
