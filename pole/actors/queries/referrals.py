"""People with a project, and the figures of each year, added up in SQL: a year's figures name nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, extract, func, select
from sqlalchemy.orm import selectinload

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from pole.actors.models import Referral, ReferralFact
from pole.actors.queries.directory import names_of
from pole.actors.rules.referrals import Outcome, YearFigures

PAGE = 50


@dataclass(frozen=True)
class ReferralNow:
    """Somebody received, to whom they were sent (names of actors), what became of the project (None: nothing told yet)."""

    referral: Referral
    sent_to: tuple[str, ...]
    outcome: Outcome | None
    facts: tuple[tuple[ReferralFact, str], ...]
    came_from: str = ""


def referrals_of(year: int | None, *, page: int = 1) -> list[ReferralNow]:
    """Those received in a year (None: ever), the latest first, a page at a time; three statements."""
    wanted = select(Referral).order_by(Referral.received_on.desc(), Referral.id.desc())
    if year is not None:
        wanted = wanted.where(Referral.received_on.between(date(year, 1, 1), date(year, 12, 31)))
    return _read(wanted.limit(PAGE).offset(PAGE * (max(1, page) - 1)))


def referral_or_404(referral_id: int) -> ReferralNow:
    """One of them; NotFound where there is none."""
    found = _read(select(Referral).where(Referral.id == referral_id))
    if not found:
        raise NotFound("referral", N_("There is nobody under this number. See the list of project holders."))
    return found[0]


def yearly_figures() -> list[YearFigures]:
    """The figures of each year, the latest first; two statements."""
    last = select(func.max(ReferralFact.id)).where(ReferralFact.kind == "outcome").group_by(ReferralFact.referral_id)
    told = select(ReferralFact.referral_id, ReferralFact.outcome).where(ReferralFact.id.in_(last)).subquery()
    year = extract("year", Referral.received_on)
    by_outcome = (
        select(year, told.c.outcome, func.count(Referral.id))
        .outerjoin(told, told.c.referral_id == Referral.id)
        .group_by(year, told.c.outcome)
    )
    found: dict[int, dict[Outcome | None, int]] = {}
    for one, outcome, count in db.session.execute(by_outcome):
        found.setdefault(int(one), {})[Outcome(outcome) if outcome else None] = count
    sent = (
        select(year, func.count(func.distinct(Referral.id)))
        .join(ReferralFact, ReferralFact.referral_id == Referral.id)
        .where(ReferralFact.kind == "sent")
        .group_by(year)
    )
    sent_by = {int(one): count for one, count in db.session.execute(sent)}
    return [
        YearFigures(one, sum(counts.values()), sent_by.get(one, 0), counts)
        for one, counts in sorted(found.items(), reverse=True)
    ]


def sent_to(year: int) -> list[tuple[str, int]]:
    """To whom those received in a year were sent: the actor and how many, the most first; two statements."""
    wanted = (
        select(ReferralFact.actor_id, func.count(func.distinct(ReferralFact.referral_id)))
        .join(Referral, Referral.id == ReferralFact.referral_id)
        .where(ReferralFact.kind == "sent", Referral.received_on.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(ReferralFact.actor_id)
    )
    rows = [(row[0], row[1]) for row in db.session.execute(wanted)]
    names = names_of([one for one, _count in rows])
    return sorted(((names[one or 0], count) for one, count in rows), key=lambda one: (-one[1], one[0]))


def themes_of(year: int) -> list[tuple[str, int]]:
    """The themes of those received in a year and how many, the most first; one statement."""
    wanted = (
        select(Referral.theme, func.count())
        .where(Referral.theme != "", Referral.received_on.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(Referral.theme)
    )
    return sorted(((row[0], row[1]) for row in db.session.execute(wanted)), key=lambda one: (-one[1], one[0]))


def _read(wanted: Select[Referral]) -> list[ReferralNow]:
    loaded = wanted.options(selectinload(Referral.facts)).execution_options(populate_existing=True)
    rows = list(db.session.execute(loaded).scalars())
    names = names_of([one.from_actor_id for one in rows] + [fact.actor_id for one in rows for fact in one.facts])
    return [_now(one, one.facts, names) for one in rows]


def _now(row: Referral, facts: Sequence[ReferralFact], names: dict[int, str]) -> ReferralNow:
    outcomes = [fact.outcome for fact in facts if fact.kind == "outcome"]
    sent = [names[fact.actor_id] for fact in facts if fact.actor_id]
    return ReferralNow(
        row,
        tuple(dict.fromkeys(sent)),
        Outcome(outcomes[-1]) if outcomes else None,
        tuple((fact, names.get(fact.actor_id or 0, "")) for fact in reversed(facts)),
        names.get(row.from_actor_id or 0, ""),
    )
