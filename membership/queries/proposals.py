"""What the facts of a day bring about and nobody has acted upon yet. Computed anew each time: nothing is hidden or kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from membership.models.facts import BondFact, RepresentativeFact
from membership.models.identity import Person
from membership.models.members import Member
from membership.queries.appeals import appeals_waiting
from membership.queries.counts import category_counts
from membership.queries.employment import contracts_on, employed_on
from membership.queries.roll import MemberOn, members_on
from membership.queries.ruling import ruling_id, standing
from membership.queries.wishes import wishes_waiting
from membership.rules import proposals as words
from membership.rules.bonds import BONDS, MINOR_ONLY, SILENCING, BondKind, is_minor, youngest_adult
from membership.rules.composition import composition_alerts
from membership.rules.proposals import Act, Proposal, in_order
from membership.signals import proposals_asked
from statutes.queries import version_on
from statutes.rules import law
from statutes.rules.tree import Statutes

SOON = timedelta(days=60)
RECENT_MAJORITY = timedelta(days=366)


@dataclass(frozen=True)
class _Day:
    """What every look needs: the day, the statutes, the members."""

    on: date
    statutes: Statutes
    members: dict[int, MemberOn]


def proposals_on(on: date) -> list[Proposal]:
    """Everything to propose on a day, the urgent first; a constant number of statements."""
    version = version_on(on)
    if version is None:
        return []
    day = _Day(on, version.statutes, {one.member_id: one for one in members_on(on)})
    found = [
        *_composition(day),
        *_terms(day),
        *_contracts(day),
        *_mandates(day),
        *_ages(day),
        *_bonds(day),
        *_dead(day),
    ]
    found += _corrections()
    found += _appeals()
    for _ear, more in proposals_asked.send(on):
        found += more
    return in_order(found)


def _about(member: MemberOn, code: str, message: str, *acts: Act, **more: Any) -> Proposal:
    values = {"name": member.name, **more.pop("values", {})}
    return Proposal(code, message, values, number=member.number, name=member.name, acts=acts, **more)


def _to(label: str, page: str, member: MemberOn, *, primary: bool = False, **values: object) -> Act:
    return Act(label, f"membership.{page}", {"number": member.number, **values}, primary)


def _corrections() -> list[Proposal]:
    """What members say is wrong about who they are."""
    return [
        Proposal(
            "correction",
            N_("%(name)s says that identity details on record are wrong."),
            {"name": member.name},
            number=member.number,
            name=member.name,
            since=day_of(wish.recorded_at),
            acts=(Act(words.SEE_CORRECTION, "membership.correction", {"wish_id": wish.id}, primary=True),),
        )
        for wish, member in wishes_waiting()
    ]


def _appeals() -> list[Proposal]:
    message = N_("%(name)s appeals against the exclusion: the body that judges it is to be called.")
    return [
        Proposal(
            "appeal-waits",
            message,
            {"name": member.name},
            number=member.number,
            name=member.name,
            since=step.effective_on,
            acts=(Act(words.JUDGE_APPEAL, "membership.appeal", {"number": member.number}, primary=True),),
            source=law.ART_EXCLUSION,
        )
        for step, member in appeals_waiting()
    ]


def _composition(day: _Day) -> Iterable[Proposal]:
    """A category that emptied, or nearly so (rules 1 to 4)."""
    for alert in composition_alerts(day.statutes, category_counts(day.on)):
        act = Act(words.SEE_CANDIDATES, "membership.candidates", primary=True)
        yield Proposal(
            f"rule-{alert.rule}",
            alert.message,
            alert.values,
            acts=(act,),
            source=alert.source,
            urgent=alert.severity == "critical",
        )


def _terms(day: _Day) -> Iterable[Proposal]:
    """A category that the statutes no longer know, a member without college."""
    known = {one.id for one in day.statutes.categories}
    for member in day.members.values():
        if member.category not in known:
            message = N_("%(name)s is in the category “%(category)s”, which the statutes of that day do not have.")
            act = _to(words.CHANGE_CATEGORY, "change_category", member, primary=True)
            values = {"category": member.category or "–"}
            yield _about(member, "unknown-category", message, act, values=values, urgent=True)
        elif day.statutes.votes_by_college and member.college is None:
            message = N_("%(name)s is in no college: no vote can open until this is put right.")
            act = _to(words.CHANGE_COLLEGE, "change_college", member, primary=True)
            yield _about(member, "no-college", message, act, urgent=True)


def _contracts(day: _Day) -> Iterable[Proposal]:
    """An employment contract that ended while the member is still in a category of employees, and the other way round."""
    kinds = {one.id: one.kind for one in day.statutes.categories}
    contracts = contracts_on(day.on)
    people = {person: member for member, person in _persons(contracts)}
    for person_id, contract in contracts.items():
        member = day.members.get(people.get(person_id, 0))
        if member is None:
            continue
        employee = kinds.get(member.category or "") == "employees"
        change = _to(words.CHANGE_CATEGORY, "change_category", member, primary=True)
        if employee and not employed_on(contract, day.on):
            message = N_("%(name)s is in a category of employees, and the employment contract ended on %(day)s.")
            leave = _to(words.END_MEMBERSHIP, "leave", member)
            values = {"day": contract.until_on}
            yield _about(member, "contract-ended", message, change, leave, values=values, since=contract.until_on)
        elif not employee and employed_on(contract, day.on) and "employees" in kinds.values():
            message = N_("%(name)s is employed since %(day)s and is not in a category of employees.")
            values = {"day": contract.effective_on}
            yield _about(member, "employee-elsewhere", message, change, values=values, since=contract.effective_on)


def _persons(contracts: dict[int, Any]) -> list[tuple[int, int]]:
    if not contracts:
        return []
    statement = select(Member.id, Member.person_id).where(Member.person_id.in_(contracts))
    return [(row[0], row[1]) for row in db.session.execute(statement) if row[1] is not None]


def _mandates(day: _Day) -> Iterable[Proposal]:
    """An organisation for which nobody speaks any longer, or whose representative's mandate ends soon."""
    ends = _mandate_ends(day.on)
    for member in day.members.values():
        if member.kind != "organisation":
            continue
        act = _to(words.APPOINT, "appoint", member, primary=True)
        until = ends.get(member.member_id)
        if member.representative_name is None:
            message = N_("Nobody speaks for %(name)s any longer: it can neither vote nor give a proxy.")
            if until is not None:
                message = N_("The mandate of who spoke for %(name)s ended on %(day)s: it can no longer vote.")
            values = {"day": until} if until else {}
            yield _about(member, "no-representative", message, act, values=values, since=until, urgent=True)
        elif until is not None and day.on <= until <= day.on + SOON:
            message = N_("The mandate of %(who)s for %(name)s ends on %(day)s.")
            said = {"day": until, "who": member.representative_name}
            yield _about(member, "mandate-ends", message, act, values=said, since=until)


