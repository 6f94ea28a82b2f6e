"""Count the votes whose closing time has passed. Nothing depends on it but when the result is there: the clock closed them."""

import logging
from collections.abc import Callable
from datetime import datetime

from foundation.kernel.audit import SYSTEM
from foundation.kernel.errors import ScicError
from foundation.web.transaction import transaction
from votes.queries.boxes import due_boxes
from votes.queries.life import states_of
from votes.rules.life import BoxState
from votes.services.closing import close_box
from votes.services.recounting import recounted_where_refused

log = logging.getLogger(__name__)


def close_what_is_due(clock: Callable[[], datetime]) -> int:
    """The errand of each minute: each vote in a transaction of its own; one that cannot be counted stops no other.

    Votes that wait for a decision (few ballots) are left to people; one extended meanwhile runs on.
    """
    at, counted = clock(), 0
    due = due_boxes(at)
    states = states_of(due, at)
    for box_id in [box.id for box in due if states[box.id] is BoxState.ENDED]:
        try:
            with recounted_where_refused(SYSTEM, clock()), transaction():
                counted += _close(box_id, clock())
        except ScicError as refused:
            log.info("vote %s is not counted yet: %s", box_id, refused.code)
        except Exception:
            log.exception("vote %s could not be counted: a fault of the software, the other votes are counted", box_id)
    return counted


def _close(box_id: int, at: datetime) -> bool:
    """Looked at again inside its transaction: it may have been extended, or counted by hand, meanwhile."""
    due = {box.id: box for box in due_boxes(at)}
    if box_id not in due or states_of([due[box_id]], at)[box_id] is not BoxState.ENDED:
        return False
    close_box(box_id, actor=SYSTEM, at=at)
    return True
