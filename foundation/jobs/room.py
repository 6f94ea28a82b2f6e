"""Joins this room to the application: the queue, and what it may wake."""

from collections.abc import Sequence

from flask import Flask

from foundation.jobs.queue import Queue
from foundation.jobs.registry import Clock, Daily, EveryMinute
from foundation.jobs.runner import run_job
from foundation.jobs.sweep import Errands, left_undone, put_in_the_day
from foundation.kernel.clock import now


def install_jobs(
    app: Flask, *, errands: Sequence[EveryMinute] = (), dailies: Sequence[Daily] = (), clock: Clock = now
) -> Queue:
    """Give `app` its queue: app.extensions["jobs"], with the tasks run_job(id), errand(name) and sweep()."""
    turns = Errands(errands)

    def run_one(job_id: int) -> None:
        with app.app_context():
            run_job(job_id, clock=clock)

    def run_errand(name: str) -> None:
        with app.app_context():
            turns.run(name, clock)

    def sweep() -> None:
        with app.app_context():
            put_in_the_day(dailies, clock())
            if not queue.is_crowded:
                for job_id in left_undone(clock()):
                    queue.wake("run_job", job_id)
        for name in turns.functions:
            queue.wake("errand", name)

    queue = Queue(app, {"run_job": run_one, "errand": run_errand, "sweep": sweep})
    app.extensions["jobs"] = queue
    return queue
