"""The queue itself, on its real storage: a file beside SQLite, tables in PostgreSQL. And workers that are killed."""

import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from huey import PostgresHuey, SqliteHuey
from sqlalchemy import inspect, select

from foundation.jobs import registry
from foundation.jobs.models import Job
from foundation.jobs.queue import CROWDED, QUEUE_TABLES, JsonSerializer
from foundation.jobs.registry import Daily, EveryMinute, Kind
from foundation.jobs.room import install_jobs
from foundation.jobs.services import enqueue
from foundation.kernel.audit import SYSTEM, AuditEntry, first_broken_entry
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from foundation.web.transaction import transaction
from tests.factories import worker_of_tests
from tests.factories.mails import a_mail, test_templates

ROOT = Path(__file__).parents[2]


@pytest.fixture
def coop(own_app):
    own_app.config["JOBS_WAKE"] = True
    with own_app.app_context():
        yield own_app
    own_app.extensions["jobs"].close()


@pytest.fixture
def kind(monkeypatch):
    ran = []
    monkeypatch.setitem(registry.KINDS, "test", Kind("test", "A test", lambda context: ran.append(context.job_id)))
    return ran


def put_in(at, kind="test", **others):
    with transaction():
        return enqueue(kind, others.pop("params", {}), actor=SYSTEM, at=at, **others).id


def work_off(queue):
    """Do what a worker does, in this thread, until nothing waits."""
    while (task := queue.huey.dequeue()) is not None:
        queue.huey.execute(task)


def test_the_storage_is_that_of_the_database(coop, engine_name):
    huey = coop.extensions["jobs"].huey
    assert isinstance(huey, SqliteHuey if engine_name == "sqlite" else PostgresHuey)


def test_its_tables_in_postgresql_are_those_that_migrations_leave_alone(coop, engine_name):
    assert coop.extensions["jobs"].huey.pending_count() == 0
    tables = set(inspect(db.engine).get_table_names())
    expected = set(QUEUE_TABLES) if engine_name == "pg" else set()
    assert {name for name in tables if name.startswith("huey")} == expected


def test_a_job_is_woken_by_the_commit_and_not_before(coop, kind):
    queue = coop.extensions["jobs"]
    with transaction():
        job_id = enqueue("test", {}, actor=SYSTEM, at=now()).id
        assert queue.huey.pending_count() == 0
    assert queue.huey.pending_count() == 1
    work_off(queue)
    assert kind == [job_id]


def test_a_task_that_comes_twice_runs_the_job_once(coop, kind):
    queue = coop.extensions["jobs"]
    job_id = put_in(now())
    queue.wake("run_job", job_id)
    work_off(queue)
    assert kind == [job_id]


def test_a_task_that_was_lost_is_made_up_for_by_the_sweep(coop, kind):
    queue = coop.extensions["jobs"]
    job_id = put_in(now())
    queue.huey.storage.flush_queue()
    queue.wake("sweep")
    work_off(queue)
    assert kind == [job_id]


def test_a_queue_that_cannot_be_reached_does_not_undo_the_act(coop, kind, monkeypatch):
    queue = coop.extensions["jobs"]

    def fail(*_args):
        raise OSError("disk full")

    monkeypatch.setattr(queue.huey, "enqueue", fail)
    job_id = put_in(now())
    assert db.session.get(Job, job_id).state == "queued"


def test_a_crowded_queue_is_not_filled_further(coop, kind):
    coop.extensions["jobs"].close()
    queue = install_jobs(coop)
    put_in(now())
    for _ in range(CROWDED):
        queue.wake("run_job", 0)
    before = queue.huey.pending_count()
    queue.tasks["sweep"]()
    assert queue.huey.pending_count() == before


def test_a_mail_that_was_queued_wakes_its_sender(coop):
    coop.config["MODE"] = "demo"
    with test_templates(coop), transaction():
        mail_id = a_mail(now()).id
    work_off(coop.extensions["jobs"])
    assert db.session.get(Mail, mail_id, populate_existing=True).state == "sent"


def test_a_daily_job_is_put_in_once_a_day_from_its_hour_on(own_app, kind):
    moments = [datetime(2026, 6, 12, 0, 59, tzinfo=UTC)]
    queue = install_jobs(own_app, dailies=[Daily("test", hour=3)], clock=lambda: moments[-1])
    with own_app.app_context():
        for moment, expected in [
            (moments[0], 0),
            (datetime(2026, 6, 12, 1, 0, tzinfo=UTC), 1),
            (datetime(2026, 6, 12, 21, 59, tzinfo=UTC), 1),
            (datetime(2026, 6, 14, 12, 0, tzinfo=UTC), 2),
        ]:
            moments.append(moment)
            queue.tasks["sweep"]()
            assert len(db.session.scalars(select(Job.id)).all()) == expected
            db.session.rollback()
    queue.close()


