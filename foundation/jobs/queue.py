"""The queue that wakes the worker: huey, in a file of its own on one machine, in PostgreSQL on several.

It holds no truth: a lost or doubled task changes nothing, since the rows of `job` say what is to be done.
"""

import json
import logging
import threading
from collections.abc import Callable, Mapping

from flask import Flask
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.registry import Message
from huey.serializer import Serializer
from sqlalchemy import make_url

PERIODIC = "sweep"
CROWDED = 200
POSTGRES_PREFIX = "huey"
QUEUE_TABLES = tuple(f"{POSTGRES_PREFIX}_{name}" for name in ("kv", "schedule", "task", "counter"))

log = logging.getLogger(__name__)


class JsonSerializer(Serializer):
    """Tasks as JSON: what stands in the queue is data, never code to unpickle."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(list(data)).encode()

    def _deserialize(self, data: bytes) -> Message:
        fields = json.loads(data)
        return Message(*fields)._replace(args=tuple(fields[Message._fields.index("args")] or ()))


class Queue:
    """Wakes the worker. `tasks`: a function for each name that may be woken; "sweep" also runs each minute."""

    def __init__(self, app: Flask, tasks: Mapping[str, Callable[..., None]]) -> None:
        self.app = app
        self.tasks = tasks
        self._lock = threading.Lock()
        self._huey: Huey | None = None
        self._wakers: dict[str, Callable[..., object]] = {}

    @property
    def huey(self) -> Huey:
        """The queue, opened when first needed."""
        with self._lock:
            if self._huey is None:
                self._huey = self._open()
            return self._huey

    @property
    def is_crowded(self) -> bool:
        """Whether more wake-ups wait than a worker will get through soon."""
        return bool(self.huey.pending_count() >= CROWDED)

    def wake(self, task: str, *args: int | str) -> None:
        """Ask the worker to run `task` now. In tests nobody listens, unless JOBS_WAKE is set."""
        if self.app.config["TESTING"] and not self.app.config.get("JOBS_WAKE"):
            return
        huey = self.huey
        huey.enqueue(self._wakers[task].s(*args))  # type: ignore[attr-defined]

    def close(self) -> None:
        """Let go of the storage."""
        if self._huey is not None:
            self._huey.storage.close()

    def _open(self) -> Huey:
        url = make_url(self.app.config["SQLALCHEMY_DATABASE_URI"])
        options = {"results": False, "serializer": JsonSerializer()}
        if url.get_backend_name() == "sqlite":
            huey = SqliteHuey("scic", filename=str(self.app.config["VAR_FOLDER"] / "jobs.sqlite"), **options)
        else:
            dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
            huey = PostgresHuey("scic", dsn=dsn, table_prefix=POSTGRES_PREFIX, **options)
        for name, function in self.tasks.items():
            mark = huey.periodic_task(crontab(), name=name) if name == PERIODIC else huey.task(name=name)
            self._wakers[name] = mark(function)
        return huey
