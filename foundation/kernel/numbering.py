"""Numbers without gap: the next one of a register, taken under a lock that the transaction holds to its end."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import InstrumentedAttribute

from foundation.kernel.db import db


def next_number(column: InstrumentedAttribute[int]) -> int:
    """The number after the highest of `column`, 1 in an empty register.

    The number is never given twice (the column must be unique and its rows never deleted) and leaves no gap: on
    PostgreSQL others wait for our transaction, on SQLite a writing transaction is alone by itself.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        name = f"{column.class_.__name__}.{column.key}"
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": name})
    return int(db.session.execute(select(func.coalesce(func.max(column), 0) + 1)).scalar_one())
