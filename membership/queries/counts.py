"""How many members each college and each category has on a day; one statement each."""

from datetime import date

from sqlalchemy import func, select

from foundation.kernel.db import db
from membership.queries.register import register


def college_counts(on: date) -> dict[str | None, int]:
    """Members by college; the key None counts the members of no college (rule 7)."""
    return _counts("college", on)


def category_counts(on: date) -> dict[str | None, int]:
    """Members by category."""
    return _counts("category", on)


def _counts(column: str, on: date) -> dict[str | None, int]:
    members = register(on).members().subquery()
    statement = select(members.c[column], func.count()).group_by(members.c[column])
    return {row[0]: row[1] for row in db.session.execute(statement)}
