"""What is late, for the board: as many statements whatever there is."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from governance.models import Assembly, Decision, DecisionTask, MinutesIssue
from governance.queries.tasks import tasks_late
from pole.actors.queries.protocols import protocols_due
from pole.evaluations.models import Campaign, CampaignSubject, EvaluationMark, EvaluationOutcome
from pole.programme.queries.actions import actions_now
from pole.programme.rules.states import is_over
from pole.report.rules.figures import Words
from pole.report.rules.home import FOLLOWED_WITHIN, LOOKED_BACK, SHOWN, Item, Place, Queue, since, waiting


def late(at: datetime, checks: int) -> tuple[Queue, ...]:
    """The queues of what is late; `checks`: how many checks of compliance do not hold. A constant number of statements."""
    day = day_of(at)
    every = (
        _unfollowed(day), _tasks(day), _actions(day), _protocols(day), _silent(at), _unjudged(at), _minutes(),
        Queue(Words(N_("Checks that are not in order")), checks, Place("governance.checks"), tone="bad"),
    )  # fmt: skip
    return waiting(every)


def _queue(name: str, items: Sequence[Item], place: Place, count: int | None = None) -> Queue:
    return Queue(Words(name), len(items) if count is None else count, place, tuple(items[:SHOWN]))


def _unfollowed(day: date) -> Queue:
    """Adopted for a month, of this year, about nothing that we keep, and nothing was asked of anybody."""
    asked = select(DecisionTask.id).where(DecisionTask.decision_id == Decision.id).exists()
    where = (
        Decision.adopted,
        Decision.subject == "",
        Decision.decided_on.between(day - LOOKED_BACK, day - FOLLOWED_WITHIN),
        ~asked,
    )
    wanted = select(Decision, func.count().over()).where(*where).order_by(Decision.decided_on, Decision.number)
    rows = db.session.execute(wanted.limit(SHOWN)).all()
    items = [
        Item(one.title, Place("governance.decision", {"number": one.number}), since(one.decided_on)) for one, _n in rows
    ]
    count = rows[0][1] if rows else 0
    return _queue(N_("Decisions without a follow-up"), items, Place("governance.decisions"), count)  # fmt: skip


def _tasks(day: date) -> Queue:
    items = [
        Item(
            one.task.title,
            Place("governance.decision", {"number": one.task.decision.number}),
            since(one.task.due_on or day),
        )
        for one in tasks_late(day)
    ]
    return _queue(N_("Things asked by decisions, past their day"), items, Place("governance.decisions"))


def _actions(day: date) -> Queue:
    found = [one for one in actions_now() if not is_over(one.state) and one.said.ends_on and one.said.ends_on < day]
    ordered = sorted(found, key=lambda one: (one.said.ends_on or day, one.number))
    items = [
        Item(one.title, Place("programme.action", {"number": one.number}), since(one.said.ends_on or day))
        for one in ordered
    ]
    return _queue(N_("Actions past their end"), items, Place("programme.programme"))


def _protocols(day: date) -> Queue:
    """Their review is past its day; one that is merely due soon is a reminder, not late."""
    items = [
        Item(
            one.protocol.title,
            Place("actors.protocol", {"protocol_id": one.protocol.id}),
            since(one.review_on or day),
        )
        for one in protocols_due(day)
        if one.is_late
    ]
    return _queue(N_("Reviews of protocols, past their day"), items, Place("actors.protocols"))


def _silent(at: datetime) -> Queue:
    """Open, and nobody has answered yet."""
    answered = (
        select(EvaluationMark.id)
        .join(CampaignSubject, CampaignSubject.id == EvaluationMark.subject_id)
        .where(CampaignSubject.campaign_id == Campaign.id)
    )
    wanted = select(Campaign).where(Campaign.opened_at.is_not(None), Campaign.closes_at > at, ~answered.exists())
    found = [_campaign(one, at) for one in db.session.execute(wanted.order_by(Campaign.closes_at)).scalars()]
    return _queue(N_("Evaluations without an answer"), found, Place("evaluations.campaigns"))


def _unjudged(at: datetime) -> Queue:
    """Closed for a month within the year, and nothing followed."""
    followed = (
        select(EvaluationOutcome.id)
        .join(CampaignSubject, CampaignSubject.id == EvaluationOutcome.subject_id)
        .where(CampaignSubject.campaign_id == Campaign.id)
    )
    wanted = select(Campaign).where(
        Campaign.opened_at.is_not(None),
        Campaign.closes_at.between(at - LOOKED_BACK, at - FOLLOWED_WITHIN),
        ~followed.exists(),
    )
    items = [_campaign(one, at) for one in db.session.execute(wanted.order_by(Campaign.closes_at)).scalars()]
    return _queue(N_("Evaluations that nothing follows"), items, Place("evaluations.campaigns"))


def _campaign(one: Campaign, at: datetime) -> Item:
    day = one.closes_at.astimezone(ZoneInfo(one.zone)).date()
    when = since(day) if one.closes_at <= at else Words(N_("closes on %(day)s"), {"day": day})
    return Item(one.title, Place("evaluations.campaign", {"campaign_id": one.id}), when)


def _minutes() -> Queue:
    issued = select(MinutesIssue.id).where(MinutesIssue.assembly_id == Assembly.id).exists()
    wanted = select(Assembly).where(Assembly.closed_at.is_not(None), ~issued).order_by(Assembly.starts_at)
    items = [
        Item(one.title, Place("governance.assembly", {"assembly_id": one.id}), since(one.meets_on))
        for one in db.session.execute(wanted).scalars()
    ]
    return _queue(N_("Minutes not issued"), items, Place("governance.assemblies"))
