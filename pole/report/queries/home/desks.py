"""The queues of the staff: candidates, requests, payments, mails, workshops; a constant number of statements."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select

from foundation.accounts.permissions import Permission
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from foundation.mailing.queries import count_by_state
from membership.models.applications import Application, ApplicationFact
from membership.queries.applications import views_of
from membership.queries.wishes import wishes_waiting
from membership.rules.applications import ApplicationEvent
from pole.report.rules.figures import Words
from pole.report.rules.home import SHOWN, Item, Place, Queue, waiting
from pole.workshops.models import Workshop, WorkshopPresence, WorkshopSession
from shares.queries.demands import waiting_count
from treasury.queries.lines import waiting_lines

LAST_STEPS = (ApplicationEvent.REFUSED, ApplicationEvent.WITHDRAWN, ApplicationEvent.EFFECTIVE)


def desks(at: datetime, permissions: Collection[StrEnum]) -> tuple[Queue, ...]:
    """What waits for somebody with these permissions."""
    found: list[Queue] = []
    if Permission.MEMBERS_WRITE in permissions:
        found += [_candidates(), _wishes()]
    if Permission.SHARES_WRITE in permissions:
        found.append(Queue(Words(N_("Requests of members on their shares")), waiting_count(), Place("shares.demands")))
    if Permission.TREASURY_WRITE in permissions:
        lines = waiting_lines()
        count = lines.incoming + lines.outgoing
        found.append(Queue(Words(N_("Payments to match")), count, Place("treasury.bank_lines")))
    if {Permission.MAIL_READ, Permission.MEMBERS_WRITE} & set(permissions):
        found.append(_mails(opens_outbox=Permission.MAIL_READ in permissions))
    if Permission.POLE_WRITE in permissions:
        found.append(_sessions(at))
    return waiting(found)


def _candidates() -> Queue:
    """Requests to join that wait for a decision or for their effect; those that are over are not even read."""
    over = select(ApplicationFact.id).where(
        ApplicationFact.application_id == Application.id,
        ApplicationFact.event.in_([one.value for one in LAST_STEPS]),
        ApplicationFact.id.not_in(select(ApplicationFact.reverses_id).where(ApplicationFact.reverses_id.is_not(None))),
    )
    rows = db.session.execute(select(Application).where(~over.exists()).order_by(Application.received_on)).scalars()
    views = [one for one in views_of(list(rows)) if one.is_open]
    items = [Item(one.party.name, Place("membership.candidate", {"application_id": one.id})) for one in views[:SHOWN]]
    return Queue(Words(N_("Candidates at the door")), len(views), Place("membership.candidates"), tuple(items))


def _wishes() -> Queue:
    return Queue(Words(N_("Details that members ask to change")), len(wishes_waiting()), Place("membership.proposals"))


def _mails(*, opens_outbox: bool) -> Queue:
    place = Place("outbox.outbox", {"etat": "failed"}) if opens_outbox else Place("membership.unreachable")
    return Queue(Words(N_("Mails that failed")), count_by_state().get("failed", 0), place, tone="bad")


def _sessions(at: datetime) -> Queue:
    """Sessions that took place and of which nobody wrote who came; workshops still open only."""
    came = select(WorkshopPresence.id).where(WorkshopPresence.session_id == WorkshopSession.id).exists()
    wanted = (
        select(WorkshopSession, Workshop.title, func.count().over())
        .join(Workshop, Workshop.id == WorkshopSession.workshop_id)
        .where(
            WorkshopSession.ends_at <= at, WorkshopSession.called_off_at.is_(None), WorkshopSession.others == 0, ~came
        )
        .where(Workshop.closed_on.is_(None))
        .order_by(WorkshopSession.starts_at)
        .limit(SHOWN)
    )
    rows = db.session.execute(wanted).all()
    items = tuple(
        Item(
            title,
            Place("workshops.attendance", {"workshop_id": one.workshop_id, "session_id": one.id}),
            Words(N_("session of %(day)s"), {"day": one.starts_at}),
        )
        for one, title, _count in rows
    )
    count = rows[0][2] if rows else 0
    return Queue(Words(N_("Workshops to complete: who came?")), count, Place("workshops.workshops"), items)
