"""Each minute: what was left undone is taken up again, the day's jobs are put in, the regular errands are run."""

import logging
import os
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update

from foundation.jobs.models import Job
from foundation.jobs.queries import due_jobs, running_claims
from foundation.jobs.registry import Clock, Daily, EveryMinute
from foundation.jobs.rules.claims import holder_of, is_gone
from foundation.jobs.runner import here
from foundation.jobs.services import enqueue
from foundation.kernel.audit import SYSTEM
from foundation.kernel.clock import PARIS
from foundation.kernel.db import db
from foundation.web.transaction import transaction

BATCH = 100

log = logging.getLogger(__name__)


def release_the_dead(at: datetime) -> int:
    """End the lease of the jobs whose worker died on this machine; how many."""
    released = 0
    for job_id, claim in running_claims():
        if is_gone(claim, here=here(), alive=_is_alive(claim)):
            released += 1
            with transaction():
                db.session.execute(update(Job).where(Job.id == job_id, Job.claim == claim).values(locked_until=at))
    db.session.rollback()
    return released


def left_undone(at: datetime) -> Sequence[int]:
    """The jobs to run now: waiting ones whose moment has come, and those that a vanished worker left."""
    release_the_dead(at)
    found = due_jobs(at, limit=BATCH)
    db.session.rollback()
    return found


def put_in_the_day(dailies: Sequence[Daily], at: datetime) -> None:
    """Put in each daily job whose hour has come, once for the day."""
    local = at.astimezone(ZoneInfo(PARIS))
    for daily in dailies:
        if local.hour >= daily.hour:
            with transaction():
                enqueue(daily.kind, daily.params, actor=SYSTEM, at=at, dedupe=f"{daily.kind}:{local.date()}")


class Errands:
    """The regular errands, each run by one thread of this process at a time.

    Woken while it runs, an errand runs once more afterwards: what was queued meanwhile does not wait for the minute.
    """

    def __init__(self, errands: Sequence[EveryMinute]) -> None:
        self.functions: dict[str, Callable[[Clock], object]] = {one.name: one.function for one in errands}
        self._lock = threading.Lock()
        self._running: set[str] = set()
        self._again: set[str] = set()

    def run(self, name: str, clock: Clock) -> None:
        """Run one errand, or have the thread that runs it do so again."""
        with self._lock:
            if name in self._running:
                self._again.add(name)
                return
            self._running.add(name)
        while True:
            try:
                self.functions[name](clock)
            except Exception:
                log.exception("the errand %s failed; it is run again in a minute", name)
            with self._lock:
                if name not in self._again:
                    self._running.discard(name)
                    return
                self._again.discard(name)


def _is_alive(claim: str) -> bool:
    holder = holder_of(claim)
    if holder is None:
        return True
    try:
        os.kill(holder.process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