def _mandate_ends(on: date) -> dict[int, date]:
    """By member, the last day of the mandate to vote or to represent that rules; one statement."""
    owners = {"organisation_id": RepresentativeFact.organisation_id, "kind": RepresentativeFact.kind}
    statement = (
        select(Member.id, RepresentativeFact.until_on)
        .join(Member, Member.organisation_id == RepresentativeFact.organisation_id)
        .where(
            RepresentativeFact.kind.in_(("voter", "legal")),
            RepresentativeFact.until_on.is_not(None),
            RepresentativeFact.id == ruling_id(RepresentativeFact, owners, on, None),
        )
        .order_by(RepresentativeFact.kind)
    )
    return {row[0]: row[1] for row in db.session.execute(statement) if row[1] is not None}


def _ages(day: _Day) -> Iterable[Proposal]:
    """Who came of age in the last year, and minors for whom nobody acts."""
    adult_since = youngest_adult(day.on)
    statement = select(Member, Person).join(Person, Person.id == Member.person_id)
    young = Person.born_on > adult_since - RECENT_MAJORITY
    for row in db.session.execute(statement.where(young).order_by(Person.id)):
        member, person = day.members.get(row[0].id), row[1]
        if member is None or person.born_on is None:
            continue
        file = _file(words.OPEN_FILE, person)
        if not is_minor(person.born_on, day.on, person.emancipated_on):
            came = _birthday(person.born_on)
            message = N_(
                "%(name)s came of age on %(day)s and votes alone from then on: tell them, give them their access."
            )
            yield _about(member, "of-age", message, file, values={"day": came}, since=came)
        elif not any(one.capacity in MINOR_ONLY for one in member.acts):
            message = N_("%(name)s is a minor and no parent or guardian acts on this day: nobody can vote.")
            yield _about(member, "minor-alone", message, file, urgent=True, source="C. civ. art. 388-1-1")


def _birthday(born_on: date) -> date:
    year = born_on.year + 18
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _file(label: str, person: Person) -> Act:
    return Act(label, "membership.file", {"kind": "personnes", "party_id": person.id}, primary=True)


def _bonds(day: _Day) -> Iterable[Proposal]:
    """A tutor or an empowered relative whose mission ended, with nobody after them."""
    other = aliased(Person)
    owners = {"person_id": BondFact.person_id, "other_id": BondFact.other_id, "kind": BondFact.kind}
    statement = (
        select(BondFact, Member, Person, other)
        .join(Person, Person.id == BondFact.person_id)
        .join(Member, Member.person_id == Person.id)
        .join(other, other.id == BondFact.other_id)
        .where(
            BondFact.kind.in_(SILENCING),
            BondFact.until_on < day.on,
            BondFact.id == ruling_id(BondFact, owners, day.on, None),
            *standing(BondFact, BondFact, None),
        )
        .order_by(BondFact.id)
    )
    for row in db.session.execute(statement):
        bond, person, holder = row[0], row[2], row[3]
        member = day.members.get(row[1].id)
        if member is None or not bond.stands or any(one.capacity in SILENCING for one in member.acts):
            continue
        message = N_("The mission of %(who)s for %(name)s ended on %(day)s: record its renewal, or the new decision.")
        values = {"who": holder.name, "day": bond.until_on}
        source = BONDS[BondKind(bond.kind)].source
        file = _file(words.OPEN_FILE, person)
        yield _about(member, "protection-ended", message, file, values=values, since=bond.until_on, source=source)


def _dead(day: _Day) -> Iterable[Proposal]:
    """A member whose death is on record and whose membership still stands."""
    statement = select(Member, Person).join(Person, Person.id == Member.person_id)
    for row in db.session.execute(statement.where(Person.deceased_on < day.on)):
        member, person = day.members.get(row[0].id), row[1]
        if member is not None:
            message = N_("%(name)s died on %(day)s and is still counted among the members.")
            act = _to(words.END_MEMBERSHIP, "leave", member, primary=True)
            values = {"day": person.deceased_on}
            yield _about(member, "deceased", message, act, values=values, since=person.deceased_on, urgent=True)
