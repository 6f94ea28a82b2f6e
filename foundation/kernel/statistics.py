"""What the database knows of its own tables: told anew after rows came in by the thousand.

Without it PostgreSQL reckons with empty tables until it looks by itself, minutes later, and chooses ways that take
hours; SQLite never looks by itself.
"""

from sqlalchemy import Connection, text

SAMPLED = 1000


def refresh_statistics(connection: Connection) -> None:
    """Have the database look at its tables; inside the transaction of the connection, a second at most."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA analysis_limit={SAMPLED}"))
    connection.execute(text("ANALYZE"))
