"""What the audit trail keeps of a detail that changed: as it was, and as it is.

How to reach someone goes with the contacts, on another day than who they are (`privacy/rules/retention.py`): the two
stand in facts of their own.
"""

from collections.abc import Mapping
from datetime import date

REACHING = frozenset({"email", "phone", "pronouns", "post_returned_on"})
MASKED = frozenset({"born_on"})
HIDDEN = "••••"

Changes = Mapping[str, tuple[object, object]]


def told_changes(changes: Changes) -> dict[str, list[str]]:
    """Each detail as it was and as it is, as text; what pages mask shows only that it is there.

    >>> told_changes({"town": ("Redon", "Rennes"), "born_on": (None, date(1980, 2, 3))})
    {'born_on': ['', '••••'], 'town': ['Redon', 'Rennes']}
    """
    return {name: [_text(name, value) for value in changes[name]] for name in sorted(changes)}


def reaching(changes: Changes) -> tuple[dict[str, tuple[object, object]], dict[str, tuple[object, object]]]:
    """How to reach someone apart from who they are.

    >>> reaching({"town": ("Redon", "Rennes"), "phone": ("", "0612345678")})
    ({'phone': ('', '0612345678')}, {'town': ('Redon', 'Rennes')})
    """
    mine = {name: pair for name, pair in changes.items() if name in REACHING}
    return mine, {name: pair for name, pair in changes.items() if name not in REACHING}


def _text(name: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if name in MASKED:
        return HIDDEN
    return value.isoformat() if isinstance(value, date) else str(value)
