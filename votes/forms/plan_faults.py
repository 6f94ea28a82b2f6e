"""At which field of a plan a fault of its contest is shown."""

_FIELDS = {
    "$.options": "options",
    "$.seats": "seats",
    "$.marks.min": "marks_min",
    "$.marks": "marks_max",
    "$.approval_threshold": "approval_threshold",
    "$.grades": "grades",
    "$.default_grade": "default_grade",
    "$.max_score": "max_score",
    "$.points.max_per_option": "points_cap",
    "$.points.min_options": "points_spread",
    "$.points": "points_total",
    "$.budget_cents": "budget",
}


def field_of(path: str) -> str:
    """The field of the longest path that this one begins with; the options where none does.

    >>> field_of("$.points.min_options"), field_of("$.options[3].id")
    ('points_spread', 'options')
    """
    found = [start for start in _FIELDS if path.startswith(start)]
    return _FIELDS[max(found, key=len)] if found else "options"
