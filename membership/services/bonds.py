"""Bonds with dates: who acts for a child or a protected adult, joint holders, heirs, households; death."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.clock import day_of
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from membership.models.facts import BondFact, MembershipFact
from membership.models.identity import Organisation, Person
from membership.queries.bonds import bond_by_id, bonds_of
from membership.queries.merges import member_of
from membership.queries.people import organisation_by_id, person_by_id
from membership.rules.bonds import BondKind, is_minor, youngest_adult
from membership.rules.events import MembershipTag
from membership.rules.facts import standing_facts
from membership.rules.legal_forms import JOINT_HOLDING
from membership.rules.standing import MembershipEvent, Standing, standing_on
from membership.rules.writing import tidy
from membership.services.appending import fact_columns, facts_of
from membership.services.correction import take_back
from membership.services.exit import EndedMembership, end_membership
from statutes.rules import law


@dataclass(frozen=True, kw_only=True)
class BondDetails:
    """What is recorded of a bond beside who and when; `paper`: judgment, family book, power; `note`: who it is, in words."""

    kind: BondKind
    until_on: date | None = None
    note: str = ""
    paper: str = ""
    motive: str = ""


def tie(
    party: Person | Organisation, other_id: int, effective_on: date, details: BondDetails, *, actor: Actor, at: datetime
) -> BondFact:
    """From `effective_on`, `other_id` has this bond with `party`. Nothing is copied: rights follow from it by the day.

    Refused: with oneself, a co-holder of something else than a joint holding, a minor who would act for another, the
    parent of an adult, an end before the beginning.
    """
    other = person_by_id(other_id)
    _check_sides(party, other, details.kind)
    _check_ages(party, other, effective_on, details)
    columns = fact_columns(effective_on, actor=actor, at=at, motive=details.motive)
    fact = BondFact(
        **_side(party),
        other_id=other.id,
        kind=details.kind,
        note=tidy(details.note),
        paper=tidy(details.paper, 200),
        until_on=details.until_on,
        **columns,
    )
    return _recorded(fact, MembershipTag.BOND_TIED, actor=actor, at=at)


def untie(fact_id: int, effective_on: date, *, actor: Actor, at: datetime, motive: str = "") -> BondFact:
    """End a bond: `effective_on` is the first day without it. The history keeps both."""
    fact = bond_by_id(fact_id)
    if effective_on <= fact.effective_on:
        raise Refused(
            "bond-backwards",
            N_("The bond began on %(start)s: it ends later than that. If it never was, take it back instead."),
            start=fact.effective_on,
        )
    columns = fact_columns(effective_on, actor=actor, at=at, motive=motive)
    ended = BondFact(**_sides(fact), stands=False, **columns)
    return _recorded(ended, MembershipTag.BOND_ENDED, actor=actor, at=at)


def take_back_bond(fact_id: int, *, motive: str, actor: Actor, at: datetime) -> BondFact:
    """Say that an entry about a bond was a mistake, and why."""
    fact = bond_by_id(fact_id)
    if not motive.strip():
        raise Refused("no-reason", N_("Write why this entry is wrong: the history keeps the entry and your reason."))
    taken = db.session.execute(select(BondFact.id).where(BondFact.reverses_id == fact.id)).first()
    if taken is not None or fact.reverses_id is not None:
        raise StateMoved(
            "taken-back-already", N_("This entry was taken back already. Open the card again to see the history.")
        )
    columns = fact_columns(fact.effective_on, actor=actor, at=at, motive=motive)
    reversal = BondFact(**_sides(fact), stands=fact.stands, reverses_id=fact.id, **columns)
    return _recorded(reversal, MembershipTag.BOND_TAKEN_BACK, actor=actor, at=at)


def split_joint_holding(
    organisation_id: int, effective_on: date, *, actor: Actor, at: datetime, motive: str = ""
) -> list[Person]:
    """End a joint holding: every co-holder leaves it from that day, and each card keeps where they come from.

    Shares then pass to each of them by a transfer, and the joint holding ends as a member by its own exit.
    Source: C. com. art. L225-110; C. civ. art. 815.
    """
    holding = organisation_by_id(organisation_id)
    running = [one for one in bonds_of(holding, effective_on) if one.runs]
    if not running:
        raise Refused(
            "nobody-to-part",
            N_("%(name)s has no joint holder on %(day)s, so there is nothing to part."),
            name=holding.name,
            day=effective_on,
        )
    for one in running:
        untie(one.fact.id, effective_on, actor=actor, at=at, motive=motive)
    return [one.party for one in running if isinstance(one.party, Person)]


def record_death(
    person_id: int, deceased_on: date, *, actor: Actor, at: datetime, paper: str = ""
) -> EndedMembership | None:
    """The day somebody died. From the next day their membership is ended and their accounts act for nobody.

    Source: C. com. art. L231-8 (the company goes on); loi 47-1775 art. 18 (heirs are owed the value of the shares).
    """
    person = person_by_id(person_id)
    if deceased_on > day_of(at) or (person.born_on is not None and deceased_on < person.born_on):
        raise Refused(
            "death-impossible",
            N_("%(day)s cannot be the day of a death: it is to come, or before the birth. Correct the day."),
            day=deceased_on,
        )
    person.deceased_on = deceased_on
    told = {"person": person.id, "day": str(deceased_on), "paper": tidy(paper, 200)}
    audit.record(MembershipTag.PERSON_DECEASED, f"person:{person.id}", actor=actor, at=at, details=told)
    member, after = member_of(person), deceased_on + timedelta(days=1)
    if member is None or standing_on(facts_of(member, MembershipFact), after) is not Standing.MEMBER:
        db.session.flush()
        return None
    return end_membership(member.id, MembershipEvent.DECEASED, after, actor=actor, at=at, decision=paper)


def take_back_death(person_id: int, *, motive: str, actor: Actor, at: datetime) -> Person:
    """Say that the death was recorded by mistake: the person lives, and an exit by that death is taken back with it."""
    person = person_by_id(person_id)
    if person.deceased_on is None:
        raise StateMoved("no-death", N_("No death is recorded for %(name)s any more."), name=person.name)
    if not motive.strip():
        raise Refused("no-reason", N_("Write why this entry is wrong: the history keeps the entry and your reason."))
    told = {"person": person.id, "day": str(person.deceased_on), "motive": tidy(motive, 500)}
    person.deceased_on = None
    db.session.flush()
    member = member_of(person)
    standing = standing_facts(facts_of(member, MembershipFact)) if member is not None else []
    if standing and standing[-1].event == MembershipEvent.DECEASED:
        take_back("membership", standing[-1].id, motive=motive, actor=actor, at=at)
    audit.record(MembershipTag.DEATH_TAKEN_BACK, f"person:{person.id}", actor=actor, at=at, details=told)
    return person


def _check_sides(party: Person | Organisation, other: Person, kind: BondKind) -> None:
    if isinstance(party, Person) and party.id == other.id:
        raise Refused("bond-with-oneself", N_("Nobody has a bond with themselves. Choose another person."))
    joint = isinstance(party, Organisation) and party.legal_form == JOINT_HOLDING
    if (kind is BondKind.CO_HOLDER) != joint:
        raise Refused(
            "bond-not-for-kind",
            N_(
                "Joint holders belong to a record of the legal form “joint holders of shares”, and the other bonds to "
                "a person. Open the right record, or add the joint holding first."
            ),
            source="C. com. art. L225-110",
        )


def _check_ages(party: Person | Organisation, other: Person, on: date, details: BondDetails) -> None:
    kind = details.kind
    if details.until_on is not None and details.until_on < on:
        raise Refused(
            "mandate-backwards",
            N_("The mandate would end on %(end)s, before it begins on %(start)s. Correct one of the two days."),
            end=details.until_on,
            start=on,
        )
    if kind in (BondKind.HEIR, BondKind.HOUSEHOLD, BondKind.CO_HOLDER) or isinstance(party, Organisation):
        return
    if is_minor(other.born_on, on, other.emancipated_on):
        raise Refused(
            "minor-cannot-act",
            N_("%(name)s is a minor on %(day)s and cannot act for somebody else. Choose an adult."),
            source="C. civ. art. 388",
            name=other.name,
            day=on,
        )
    minor = is_minor(party.born_on, on, party.emancipated_on)
    if kind in (BondKind.PARENT, BondKind.GUARDIAN) and not minor:
        raise Refused(
            "not-a-minor",
            N_(
                "%(name)s is not known as a minor on %(day)s: a parent or guardian acts only for who was born after "
                "%(limit)s. Record the birth date first, or choose another bond."
            ),
            source=f"C. civ. art. 388 ({law.MAJORITY_YEARS})",
            name=party.name,
            day=on,
            limit=youngest_adult(on),
        )


def _side(party: Person | Organisation) -> dict[str, int]:
    return {"person_id" if isinstance(party, Person) else "organisation_id": party.id}


def _sides(fact: BondFact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in ("person_id", "organisation_id", "other_id", "kind")}


def _recorded(fact: BondFact, tag: MembershipTag, *, actor: Actor, at: datetime) -> BondFact:
    db.session.add(fact)
    db.session.flush()
    subject = f"person:{fact.person_id}" if fact.person_id else f"organisation:{fact.organisation_id}"
    told = {"kind": fact.kind, "person": fact.other_id, "effective_on": str(fact.effective_on)}
    audit.record(tag, subject, actor=actor, at=at, details=told)
    return fact
