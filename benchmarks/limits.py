# ruff: noqa: S608 - statements of our own, from nobody’s input
"""What each page or file is measured against: the same rows, read by one statement written by hand, and nothing else."""

DAY = "2024-12-31"
_HELD = "(SELECT coalesce(sum(shares), 0) FROM share_movement v WHERE v.member_id = m.id)"
_LAST = (
    "(SELECT f.{column} FROM {table} f WHERE f.member_id = m.id AND f.effective_on <= '" + DAY + "' "
    "ORDER BY f.effective_on DESC, f.id DESC LIMIT 1)"
)
_CATEGORY = _LAST.format(column="category", table="category_fact")
_COLLEGE = _LAST.format(column="college", table="college_fact")
SUMS = "sum(shares), sum(subscribed_cents), sum(called_cents), sum(paid_cents), sum(owed_cents), sum(advance_cents)"

LIST = (
    f"SELECT p.last_name, p.first_names, m.number, {_CATEGORY}, {_COLLEGE}, {_HELD} FROM person p "
    "JOIN member m ON m.person_id = p.id ORDER BY p.sort_key LIMIT 50"
)
SEARCH = (
    "SELECT p.last_name, p.first_names, m.number FROM person p JOIN member m ON m.person_id = p.id "
    "WHERE p.search_key LIKE '%kerbre%' ORDER BY p.sort_key LIMIT 50"
)
CARD = "SELECT * FROM share_movement WHERE member_id = 2"
BALANCES = f"SELECT member_id, {SUMS} FROM share_movement WHERE effective_on <= '{DAY}' GROUP BY member_id"
DASHBOARD = (
    "SELECT v.effective_on, c.college, sum(v.subscribed_cents), sum(v.paid_cents) FROM share_movement v "
    "JOIN college_fact c ON c.member_id = v.member_id GROUP BY v.effective_on, c.college"
)
REGISTER = (
    f"SELECT m.number, p.last_name, p.first_names, o.name, {_CATEGORY}, {_COLLEGE}, h.* "
    f"FROM (SELECT member_id, {SUMS} FROM share_movement WHERE effective_on <= '{DAY}' GROUP BY member_id) h "
    "JOIN member m ON m.id = h.member_id LEFT JOIN person p ON p.id = m.person_id "
    "LEFT JOIN organisation o ON o.id = m.organisation_id ORDER BY m.number"
)
