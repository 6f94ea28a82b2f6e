"""Work that does not fit in a request: a row of ours written with the decision, and a queue that only wakes the worker.

The queue (huey) may run a task twice or lose it; the row is the truth. `services.enqueue` stores the job in the act's
own transaction and wakes the worker after the commit; `runner.run_job` claims the row, runs its handler and commits the
handler's work together with the row's progress, so that effects in our database happen exactly once; `sweep.py` takes
up, each minute, what was left undone.

Start with `registry.job` (how a package declares a handler) and `runner.JobContext` (what a handler is given).
"""
