"""Workshops found: one of them, the list, the sessions to come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from foundation.web.rules.paging import pages_for
from pole.workshops.models import Workshop, WorkshopFinding, WorkshopPerson, WorkshopSession
from pole.workshops.queries.organisations import Named, organisations

PAGE = 20


@dataclass(frozen=True)
class Line:
    """A workshop in the list: who hosts it, its next session where there is one, how many sessions and people."""

    workshop: Workshop
    host: Named | None
    next_session: WorkshopSession | None
    sessions: int
    people: int


@dataclass(frozen=True)
class Listed:
    """One page of the list."""

    lines: list[Line]
    total: int
    page: int
    themes: list[str]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return pages_for(self.total, PAGE)


def workshop_or_404(workshop_id: int) -> Workshop:
    """The workshop; NotFound where there is none."""
    found = db.session.get(Workshop, workshop_id)
    if found is None:
        raise NotFound("workshop", N_("There is no such workshop. See the list of workshops."))
    return found


def titles_of(ids: Collection[int] | None = None) -> dict[int, str]:
    """What these workshops are called (None: all, the latest opened first); one statement."""
    wanted = select(Workshop.id, Workshop.title).order_by(Workshop.id.desc())
    rows = db.session.execute(wanted if ids is None else wanted.where(Workshop.id.in_(ids)))
    return {row.id: row.title for row in rows}


def session_or_404(workshop_id: int, session_id: int) -> WorkshopSession:
    """A session of that workshop; NotFound where it is another's."""
    found = db.session.get(WorkshopSession, session_id)
    if found is None or found.workshop_id != workshop_id:
        raise NotFound("workshop-session", N_("This workshop has no such session. See its page."))
    return found


def person_or_404(workshop_id: int, person_id: int) -> WorkshopPerson:
    """Somebody of that workshop; NotFound where it is another's."""
    found = db.session.get(WorkshopPerson, person_id)
    if found is None or found.workshop_id != workshop_id:
        raise NotFound("workshop-person", N_("This workshop has no such person. See its page."))
    return found


def finding_or_404(workshop_id: int, finding_id: int) -> WorkshopFinding:
    """A finding of that workshop; NotFound where it is another's."""
    found = db.session.get(WorkshopFinding, finding_id)
    if found is None or found.workshop_id != workshop_id:
        raise NotFound("workshop-finding", N_("This workshop has no such finding. See its page."))
    return found


def listed(
    at: datetime, *, kind: str = "", theme: str = "", over: bool | None = None, words: str = "", page: int = 1
) -> Listed:
    """Workshops of a kind, a theme, over or not, with these words: those under way first, then the newest.

    As many statements for many as for one.
    """
    conditions = _narrowed(kind, theme, over, words)
    total = db.session.execute(select(func.count()).select_from(Workshop).where(*conditions)).scalar_one()
    page = max(1, min(page, pages_for(total, PAGE)))
    order = (Workshop.closed_on.is_not(None), Workshop.closed_on.desc(), Workshop.id.desc())
    wanted = select(Workshop).where(*conditions).order_by(*order).limit(PAGE).offset((page - 1) * PAGE)
    found = list(db.session.execute(wanted).scalars())
    themes = select(Workshop.theme).where(Workshop.theme != "").distinct().order_by(Workshop.theme)
    return Listed(_lines(found, at), total, page, list(db.session.execute(themes).scalars()))


def _narrowed(kind: str, theme: str, over: bool | None, words: str) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if kind:
        conditions.append(Workshop.kind == kind)
    if theme:
        conditions.append(Workshop.theme == theme)
    if over is not None:
        conditions.append(Workshop.closed_on.is_not(None) if over else Workshop.closed_on.is_(None))
    conditions += [Workshop.search_key.contains(word, autoescape=True) for word in sort_key(words).split()]
    return conditions


def _lines(found: list[Workshop], at: datetime) -> list[Line]:
    ids = [one.id for one in found]
    hosts = organisations([one.host_id for one in found if one.host_id])
    standing = (WorkshopSession.workshop_id.in_(ids), WorkshopSession.called_off_at.is_(None))
    following: dict[int, WorkshopSession] = {}
    to_come = select(WorkshopSession).where(*standing, WorkshopSession.ends_at > at)
    for session in db.session.execute(to_come.order_by(WorkshopSession.starts_at.desc())).scalars():
        following[session.workshop_id] = session
    counts = select(WorkshopSession.workshop_id, func.count()).where(*standing).group_by(WorkshopSession.workshop_id)
    sessions = {row[0]: row[1] for row in db.session.execute(counts)}
    present = (WorkshopPerson.workshop_id.in_(ids), WorkshopPerson.left_on.is_(None))
    heads = select(WorkshopPerson.workshop_id, func.count()).where(*present).group_by(WorkshopPerson.workshop_id)
    people = {row[0]: row[1] for row in db.session.execute(heads)}
    return [
        Line(one, hosts.get(one.host_id or 0), following.get(one.id), sessions.get(one.id, 0), people.get(one.id, 0))
        for one in found
    ]


def public_sessions(since: datetime, *, most: int = 500) -> list[WorkshopSession]:
    """The public sessions since a moment, soonest first, those that were called off among them; one statement."""
    wanted = (
        select(WorkshopSession)
        .options(joinedload(WorkshopSession.workshop))
        .where(WorkshopSession.is_public, WorkshopSession.starts_at >= since)
        .order_by(WorkshopSession.starts_at, WorkshopSession.id)
        .limit(most)
    )
    return list(db.session.execute(wanted).scalars())


def sessions_to_come(at: datetime, *, most: int = 6) -> list[WorkshopSession]:
    """The next sessions that stand, soonest first, each with its workshop; one statement."""
    wanted = (
        select(WorkshopSession)
        .options(joinedload(WorkshopSession.workshop))
        .where(WorkshopSession.ends_at > at, WorkshopSession.called_off_at.is_(None))
        .order_by(WorkshopSession.starts_at, WorkshopSession.id)
        .limit(most)
    )
    return list(db.session.execute(wanted).scalars())


def sessions_of_account(account_id: int, at: datetime) -> list[WorkshopSession]:
    """The sessions to come of the workshops in which an account takes part, soonest first; one statement."""
    mine = select(WorkshopPerson.workshop_id).where(
        WorkshopPerson.account_id == account_id, WorkshopPerson.left_on.is_(None)
    )
    wanted = (
        select(WorkshopSession)
        .options(joinedload(WorkshopSession.workshop))
        .where(
            WorkshopSession.workshop_id.in_(mine),
            WorkshopSession.ends_at > at,
            WorkshopSession.called_off_at.is_(None),
        )
        .order_by(WorkshopSession.starts_at)
    )
    return list(db.session.execute(wanted).scalars())
