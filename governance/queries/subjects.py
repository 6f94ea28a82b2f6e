"""What governance itself names among the subjects that are followed: its decisions."""

from collections.abc import Collection

from sqlalchemy import select

from foundation.kernel.db import db
from governance.models import Decision
from governance.signals import Named

KIND = "decision:"


def named_decisions(_sender: object, *, subjects: Collection[str]) -> dict[str, Named]:
    """The decisions among subjects: number, title and page; at most one statement."""
    ids = [
        int(one.removeprefix(KIND)) for one in subjects if one.startswith(KIND) and one.removeprefix(KIND).isdecimal()
    ]
    if not ids:
        return {}
    rows = db.session.execute(select(Decision.id, Decision.number, Decision.title).where(Decision.id.in_(ids)))
    return {f"{KIND}{row.id}": Named(row.title, f"/decisions/{row.number}") for row in rows}
