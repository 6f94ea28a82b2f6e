"""Each night: note what has reached its time. A proposal for the morning; nothing is ever erased by itself."""

from datetime import date

from foundation.kernel.db import db
from privacy.models import RetentionWatch
from privacy.queries.due import due_on


def note_due(on: date) -> int:
    """Note what is due on a day, kind by kind; the whole number. Noting twice changes nothing."""
    found = due_on(on)
    for one in found:
        db.session.merge(RetentionWatch(key=one.kind.key, due=one.due, held=one.held, looked_on=on))
    db.session.flush()
    return sum(one.due for one in found)
