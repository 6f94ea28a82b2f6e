"""A job's life: put in, claimed, run, tried again, taken over. Real commits."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from foundation.jobs import registry
from foundation.jobs.models import Job
from foundation.jobs.registry import Kind
from foundation.jobs.rules.lives import MAX_ATTEMPTS
from foundation.jobs.runner import BROKEN, INTERRUPTED, UNKNOWN, here, run_job
from foundation.jobs.services import enqueue, forget_done_jobs, retry
from foundation.jobs.sweep import left_undone
from foundation.kernel.audit import SYSTEM, Actor, AuditEntry, record
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused, StateMoved
from foundation.web.transaction import transaction

LEASE = timedelta(minutes=30)


@pytest.fixture
def coop(own_app: Flask):
    with own_app.app_context():
        yield own_app


@pytest.fixture
def kind(monkeypatch):
    """Declare a handler for the jobs of kind "test"."""

    def declare(handler):
        monkeypatch.setitem(registry.KINDS, "test", Kind("test", "A test", handler, LEASE))
        return handler

    return declare


def put_in(at, **others):
    with transaction():
        return enqueue("test", {"pages": 3}, actor=Actor(7, "Ada"), at=at, **others).id


def run_at(job_id, moment):
    run_job(job_id, clock=lambda: moment)
    return row(job_id)


def row(job_id):
    return db.session.get(Job, job_id, populate_existing=True)


def facts():
    return db.session.scalars(select(AuditEntry.subject).order_by(AuditEntry.number)).all()


def note(context, number):
    record("test:page:printed", f"page:{number}", actor=context.actor, at=context.at)


def test_a_job_runs_with_its_parameters_and_keeps_its_result(coop, kind, at):
    kind(lambda context: {"pages": context.params["pages"], "by": context.actor.name})
    job = run_at(put_in(at), at)
    assert (job.state, job.result, job.attempts) == ("done", {"pages": 3, "by": "Ada"}, 1)
    assert (job.started_at, job.finished_at, job.claim) == (at, at, None)


def test_a_job_that_is_done_does_not_run_again(coop, kind, at):
    runs = []
    kind(lambda _context: runs.append(1))
    job_id = put_in(at)
    run_at(job_id, at)
    run_at(job_id, at)
    assert runs == [1]


def test_a_job_waits_for_its_moment(coop, kind, at):
    kind(lambda _context: None)
    job_id = put_in(at, run_at=at + timedelta(hours=1))
    assert run_at(job_id, at).state == "queued"
    assert run_at(job_id, at + timedelta(hours=1)).state == "done"


def test_an_undeclared_kind_is_refused_when_it_is_put_in(coop, at):
    with pytest.raises(ValueError, match="no handler"):
        enqueue("nobody-knows", {}, actor=SYSTEM, at=at)


def test_a_kind_that_this_worker_does_not_know_fails_with_a_sentence(coop, kind, at, monkeypatch):
    kind(lambda _context: None)
    job_id = put_in(at)
    monkeypatch.delitem(registry.KINDS, "test")
    job = run_at(job_id, at)
    assert (job.state, job.error) == ("failed", {"message": UNKNOWN, "values": {"kind": "test"}})


def test_the_same_key_twice_is_one_job(coop, kind, at):
    kind(lambda _context: None)
    assert put_in(at, dedupe="minutes:12") == put_in(at, dedupe="minutes:12")


def test_two_who_race_with_one_key_put_one_job_in(coop, kind, at):
    kind(lambda _context: None)
    start, found = threading.Barrier(2), []

    def race():
        with coop.app_context():
            start.wait()
            found.append(put_in(at, dedupe="minutes:12"))

    threads = [threading.Thread(target=race) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert len(set(found)) == 1


def test_what_a_job_wrote_before_it_failed_is_undone(coop, kind, at):
    @kind
    def handler(context):
        note(context, 1)
        raise ZeroDivisionError

    job = run_at(put_in(at), at)
    assert facts() == []
    assert (job.state, job.run_at) == ("queued", at + timedelta(minutes=1))
    assert job.error == {"message": BROKEN, "values": {"error": "ZeroDivisionError", "job": job.id}}


def test_a_job_that_fails_every_time_is_given_up(coop, kind, at):
    kind(lambda _context: 1 / 0)
    job_id = put_in(at)
    moment = at
    while row(job_id).state == "queued":
        moment = row(job_id).run_at
        run_at(job_id, moment)
    assert (row(job_id).state, row(job_id).attempts) == ("failed", MAX_ATTEMPTS)


def test_a_refusal_is_final_and_keeps_its_sentence(coop, kind, at):
    @kind
    def handler(_context):
        raise Refused("no-members", "There are %(count)s members on %(day)s.", count=0, day=at.date())

    job = run_at(put_in(at), at)
    assert job.state == "failed"
    expected = {"count": 0, "day": "12 juin 2026"}
    assert job.error == {"message": "There are %(count)s members on %(day)s.", "values": expected}


def test_progress_keeps_what_was_written_and_a_next_try_goes_on_from_there(coop, kind, at):
    @kind
    def handler(context):
        for number in range(context.done, 4):
            note(context, number)
            if number == 2 and context.attempt.attempts == 1:
                raise ZeroDivisionError
            context.progress(number + 1, 4)
        return {"pages": 4}

    job_id = put_in(at)
    job = run_at(job_id, at)
    assert (job.progress_done, job.progress_total, facts()) == (2, 4, ["page:0", "page:1"])
    job = run_at(job_id, at + timedelta(minutes=1))
    assert (job.state, job.progress_done) == ("done", 4)
    assert facts() == ["page:0", "page:1", "page:2", "page:3"]


def test_progress_renews_the_lease(coop, kind, at):
    seen = []

    @kind
    def handler(context):
        context.progress(1, 2)
        seen.append(row(context.job_id).locked_until)

    job_id = put_in(at)
    moments = iter([at, at, at + timedelta(minutes=20), at + timedelta(minutes=21)])
    run_job(job_id, clock=lambda: next(moments))
    assert seen == [at + timedelta(minutes=20) + LEASE]


def test_a_try_that_lost_its_lease_commits_nothing(coop, kind, at):
    @kind
    def slow(context):
        context.progress(0, 1)
        with db.engine.connect() as other, other.begin():
            other.execute(update(Job).values(claim="another worker"))
        note(context, 1)

    job = run_at(put_in(at), at)
    assert (job.state, job.claim, facts()) == ("running", "another worker", [])


def test_two_workers_at_once_run_a_job_once(coop, kind, at):
    runs, start = [], threading.Barrier(4)
    kind(lambda context: runs.append(context.attempt.claim))
    job_id = put_in(at)

    def work():
        with coop.app_context():
            start.wait()
            run_job(job_id, clock=lambda: at)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(runs) == 1


def test_a_job_whose_worker_died_here_is_left_undone_at_once(coop, kind, at):
    kind(lambda _context: None)
    job_id = put_in(at)
    claim_as(job_id, f"{here().machine}:4194300:gone:1", at + LEASE)
    assert list(left_undone(at)) == [job_id]
    assert run_at(job_id, at).state == "done"


def test_a_job_that_runs_elsewhere_keeps_its_lease(coop, kind, at):
    kind(lambda _context: None)
    job_id = put_in(at)
    claim_as(job_id, "another-machine:7:ab:1", at + LEASE)
    assert list(left_undone(at)) == []
    assert list(left_undone(at + LEASE)) == [job_id]


def test_a_job_that_kills_its_worker_every_time_is_given_up(coop, kind, at):
    kind(lambda _context: None)
    job_id = put_in(at)
    claim_as(job_id, "another-machine:7:ab:1", at, attempts=MAX_ATTEMPTS)
    job = run_at(job_id, at)
    assert (job.state, job.error["message"]) == ("failed", INTERRUPTED)


def claim_as(job_id, claim, until, attempts=1):
    values = {"state": "running", "claim": claim, "locked_until": until, "attempts": attempts}
    with transaction():
        db.session.execute(update(Job).where(Job.id == job_id).values(**values))


def test_a_failed_job_is_started_again_from_where_it_stopped(coop, kind, at):
    kind(lambda _context: None)
    job_id = put_in(at)
    with transaction():
        db.session.execute(update(Job).values(state="failed", progress_done=2, progress_total=4, attempts=5))
    with transaction():
        retry(job_id, actor=Actor(7, "Ada"), at=at)
    job = row(job_id)
    assert (job.state, job.progress_done, job.attempts) == ("queued", 2, 0)
    assert facts() == [f"job:{job_id}"]


def test_a_job_that_has_not_failed_is_not_started_again(coop, kind, at):
    kind(lambda _context: None)
    with pytest.raises(StateMoved):
        retry(put_in(at), actor=SYSTEM, at=at)
    with pytest.raises(NotFound):
        retry(999_999, actor=SYSTEM, at=at)


def test_old_done_jobs_are_forgotten_and_failed_ones_are_not(coop, kind, at):
    kind(lambda _context: None)
    done, failed = put_in(at), put_in(at)
    run_at(done, at)
    with transaction():
        db.session.execute(update(Job).where(Job.id == failed).values(state="failed", finished_at=at))
        forget_done_jobs(before=at + timedelta(days=1))
    assert db.session.scalars(select(Job.id)).all() == [failed]
