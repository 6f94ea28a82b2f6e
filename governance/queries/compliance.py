"""The situation that the compliance checks look at, on a day: a constant number of statements whatever the size.

People and capital are counted by the database, which names only the members that are not in order; `compliance_meetings`
reads the assemblies.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import func, select

from foundation.kernel.db import db
from foundation.kernel.money import ZERO, Money
from governance.models import ComplianceDeclaration, Decision
from governance.queries.compliance_meetings import meetings_around
from governance.queries.compliance_members import (
    in_several_colleges,
    numbers_of,
    outside_bounds,
    underpaid,
    without_college,
)
from governance.rules.compliance.declared import BY_KEY, DAY
from governance.rules.compliance.situation import Capital, People, Situation
from governance.rules.compliance.yearly import last_year_end
from membership.queries.counts import composition_known, composition_on
from membership.rules.composition import composition_alerts
from shares.models import LossStatement, ShareMovement
from shares.queries.arrears import arrears_on
from shares.queries.capital import capital_curve
from shares.queries.claims import ClaimAccount, claim_accounts, queue_on
from shares.queries.positions import known, public_capital_on
from shares.rules.capital import CapitalDay, capital_floor, highest_capital
from shares.rules.losses import Losses, closing_of, loss_ratio
from shares.rules.paying import later_month
from shares.rules.queue import ClaimState
from shares.verification import register_faults
from statutes.models import StatutesVersion
from statutes.queries import all_versions
from statutes.rules.check import check
from statutes.rules.tree import Statutes

STOPPED = (ClaimState.FROZEN, ClaimState.PARTLY)


def situation_on(
    on: date, known_at: datetime | None = None, *, recompute: bool = False, retention_due: int | None = None
) -> Situation:
    """The cooperative on a day; members, shares, statutes and declarations as they were known at a moment.

    Assemblies are told as they are on record now: what they did is dated by itself. `recompute` reads the
    whole register again, seal by seal (rule 45): seconds, not for a page.
    """
    versions = [one for one in all_versions() if known_at is None or one.recorded_at <= known_at]
    version = next((one for one in versions if one.effective_on <= on), None)
    statutes = version.statutes if version else None
    since = versions[-1].effective_on if versions else None
    declared = declared_on(on, known_at)
    closed_on = declared.get("year_closed_on")
    year_end = last_year_end(statutes, on, closed_on if isinstance(closed_on, date) else None, since)
    return Situation(
        on=on,
        statutes=statutes,
        since=since,
        findings=tuple(check(statutes)) if statutes else (),
        people=_people(statutes, on, known_at),
        capital=_capital(versions, on, year_end, known_at=known_at, recompute=recompute),
        meetings=meetings_around(on, versions),
        decision_gaps=_decision_gaps(on),
        declared=declared,
        retention_due=retention_due,
    )


def declared_on(on: date, known_at: datetime | None = None) -> dict[str, int | date]:
    """What the board has declared by a day, by key: the last value of each; one statement."""
    found: dict[str, int | date] = {}
    for one in declarations(on, known_at):
        found.pop(one.key, None)
        if one.key in BY_KEY and one.value:
            found[one.key] = date.fromisoformat(one.value) if BY_KEY[one.key].kind == DAY else int(one.value)
    return found


def declarations(on: date, known_at: datetime | None = None) -> list[ComplianceDeclaration]:
    """Every declaration by a day, the one that counts last; one statement."""
    statement = select(ComplianceDeclaration).where(ComplianceDeclaration.effective_on <= on)
    if known_at is not None:
        statement = statement.where(ComplianceDeclaration.recorded_at <= known_at)
    ordered = statement.order_by(ComplianceDeclaration.effective_on, ComplianceDeclaration.id)
    return list(db.session.execute(ordered).scalars())


def _people(statutes: Statutes | None, on: date, known_at: datetime | None) -> People:
    whole = composition_on(on) if known_at is None else composition_known(on, known_at)
    if statutes is None:
        return People(members=whole.members)
    kinds = {category.id: category.kind for category in statutes.categories}
    by_kind: dict[str, int] = {}
    for category, number in whole.categories.items():
        kind = kinds.get(category or "") or "other"
        by_kind[kind] = by_kind.get(kind, 0) + number
    names = {college.id: college.name or college.id for college in statutes.colleges}
    return People(
        members=whole.members,
        employees=by_kind.get("employees", 0),
        producers=by_kind.get("producers", 0),
        alerts=tuple(composition_alerts(statutes, whole.categories)),
        without_college=without_college(on, known_at),
        in_several=in_several_colleges(on, known_at),
        colleges={names.get(college, college): number for college, number in whole.colleges.items() if college},
    )


def _capital(
    versions: list[StatutesVersion], on: date, year_end: date | None, *, known_at: datetime | None, recompute: bool
) -> Capital:
    curve = capital_curve(on, known_at)
    highest = highest_capital(curve).subscribed
    found = Capital(
        capital=_at(curve, on),
        highest=highest,
        at_year_end=_at(curve, year_end) if year_end else ZERO,
        public=public_capital_on(on, known_at),
    )
    found = _with_register(found, known_at, recompute=recompute)
    statutes = next((one.statutes for one in versions if one.effective_on <= on), None)
    if statutes is None:
        return found
    floor = capital_floor(statutes, highest)
    found = replace(found, floor=floor.amount, floor_source=floor.source)
    return _with_refunds(_with_payments(found, statutes, (versions, on), known_at), statutes, on, known_at)


def _at(curve: Iterable[CapitalDay], on: date) -> Money:
    return max(
        (one for one in curve if one.day <= on), key=lambda one: one.day, default=CapitalDay(on, ZERO, ZERO)
    ).subscribed


def _with_payments(
    found: Capital, statutes: Statutes, judged: tuple[list[StatutesVersion], date], known_at: datetime | None
) -> Capital:
    versions, on = judged
    owing = arrears_on(on, statutes.legal_form, known_at)
    quarter, late = underpaid(versions, on, known_at)
    outside, unknown = outside_bounds(statutes, on, known_at)
    vote = {member for member, one in owing.items() if one.vote_is_lost(on)}
    excluded = {member for member, one in owing.items() if one.exclusion_is_open(on)}
    numbers = numbers_of({*quarter, *late, *vote, *excluded})
    return replace(
        found,
        under_quarter=_named(quarter, numbers),
        missing_quarter=sum(quarter.values(), ZERO),
        balance_late=_named(late, numbers),
        late_balances=sum(late.values(), ZERO),
        notice_vote=_named(vote, numbers),
        notice_exclusion=_named(excluded, numbers),
        outside_bounds=outside,
        size_unknown=unknown,
    )


def _with_refunds(found: Capital, statutes: Statutes, on: date, known_at: datetime | None) -> Capital:
    accounts = [one for one in claim_accounts(on, known_at=known_at) if one.request.asked_on <= on]
    months = statutes.shares.refund_delay_months
    owed = [one for one in accounts if one.owed_cents > 0]
    late = [one for one in owed if months is not None and later_month(one.request.rank_on, months) < on]
    above = _above_value(accounts, statutes, known_at)
    numbers = numbers_of({one.request.member_id for one in [*late, *above]})
    waiting = [one for one in accounts if one.waits]
    return replace(
        found,
        refunds_owed=len(owed),
        owed=Money(sum(one.owed_cents for one in owed)),
        refunds_late=_named({one.request.member_id for one in late}, numbers),
        owed_late=Money(sum(one.owed_cents for one in late)),
        claims_waiting=len(waiting),
        claims_frozen=sum(1 for line in queue_on(statutes, on, known_at) if line.state in STOPPED),
        refunds_above_value=_named({one.request.member_id for one in above}, numbers),
    )


def _above_value(accounts: list[ClaimAccount], statutes: Statutes, known_at: datetime | None) -> list[ClaimAccount]:
    """Claims credited with more than the nominal value of the shares that left, less the losses of their year (rule 18)."""
    rows = db.session.execute(select(LossStatement).order_by(LossStatement.id)).scalars()
    by_year = {row.year_end: row for row in rows if known_at is None or row.recorded_at <= known_at}
    above = []
    for one in accounts:
        row = by_year.get(closing_of(one.request.rank_on, statutes.year_end))
        ratio = _ratio(row, statutes) if row is not None else Fraction(0)
        if one.decided_cents and one.credited_cents > one.decided_cents * (1 - ratio):
            above.append(one)
    return above


def _ratio(row: LossStatement, statutes: Statutes) -> Fraction:
    amounts = (row.losses_cents, row.special_reserve_cents, row.statutory_reserve_cents, row.capital_cents)
    losses = Losses(row.year_end, *(Money(cents) for cents in amounts))
    return loss_ratio(losses, statutes.shares.losses_charged_first_to or ())


def _with_register(found: Capital, known_at: datetime | None, *, recompute: bool) -> Capital:
    count, last = db.session.execute(
        select(func.count(), func.max(ShareMovement.number)).where(known(date.max, known_at))
    ).one()
    if recompute:
        return replace(found, movements=count, unsound=len(register_faults()), seals_read=True)
    held, paid, owed = (
        func.sum(column) for column in (ShareMovement.shares, ShareMovement.paid_cents, ShareMovement.owed_cents)
    )
    negative = (
        select(ShareMovement.member_id)
        .where(known(date.max, known_at), ShareMovement.member_id.is_not(None))
        .group_by(ShareMovement.member_id)
        .having((held < 0) | (paid < 0) | (owed < 0))
        .subquery()
    )
    wrong = db.session.execute(select(func.count()).select_from(negative)).scalar_one()
    return replace(found, movements=count, unsound=wrong + max(0, (last or 0) - count))


def _decision_gaps(on: date) -> tuple[int, ...]:
    numbers = set(db.session.execute(select(Decision.number).where(Decision.decided_on <= on)).scalars())
    return tuple(sorted(set(range(1, max(numbers, default=0) + 1)) - numbers))


def _named(members: Iterable[int], numbers: dict[int, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[member] for member in members))
