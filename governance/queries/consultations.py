"""Consultations: one, those that somebody may know of, those whose time has come, and where one stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import selectinload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import Consultation, ConsultationFact, ConsultationQuestion
from governance.queries.private_lists import put_to_a_list
from governance.rules.consultations import ConsultationState, Moments, To, state_at
from membership.queries.roll import members_represented_by
from votes.models import Box, Hand
from votes.queries.answers import boxes_by_id, unused_among

PAGE = 20
NO_CONSULTATION = N_("This consultation does not exist. See the list of consultations.")


def consultation_by_id(consultation_id: int) -> Consultation:
    """The consultation; NotFound where there is none."""
    found = db.session.get(Consultation, consultation_id)
    if found is None:
        raise NotFound("consultation", NO_CONSULTATION)
    return found


def locked_consultation(consultation_id: int) -> Consultation:
    """The consultation, held until the transaction ends: it opens once, and reminders leave once."""
    found = db.session.execute(
        select(Consultation)
        .where(Consultation.id == consultation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound("consultation", NO_CONSULTATION)
    return found


def question_by_id(consultation: Consultation, question_id: int) -> ConsultationQuestion:
    """The question of this consultation; NotFound where it is another's."""
    for question in consultation.questions:
        if question.id == question_id:
            return question
    raise NotFound("question", N_("This consultation has no such question. See its page."))


def moments_of(consultation: Consultation, boxes: Iterable[Box] = ()) -> Moments:
    """What happened to it; once it is open its boxes say when it closes, for one may have been given more time."""
    closings = [box.closes_at for box in boxes if box.closes_at is not None]
    return Moments(
        consultation.opens_at,
        max([consultation.closes_at, *closings]),
        consultation.opened_at,
        consultation.withdrawn_at,
    )


def state_of_consultation(consultation: Consultation, at: datetime) -> ConsultationState:
    """Where it stands, decided by the clock."""
    return state_at(moments_of(consultation), at)


def boxes_of(consultation: Consultation) -> dict[int, Box]:
    """The boxes of its questions, by their id."""
    return boxes_by_id(box_ids_of(consultation))


def box_ids_of(consultation: Consultation) -> list[int]:
    """The boxes of its questions, in the order of the questions."""
    return [question.box_id for question in consultation.questions if question.box_id is not None]


def open_due(at: datetime) -> list[int]:
    """Those whose time to open has come and that nobody opened yet."""
    due = (Consultation.opens_at <= at, Consultation.closes_at > at)
    never = (Consultation.opened_at.is_(None), Consultation.withdrawn_at.is_(None))
    return list(db.session.execute(select(Consultation.id).where(*due, *never).order_by(Consultation.id)).scalars())


def running(at: datetime) -> list[Consultation]:
    """Those open at that moment, the one that closes first at the top."""
    return list(db.session.execute(_with_questions().where(_is_open(at)).order_by(*_SOONEST)).scalars())


def ended_since(at: datetime, since: datetime) -> list[Consultation]:
    """Those that closed between two moments, oldest first."""
    closed = and_(Consultation.opened_at.is_not(None), Consultation.closes_at <= at, Consultation.closes_at > since)
    return list(db.session.execute(_with_questions().where(closed).order_by(*_SOONEST)).scalars())


def facts_of(consultation: Consultation) -> list[ConsultationFact]:
    """What was done about it, oldest first."""
    wanted = select(ConsultationFact).where(ConsultationFact.consultation_id == consultation.id)
    return list(db.session.execute(wanted.order_by(ConsultationFact.id)).scalars())


def facts_among(consultations: Sequence[Consultation]) -> dict[int, list[ConsultationFact]]:
    """The facts of several consultations, by consultation, oldest first; one statement."""
    found: dict[int, list[ConsultationFact]] = {one.id: [] for one in consultations}
    wanted = select(ConsultationFact).where(ConsultationFact.consultation_id.in_(list(found)))
    for fact in db.session.execute(wanted.order_by(ConsultationFact.id)).scalars() if found else ():
        found[fact.consultation_id].append(fact)
    return found


@dataclass(frozen=True)
class Listed:
    """The list as one reader sees it: what waits for an answer, what runs besides, what is prepared, what is over.

    `waiting`: by consultation, how many answers of the reader are missing.
    """

    to_answer: tuple[Consultation, ...]
    running: tuple[Consultation, ...]
    prepared: tuple[Consultation, ...]
    past: tuple[Consultation, ...]
    waiting: dict[int, int]
    page: int
    more: bool


