"""People who sign in: accounts, roles and permissions, sessions that can be revoked, links and passwords.

An account is not a member: a member points to the accounts that may act for it (`membership`), never the reverse, and an
e-mail address is a way to reach someone, never who they are. Start with `permissions.py` (who may do what),
`access.py` (signing in) and `session.py` (what the browser holds, and what it proves).
"""