def test_an_errand_that_fails_does_not_stop_the_next_one(own_app):
    ran = []
    errands = [EveryMinute("bad", lambda _clock: 1 / 0), EveryMinute("good", lambda _clock: ran.append(1))]
    queue = install_jobs(own_app, errands=errands)
    own_app.config["JOBS_WAKE"] = True
    queue.wake("sweep")
    work_off(queue)
    queue.close()
    assert ran == [1]


def test_what_stands_in_the_queue_is_data_and_not_code(coop):
    queue = coop.extensions["jobs"]
    queue.wake("run_job", 7)
    (item,) = queue.huey.storage.enqueued_items()
    assert item.startswith(b"[")
    assert JsonSerializer().deserialize(item).args == (7,)
    with pytest.raises(UnicodeDecodeError):
        JsonSerializer().deserialize(b"\x80\x04cos\nsystem\n.")


@contextmanager
def worker(url, var):
    """A real worker process; ended with the block. What it said on standard error is shown with a failure."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.factories.worker_of_tests", url, str(var)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield program
    finally:
        program.kill()
        said = program.communicate()[1]
        sys.stderr.write(said)


def until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)


def state_of(job_id):
    db.session.rollback()
    return db.session.get(Job, job_id, populate_existing=True).state


def pages():
    return db.session.scalars(select(AuditEntry.subject).where(AuditEntry.tag == "test:page:printed")).all()


@pytest.fixture
def signs(tmp_path):
    folder = tmp_path / "signs"
    folder.mkdir()
    return folder


def slow_job(signs, seconds=0.3, **others):
    return put_in(now(), "test-slow-pages", params={"signs": str(signs), "seconds": seconds}, **others)


EVERY_PAGE = [f"page:{number}" for number in range(worker_of_tests.PAGES)]


def test_a_worker_that_is_told_to_stop_finishes_its_task(coop, own_database, tmp_path, signs):
    job_id = slow_job(signs, seconds=0.1)
    with worker(own_database, tmp_path / "var") as program:
        until((signs / "1-0").exists)
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=20) == 0
    assert state_of(job_id) == "done"
    assert pages() == EVERY_PAGE


@pytest.mark.verify
@pytest.mark.parametrize("moment", range(worker_of_tests.PAGES))
def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(coop, own_database, tmp_path, signs, moment):
    job_id = slow_job(signs)
    with worker(own_database, tmp_path / "var") as program:
        until((signs / f"1-{moment}").exists)
        program.send_signal(signal.SIGKILL)
        program.wait()
    assert state_of(job_id) == "running"
    with worker(own_database, tmp_path / "var"):
        until(lambda: state_of(job_id) == "done")
    assert pages() == EVERY_PAGE
    assert (signs / f"2-{moment}").exists()
    assert first_broken_entry() is None


@pytest.mark.verify
def test_a_worker_killed_again_and_again_ends_its_job_all_the_same(coop, own_database, tmp_path, signs):
    job_id = slow_job(signs, seconds=0.2)
    for attempt in range(1, 5):
        with worker(own_database, tmp_path / "var") as program:
            until((signs / f"{attempt}-{attempt - 1}").exists)
            program.send_signal(signal.SIGKILL)
            program.wait()
    with worker(own_database, tmp_path / "var"):
        until(lambda: state_of(job_id) == "done")
    assert pages() == EVERY_PAGE


@pytest.mark.verify
def test_two_workers_share_the_work_and_each_job_runs_once(coop, own_database, tmp_path, signs):
    jobs = [slow_job(signs, seconds=0) for _ in range(20)]
    with worker(own_database, tmp_path / "var"), worker(own_database, tmp_path / "var"):
        until(lambda: all(state_of(job_id) == "done" for job_id in jobs), seconds=90)
    assert sorted(pages()) == sorted(EVERY_PAGE * 20)


@pytest.mark.verify
def test_a_job_for_later_is_run_by_the_minute(coop, own_database, tmp_path, signs):
    job_id = slow_job(signs, seconds=0, run_at=now() + timedelta(seconds=5))
    with worker(own_database, tmp_path / "var"):
        until(lambda: state_of(job_id) == "done", seconds=100)
