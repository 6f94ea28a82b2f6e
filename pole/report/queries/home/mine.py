"""What awaits somebody besides votes and consultations: evaluations, workshops, requests, papers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from foundation.documents.models import IssuedDocument
from foundation.kernel.clock import PARIS, day_of
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from governance.models import Assembly, MinutesIssue
from pole.evaluations.queries.answering import waiting_for
from pole.evaluations.queries.campaigns import running
from pole.report.queries.issued import KIND
from pole.report.rules.figures import Words
from pole.report.rules.home import Item, Place
from pole.workshops.models import Production
from pole.workshops.queries.records import sessions_of_account
from shares.queries.demands import DemandView, demands_of, proposed_to
from shares.rules.demands import DEMAND_NAMES

NEW_FOR = timedelta(days=60)
MOST = 5


@dataclass(frozen=True)
class Mine:
    """`asked`: what waits for an answer; `sessions`: where one is expected; `requests`: what one asked; `papers`: new ones."""

    asked: tuple[Item, ...]
    sessions: tuple[Item, ...]
    requests: tuple[Item, ...]
    papers: tuple[Item, ...]


def mine_of(account_id: int, member_ids: Collection[int], at: datetime) -> Mine:
    """For an account and the members for whom it acts; a constant number of statements."""
    return Mine(_evaluations(account_id, at), _sessions(account_id, at), _requests(member_ids), _papers(at))


def _evaluations(account_id: int, at: datetime) -> tuple[Item, ...]:
    left = waiting_for(account_id, at, day_of(at))
    if not left:
        return ()
    return tuple(
        Item(
            one.title,
            Place("evaluations.campaign", {"campaign_id": one.id}),
            Words(N_("%(number)s to judge, until %(moment)s"), {"number": left[one.id], "moment": one.closes_at}),
        )
        for one in running(at)
        if one.id in left
    )


def _sessions(account_id: int, at: datetime) -> tuple[Item, ...]:
    return tuple(
        Item(
            one.workshop.title,
            Place("workshops.workshop", {"workshop_id": one.workshop_id}),
            Words(N_("on %(moment)s"), {"moment": one.starts_at}),
        )
        for one in sessions_of_account(account_id, at)[:MOST]
    )


def _requests(member_ids: Collection[int]) -> tuple[Item, ...]:
    """What waits for the office, and the shares that somebody offers."""
    if not member_ids:
        return ()
    offered = [_request(one, N_("waits for your agreement")) for one in proposed_to(member_ids)]
    asked = [_request(one, N_("the office answers")) for one in demands_of(member_ids) if one.waits]
    return tuple([*offered, *asked][:MOST])


def _request(one: DemandView, where: str) -> Item:
    place = Place("shares.own_request", {"demand_id": one.demand.id})
    return Item(Words(DEMAND_NAMES[one.kind]), place, Words(where))


def _papers(at: datetime) -> tuple[Item, ...]:
    """Minutes, yearly reports and works of the library of the last weeks, the latest first; three statements."""
    found = [*_minutes(at), *_reports(at), *_works(at)]
    return tuple(item for _moment, item in sorted(found, key=lambda one: one[0], reverse=True)[:MOST])


def _minutes(at: datetime) -> Sequence[tuple[datetime, Item]]:
    wanted = select(MinutesIssue, Assembly).join(Assembly, Assembly.id == MinutesIssue.assembly_id)
    rows = db.session.execute(wanted.where(MinutesIssue.issued_at >= at - NEW_FOR).limit(MOST))
    return [
        (issue.issued_at, Item(one.title, Place("governance.assembly", {"assembly_id": one.id}), Words(N_("minutes"))))
        for issue, one in rows
    ]


def _reports(at: datetime) -> Sequence[tuple[datetime, Item]]:
    wanted = select(IssuedDocument).where(IssuedDocument.kind == KIND, IssuedDocument.issued_at >= at - NEW_FOR)
    rows = db.session.execute(wanted.order_by(IssuedDocument.id.desc()).limit(1)).scalars()
    return [
        (
            one.issued_at,
            Item(one.title, _report(one.subject), Words(N_("issued on %(day)s"), {"day": day_of(one.issued_at)})),
        )
        for one in rows
    ]


def _report(subject: str) -> Place:
    return Place("report.report", {"year": int(subject.partition(":")[2])})


def _works(at: datetime) -> Sequence[tuple[datetime, Item]]:
    day = day_of(at - NEW_FOR)
    wanted = select(Production).where(Production.withdrawn_at.is_(None), Production.published_on >= day)
    wanted = wanted.order_by(Production.published_on.desc()).limit(MOST)
    return [
        (
            datetime.combine(one.published_on, datetime.min.time(), ZoneInfo(PARIS)),
            Item(one.title, Place("workshops.production", {"production_id": one.id}), Words(N_("library"))),
        )
        for one in db.session.execute(wanted).scalars()
    ]