def listed_for(account_id: int, at: datetime, *, prepares: bool, page: int = 1) -> Listed:
    """The consultations that an account may know of; a constant number of statements, a page of those that are over."""
    seen = None if prepares else _visible_to(account_id)
    found = [one for one in _answerable(at) if seen is None or one.id in _ids(seen, at)]
    waiting = waiting_for(account_id, found)
    past = _past(at, seen, page)
    return Listed(
        to_answer=tuple(one for one in found if waiting.get(one.id)),
        running=tuple(one for one in found if not waiting.get(one.id)),
        prepared=tuple(_prepared(at)) if prepares else (),
        past=tuple(past[:PAGE]),
        waiting=waiting,
        page=page,
        more=len(past) > PAGE,
    )


def waiting_for(account_id: int, consultations: Sequence[Consultation]) -> dict[int, int]:
    """By consultation, how many answers an account has still to give; one statement."""
    boxes = {box: one.id for one in consultations for box in box_ids_of(one)}
    waiting: dict[int, int] = {}
    for box, number in unused_among(list(boxes), account_id).items():
        waiting[boxes[box]] = waiting.get(boxes[box], 0) + number
    return waiting


@dataclass(frozen=True)
class AtHome:
    """What the front page says of consultations: those that wait for the reader, the others that run, those that missed."""

    to_answer: tuple[Consultation, ...]
    running: tuple[Consultation, ...]
    missed: tuple[Consultation, ...]
    waiting: dict[int, int]


def at_home(account_id: int, at: datetime, *, prepares: bool) -> AtHome:
    """The same in three statements; what runs besides is for those who prepare."""
    found = _answerable(at)
    waiting = waiting_for(account_id, found)
    others = [one for one in found if not waiting.get(one.id)] if prepares else []
    prepared = _prepared(at) if prepares else []
    missed = [one for one in prepared if state_of_consultation(one, at) is ConsultationState.MISSED]
    return AtHome(tuple(one for one in found if waiting.get(one.id)), tuple(others), tuple(missed), waiting)


def may_know(consultation: Consultation, account_id: int) -> bool:
    """Whether a member may read an opened consultation: it was put to all or to colleges, or their list holds them."""
    if consultation.audience["to"] != To.MEMBERS:
        return True
    hands = select(Hand.id).where(Hand.box_id.in_(box_ids_of(consultation)), Hand.account_id == account_id)
    return db.session.execute(hands.limit(1)).first() is not None


def is_asked_soon(consultation: Consultation, account_id: int) -> bool:
    """The same of one whose hour has come and that nobody opened yet: no roll is drawn, the list alone tells."""
    if consultation.audience["to"] != To.MEMBERS:
        return True
    day = (consultation.opens_at or consultation.closes_at).astimezone(ZoneInfo(consultation.zone)).date()
    mine = {one.number for one in members_represented_by(account_id, day)}
    return not mine.isdisjoint(consultation.audience["members"])


_SOONEST = (Consultation.closes_at, Consultation.id)


def _with_questions() -> Select[Consultation]:
    return select(Consultation).options(selectinload(Consultation.questions))


def _is_open(at: datetime) -> ColumnElement[bool]:
    return and_(Consultation.opened_at.is_not(None), Consultation.closes_at > at)


def _answerable(at: datetime) -> list[Consultation]:
    """Open ones, and those that open with the first who answers because their time has come."""
    due = and_(
        Consultation.opened_at.is_(None),
        Consultation.withdrawn_at.is_(None),
        Consultation.opens_at <= at,
        Consultation.closes_at > at,
    )
    return list(db.session.execute(_with_questions().where(or_(_is_open(at), due)).order_by(*_SOONEST)).scalars())


def _prepared(at: datetime) -> list[Consultation]:
    to_come = or_(Consultation.opens_at.is_(None), Consultation.opens_at > at, Consultation.closes_at <= at)
    never = (Consultation.opened_at.is_(None), Consultation.withdrawn_at.is_(None), to_come)
    return list(db.session.execute(_with_questions().where(*never).order_by(*_SOONEST)).scalars())


def _past(at: datetime, seen: ColumnElement[bool] | None, page: int) -> list[Consultation]:
    over = _with_questions().where(Consultation.opened_at.is_not(None), Consultation.closes_at <= at)
    statement = over if seen is None else over.where(seen)
    newest = statement.order_by(Consultation.closes_at.desc(), Consultation.id.desc())
    return list(db.session.execute(newest.limit(PAGE + 1).offset((page - 1) * PAGE)).scalars())


def _ids(seen: ColumnElement[bool], at: datetime) -> set[int]:
    statement = select(Consultation.id).where(Consultation.withdrawn_at.is_(None), Consultation.closes_at > at, seen)
    return set(db.session.execute(statement).scalars())


def _visible_to(account_id: int) -> ColumnElement[bool]:
    """SQL of `may_know`."""
    mine = (
        select(Hand.id)
        .join(ConsultationQuestion, ConsultationQuestion.box_id == Hand.box_id)
        .where(ConsultationQuestion.consultation_id == Consultation.id, Hand.account_id == account_id)
    )
    return or_(~put_to_a_list(), mine.exists())
