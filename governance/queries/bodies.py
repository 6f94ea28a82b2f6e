"""The bodies, who sits in them on a day, and their meetings; a constant number of statements each."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, joinedload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from governance.models import Body, BodyMeeting, BodySeatFact, Decision
from governance.rules.bodies import Seat, SeatRole
from membership.models.facts import AccessFact
from membership.models.identity import Person
from membership.queries.merges import now_person


def bodies_on(day: date) -> list[Body]:
    """The bodies that exist on a day, in the order of their names."""
    wanted = select(Body).where(Body.starts_on <= day, or_(Body.ends_on.is_(None), Body.ends_on >= day))
    return list(db.session.execute(wanted.order_by(Body.name, Body.id)).scalars())


def bodies_over(day: date) -> list[Body]:
    """The bodies that ended before a day, the last one first."""
    wanted = select(Body).where(Body.ends_on < day)
    return list(db.session.execute(wanted.order_by(Body.ends_on.desc(), Body.id)).scalars())


def bodies_ahead(day: date) -> list[Body]:
    """The bodies that begin after a day, the next one first."""
    wanted = select(Body).where(Body.starts_on > day)
    return list(db.session.execute(wanted.order_by(Body.starts_on, Body.id)).scalars())


def all_bodies() -> list[Body]:
    """Every body that ever was, in the order of their names; one statement."""
    return list(db.session.execute(select(Body).order_by(Body.name, Body.id)).scalars())


def body_or_404(body_id: int) -> Body:
    """The body; NotFound where there is none."""
    found = db.session.get(Body, body_id)
    if found is None:
        raise NotFound("body", N_("This body does not exist. See the list of bodies."))
    return found


def locked_body(body_id: int) -> Body:
    """The body, held until the transaction ends: two hands seat people one after the other."""
    found = db.session.execute(
        select(Body).where(Body.id == body_id).with_for_update().execution_options(populate_existing=True)
    ).scalar_one_or_none()
    return found or body_or_404(body_id)


def seats_of(body_ids: Collection[int]) -> list[Seat]:
    """Every seat ever taken in these bodies: chairs first, then in the order of taking; one statement."""
    if not body_ids:
        return []
    left = aliased(BodySeatFact)
    wanted = (
        select(BodySeatFact, left.on)
        .outerjoin(left, left.seat_id == BodySeatFact.id)
        .where(BodySeatFact.event == "took", BodySeatFact.body_id.in_(body_ids))
        .order_by(BodySeatFact.on, BodySeatFact.id)
    )
    seats = [_seat(fact, until) for fact, until in db.session.execute(wanted)]
    return sorted(seats, key=lambda one: list(SeatRole).index(one.role))


def seats_on(body: Body, day: date) -> list[Seat]:
    """Who sits in a body on a day: the chair, the members, the guests; one statement."""
    return [seat for seat in seats_of([body.id]) if seat.is_held_on(day)]


def seat_or_404(body: Body, seat_id: int) -> Seat:
    """One seat of a body; NotFound where it is another body's."""
    for seat in seats_of([body.id]):
        if seat.id == seat_id:
            return seat
    raise NotFound("seat", N_("Nobody has this seat. See the page of the body."))


def sits_in(account_id: int, day: date) -> list[Body]:
    """The bodies in which a person of this account sits on a day, in the order of their names; one statement."""
    left, sitting, own = aliased(BodySeatFact), aliased(Person), aliased(Person)
    last = select(func.max(AccessFact.id)).where(AccessFact.account_id == account_id).group_by(AccessFact.person_id)
    mine = (
        select(now_person(own))
        .join(AccessFact, AccessFact.person_id == own.id)
        .where(AccessFact.id.in_(last), AccessFact.given)
    )
    held = (
        select(BodySeatFact.body_id)
        .join(sitting, sitting.id == BodySeatFact.person_id)
        .outerjoin(left, left.seat_id == BodySeatFact.id)
        .where(BodySeatFact.event == "took", BodySeatFact.on <= day, or_(left.on.is_(None), left.on > day))
        .where(now_person(sitting).in_(mine))
    )
    wanted = select(Body).where(Body.id.in_(held), or_(Body.ends_on.is_(None), Body.ends_on >= day))
    return list(db.session.execute(wanted.order_by(Body.name, Body.id)).scalars())


def meeting_or_404(body: Body, meeting_id: int) -> BodyMeeting:
    """One meeting of a body; NotFound where it is another body's."""
    found = db.session.get(BodyMeeting, meeting_id)
    if found is None or found.body_id != body.id:
        raise NotFound("body-meeting", N_("This body has no such meeting. See its page."))
    return found


def meetings_of(body: Body) -> list[BodyMeeting]:
    """The meetings of a body, the latest first; one statement."""
    wanted = select(BodyMeeting).where(BodyMeeting.body_id == body.id)
    return list(db.session.execute(wanted.order_by(BodyMeeting.held_on.desc(), BodyMeeting.id.desc())).scalars())


def meetings_to_decide(day: date) -> list[BodyMeeting]:
    """The meetings held until a day, of every body, the latest first: where a decision may be entered; one statement."""
    wanted = select(BodyMeeting).options(joinedload(BodyMeeting.body)).where(BodyMeeting.held_on <= day)
    return list(db.session.execute(wanted.order_by(BodyMeeting.held_on.desc(), BodyMeeting.id.desc())).scalars())


def decisions_of_body(body: Body) -> list[Decision]:
    """What a body decided, the latest first; one statement."""
    wanted = select(Decision).join(BodyMeeting, BodyMeeting.id == Decision.body_meeting_id)
    wanted = wanted.where(BodyMeeting.body_id == body.id).order_by(Decision.number.desc())
    return list(db.session.execute(wanted).scalars())


def _seat(fact: BodySeatFact, until: date | None) -> Seat:
    return Seat(
        id=fact.id,
        body_id=fact.body_id,
        name=fact.name,
        role=SeatRole(fact.role),
        since=fact.on,
        until=until,
        person_id=fact.person_id,
        standing_for=fact.standing_for,
    )
