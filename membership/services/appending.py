"""What every service of a dated fact does: the columns all facts share, the facts of a member, the day of a moment."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select, text

from foundation.kernel.audit import Actor
from foundation.kernel.clock import PARIS, day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.facts import CategoryFact, CollegeFact, MembershipFact, OfMember
from membership.models.members import Member
from membership.rules.facts import fact_on
from membership.rules.standing import Standing, standing_on
from membership.rules.writing import tidy

EARLIEST = date(1850, 1, 1)
YEARS_AHEAD = 10

Fact = TypeVar("Fact", bound=OfMember)


def fact_columns(
    effective_on: date, *, actor: Actor, at: datetime, motive: str = "", decision: str = ""
) -> dict[str, Any]:
    """The columns that all dated facts share; Refused for a day that cannot be meant."""
    latest = day_of(at).year + YEARS_AHEAD
    if effective_on < EARLIEST or effective_on.year > latest:
        raise Refused(
            "unlikely-day",
            N_("%(day)s cannot be meant: write a day between %(first)s and the year %(last)s."),
            day=effective_on,
            first=EARLIEST,
            last=latest,
        )
    return {
        "effective_on": effective_on,
        "recorded_at": at,
        "actor_id": actor.account_id,
        "actor_name": actor.name,
        "motive": tidy(motive, 500),
        "decision": tidy(decision, 200),
    }


def take_turn(about: str) -> None:
    """Let transactions on the same matter ("member:12") pass one at a time; on SQLite a writer is alone by itself."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": f"membership:{about}"})


def end_of(day: date) -> datetime:
    """The moment at which a day ends where the cooperative lives: what was recorded on it is known by then."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(PARIS)).astimezone(UTC)


def facts_of(member: Member, model: type[Fact]) -> list[Fact]:
    """All facts of one kind about a member, in the order they were recorded."""
    statement = select(model).where(model.member_id == member.id).order_by(model.id)
    return list(db.session.execute(statement).scalars())


def category_on(member: Member, on: date) -> str | None:
    """The category of a member on a day."""
    fact = fact_on(facts_of(member, CategoryFact), on)
    return fact.category if fact else None


def college_on(member: Member, on: date) -> str | None:
    """The college of a member on a day (the first one, where several are held)."""
    fact = fact_on([fact for fact in facts_of(member, CollegeFact) if fact.rank == 1], on)
    return fact.college if fact else None


def require_membership(member: Member, on: date) -> None:
    """Refuse what only a member can have on a day when there is no membership."""
    if standing_on(facts_of(member, MembershipFact), on) is not Standing.MEMBER:
        raise Refused(
            "not-a-member-that-day",
            N_(
                "%(name)s (no. %(number)s) is not a member on %(day)s. Choose a day inside the membership; its history "
                "is on the member's card."
            ),
            name=member.name,
            number=member.number,
            day=on,
        )
