"""A database that has never looked at its tables finds the register all the same: work is counted, nothing is timed.

SQLite then plans without knowing any size, PostgreSQL for tables it takes for small. Counted are instructions of SQLite's
machine, and rows that PostgreSQL looked at: the same on a busy machine.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from benchmarks.cooperative import planting
from foundation.kernel.db import db
from foundation.web.transaction import transaction
from membership.queries.counts import composition_known, composition_on
from membership.queries.merges import hidden_members
from membership.queries.roll import count_members_on, members_on
from shares.queries.positions import holdings_on, positions_on
from tests import databases as sources

SMALL, LARGE = 100, 400
GROWTH = 7  # four times the members, and what sorting adds
DAY = date(2025, 12, 31)
MOMENT = datetime(2026, 1, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def houses(databases, tmp_path_factory):
    """Two cooperatives, planted without a look at the tables afterwards."""
    apps = [sources.application(databases.migrated(), tmp_path_factory.mktemp("plans")) for _one in range(2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planting, "refresh_statistics", lambda _connection: None)
        for app, size in zip(apps, (SMALL, LARGE), strict=True):
            with app.app_context():
                with transaction():
                    planting.plant(size)
                db.session.remove()
    yield apps
    for app in apps:
        sources.close(app)


@contextmanager
def said(engine) -> Iterator[list[tuple[str, object]]]:
    """The statements said meanwhile, with their values."""
    seen: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, values, *_rest):
        seen.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def work(app, act: Callable[[], object]) -> int:
    """What the statements of `act` cost the database."""
    with app.app_context():
        with said(db.engine) as seen:
            act()
        db.session.remove()
        weigh = _instructions if db.engine.dialect.name == "sqlite" else _rows_looked_at
        return sum(weigh(*one) for one in seen)


def _instructions(statement: str, values: object) -> int:
    counted = 0

    def note() -> int:
        nonlocal counted
        counted += 1
        return 0

    with db.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        raw.set_progress_handler(note, 10)
        raw.execute(statement, values).fetchall()
        raw.set_progress_handler(None, 0)
    return counted


def _rows_looked_at(statement: str, values: object) -> int:
    with db.engine.connect() as connection:
        told = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", values).scalar()
    plan = told if isinstance(told, list) else json.loads(told)
    return _rows_of(plan[0]["Plan"])


def _rows_of(plan: dict) -> int:
    dropped = sum(int(plan.get(f"Rows Removed by {why}", 0)) for why in ("Filter", "Join Filter", "Index Recheck"))
    own = (int(plan["Actual Rows"]) + dropped) * int(plan["Actual Loops"])
    return own + sum(_rows_of(one) for one in plan.get("Plans", ()))


ACTS = {
    "the register in numbers": lambda: composition_on(DAY),
    "as it was known": lambda: composition_known(DAY, MOMENT),
    "how many members": lambda: count_members_on(DAY),
    "the register": lambda: members_on(DAY),
    "the register as it was known": lambda: members_on(DAY, MOMENT),
    "doubles": lambda: db.session.execute(hidden_members(DAY)).all(),
    "positions": lambda: positions_on(DAY),
    "holdings": lambda: holdings_on(DAY, MOMENT),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_four_times_the_members_are_about_four_times_the_work_without_statistics(houses, act):
    small, large = (work(app, act) for app in houses)
    assert large <= GROWTH * max(small, 100), f"{small} for {SMALL} members, {large} for {LARGE}"
