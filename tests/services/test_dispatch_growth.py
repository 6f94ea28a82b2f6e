"""A mail to thousands of members: as many statements as for hundreds, batch after batch."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event, func, select

from benchmarks.cooperative.planting import plant
from foundation.jobs.registry import KINDS
from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.mailing.models import Mail
from membership.drafts import Draft, plan
from membership.models.dispatches import Dispatch
from membership.queries.dispatches import counted_mails, counted_ways
from membership.rules.dispatches import Purpose, checked_words
from membership.services.dispatching import BATCH, SEND_JOB, send

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
WORDS = checked_words("Lettre aux membres", "Bonjour {prenom}, {membre} tient {parts} parts ({montant}).")
DRAFT = Draft(purpose=Purpose.INFORMATION, words=WORDS, audience="membres", params={}, on=AT.date())


class Count:
    """The statements between its entry and its exit; a bulk insert is one, whatever its rows."""

    def __enter__(self):
        self.seen: list[str] = []
        event.listen(db.session.get_bind(), "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error):
        event.remove(db.session.get_bind(), "before_cursor_execute", self._note)

    def _note(self, _connection, _cursor, statement, *_more):
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            self.seen.append(statement)

    @property
    def reads(self) -> int:
        return sum(1 for one in self.seen if one.startswith("SELECT"))


class Context:
    """What a job is given: each `progress` tells how many reads its batch took."""

    def __init__(self, dispatch: Dispatch, count: Count) -> None:
        self.params, self.actor, self.at, self.done = {"dispatch": dispatch.id}, SYSTEM, AT, 0
        self.count, self.batches, self.before = count, [], 0

    def progress(self, done: int, _total: int) -> None:
        self.done = done
        self.batches.append(self.count.reads - self.before)
        self.before = self.count.reads
        db.session.expunge_all()


@pytest.mark.parametrize("size", [3000])
def test_thousands_are_planned_sent_and_written_in_constant_statements(session, size):
    plant(size)
    with Count() as planning:
        found = plan(DRAFT)
    assert len(found.recipients) > size // 2
    assert len(planning.seen) <= 16
    with Count() as sending:
        dispatch = send(DRAFT, once="one", digest=found.digest, actor=SYSTEM, at=AT)
    assert sending.reads <= 22
    number, ways = dispatch.id, counted_ways(dispatch.id)
    assert sum(ways.values()) == len(found.recipients)
    with Count() as writing:
        context = Context(dispatch, writing)
        KINDS[SEND_JOB].handler(context)
    full = context.batches[1:-1]
    assert full, "more than two batches"
    assert max(full) <= 12, "a batch reads as much whatever the list"
    dispatch = db.session.get_one(Dispatch, number)
    assert counted_mails(dispatch) == {"queued": found.mails, "planned": found.mails}
    mails = db.session.execute(select(func.count()).select_from(Mail).where(Mail.template == "dispatch")).scalar_one()
    assert mails == found.mails
    assert len(context.batches) == -(-found.mails // BATCH)
