"""The worker process: `scic worker`. Stops gently on TERM or Ctrl-C; killed, it loses nothing (see `runner.py`)."""

from flask import Flask
from huey.consumer import Consumer

from foundation.jobs.queue import Queue

THREADS = 2
GRACE_SECONDS = 30


def run(app: Flask, *, threads: int = THREADS) -> None:
    """Work until told to stop. What a former worker left is taken up at once, then every minute."""
    queue: Queue = app.extensions["jobs"]
    consumer = Consumer(
        queue.huey,
        workers=threads,
        periodic=True,
        max_delay=1.0,
        scheduler_interval=1,
        health_check_interval=10,
        shutdown_timeout=GRACE_SECONDS,
        graceful_signal="TERM",
    )
    queue.wake("sweep")
    consumer.run()
    queue.close()
