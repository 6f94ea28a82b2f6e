"""What is not in order today, for the front page: judged once, and kept while no act has been recorded since."""

from datetime import date

from foundation.kernel.audit import LAST_ENTRY
from foundation.kernel.db import db, shared_database
from governance.queries.compliance import situation_on
from governance.rules.compliance.table import compliance
from governance.rules.compliance.verdicts import State, Verdict

DAYS_KEPT = 8
_kept: dict[tuple[str, date], tuple[int, tuple[Verdict, ...]]] = {}


def not_in_order(on: date) -> tuple[Verdict, ...]:
    """The checks that block on a day; one short statement as long as the audit trail has no new row.

    Every act is told in the trail: the same last row means the same members, capital and assemblies.
    """
    database = shared_database()
    if database is None:
        return _judged(on)
    last = db.session.execute(LAST_ENTRY).first()
    number = int(last.number) if last else 0
    found = _kept.get((database, on))
    if found is not None and found[0] == number:
        return found[1]
    verdicts = _judged(on)
    if len(_kept) >= DAYS_KEPT:
        _kept.clear()
    _kept[database, on] = (number, verdicts)
    return verdicts


def _judged(on: date) -> tuple[Verdict, ...]:
    return tuple(one for one in compliance(situation_on(on)) if one.state is State.BLOCKS)
