"""A worker process with a handler of the tests, started by them and killed by them: python -m tests.factories.worker_of_tests URL VAR."""

import sys
import time
from pathlib import Path

from foundation.jobs import worker
from foundation.jobs.registry import job
from foundation.jobs.runner import JobContext
from foundation.kernel.audit import record
from tests.databases import application

PAGES = 6


@job("test-slow-pages", title="Slow pages")
def slow_pages(context: JobContext) -> dict[str, int]:
    """Write one fact a page, slowly; a next try goes on where the last one stopped."""
    for number in range(context.done, PAGES):
        record("test:page:printed", f"page:{number}", actor=context.actor, at=context.at)
        Path(context.params["signs"], f"{context.attempt.attempts}-{number}").touch()
        time.sleep(context.params["seconds"])
        context.progress(number + 1, PAGES)
    return {"pages": PAGES}


if __name__ == "__main__":
    app = application(sys.argv[1], Path(sys.argv[2]))
    app.config["JOBS_WAKE"] = True
    worker.run(app)
