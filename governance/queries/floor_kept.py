"""The floor of a session that many phones ask for at once: drawn up once, and kept while no act has been recorded since.

When a question opens, each phone asks for its page within two seconds; all of them stand on the same floor.
"""

from datetime import datetime
from threading import Lock

from foundation.kernel.audit import LAST_ENTRY
from foundation.kernel.db import db, shared_database
from governance.models import Assembly
from governance.queries.floor import Floor, floor_at

FLOORS_KEPT = 4
_kept: dict[tuple[str, int], tuple[int, Floor]] = {}
_drawing = Lock()


def floor_now(assembly: Assembly, at: datetime) -> Floor:
    """The floor at `at`; one short statement where nothing was recorded since it was last drawn up.

    Every act is told in the audit trail (arrivals, proxies, members): the same last row means the same floor.
    """
    database = shared_database()
    if database is None:
        return floor_at(assembly, at)
    last = db.session.execute(LAST_ENTRY).first()
    number = int(last.number) if last else 0
    with _drawing:
        found = _kept.get((database, assembly.id))
        if found is not None and found[0] == number:
            return found[1]
        floor = floor_at(assembly, at)
        if len(_kept) >= FLOORS_KEPT:
            _kept.clear()
        _kept[database, assembly.id] = (number, floor)
    return floor
