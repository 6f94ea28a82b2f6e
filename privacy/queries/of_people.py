"""The steps by which somebody's data goes: contacts first, then the identity with all that names it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Text, cast, or_, select

from foundation.accounts.models import Account
from foundation.accounts.rules.events import AccountEvent
from foundation.documents.models import Deposit, IssuedDocument
from foundation.documents.rules.events import DocumentEvent
from foundation.kernel.audit import AuditEntry
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from membership.models.appeals import AppealFact
from membership.models.applications import Application, ApplicationFact
from membership.models.contacts import ContactPoint, EmailState
from membership.models.dispatches import DispatchRecipient, NewsRefusal
from membership.models.facts import AccessFact, BondFact, MembershipFact, RepresentativeFact
from membership.models.identity import Organisation, Person
from membership.models.members import Member
from membership.models.merges import MergeFact
from membership.models.wishes import DetailsWish
from membership.queries.dispatches import LETTERS as BUNDLES
from membership.rules.dispatches import Way
from membership.rules.events import MembershipTag
from pole.programme.models import Contribution
from pole.workshops.models import WorkshopPerson
from privacy.queries.people import Subject
from privacy.queries.steps import AT_THE_DOOR, NOBODY_THERE, SIGN_INS, Step, sign_in_leftovers
from shares.models import ShareCertificate
from treasury.models import PaymentRequest

LETTERS = ("share-certificate", "admission-letter", "share-account")


def with_doubles(person_ids: Collection[int]) -> list[int]:
    """These people and the records that turned out to be doubles of theirs; one statement."""
    wanted = or_(Person.id.in_(person_ids), Person.merged_into_id.in_(person_ids))
    return list(db.session.execute(select(Person.id).where(wanted).order_by(Person.id)).scalars())


def closable_accounts(person_ids: Collection[int]) -> list[Account]:
    """The accounts that act for these people alone and hold no role; two statements."""
    return [one for one in own_accounts(person_ids) if not one.roles]


def own_accounts(person_ids: Collection[int]) -> list[Account]:
    """The accounts that act for these people alone; one statement."""
    others = select(AccessFact.account_id).where(AccessFact.person_id.not_in(person_ids))
    own = select(AccessFact.account_id).where(AccessFact.person_id.in_(person_ids))
    rows = db.session.execute(
        select(Account).where(Account.id.in_(own), Account.id.not_in(others)).order_by(Account.id)
    )
    return list(rows.scalars())


def contact_steps(subjects: Collection[Subject]) -> list[Step]:
    """What goes with the contacts of people and organisations."""
    people = with_doubles([one.id for one in subjects if one.kind == "person"])
    bodies = [one.id for one in subjects if one.kind == "organisation"]
    numbers = [one.number for one in subjects if one.number is not None]
    members = select(Member.id).where(Member.number.in_(numbers))
    addresses = _addresses(people, bodies)
    empty: dict[str, Any] = {"email": "", "phone": "", "post_returned_on": None}
    wishes = or_(DetailsWish.person_id.in_(people), DetailsWish.organisation_id.in_(bodies))
    reached = DispatchRecipient.member_id.in_(members)
    theirs = or_(ContactPoint.person_id.in_(people), ContactPoint.organisation_id.in_(bodies))
    told = (AuditEntry.tag.in_(CONTACT_TAGS), AuditEntry.subject.in_(_named(person=people, organisation=bodies)))
    return [
        Step(N_("State of their e-mail addresses"), EmailState, (EmailState.address.in_(addresses),), deletes=True),
        Step(N_("Further e-mails, phones and addresses"), ContactPoint, (theirs,), deletes=True),
        Step(N_("Refusals of news"), NewsRefusal, (NewsRefusal.address.in_(addresses),)),
        Step(N_("How they were reached, as the audit trail tells it"), AuditEntry, told),
        Step(
            N_("Corrections they proposed"), DetailsWish, (wishes,), values={"changes": {}, "words": "", "reason": ""}
        ),
        Step(N_("Lists they were written to: name and address"), DispatchRecipient, (reached,)),
        Step(N_("Letters that were printed for the post, with those of others"), IssuedDocument, _bundles(members)),
        Step(N_("E-mail of payment requests"), PaymentRequest, (PaymentRequest.member_id.in_(members),)),
        Step(
            N_("E-mail, phone and pronouns of people"),
            Person,
            (Person.id.in_(people),),
            values=empty | {"pronouns": ""},
        ),
        Step(N_("E-mail and phone of organisations"), Organisation, (Organisation.id.in_(bodies),), values=empty),
        *sign_in_leftovers(one.id for one in closable_accounts(people)),
    ]


def _bundles(members: Any) -> tuple[Any, ...]:
    """The bundles of letters to a list in which there is one to these members."""
    reached = select(DispatchRecipient.dispatch_id).where(
        DispatchRecipient.member_id.in_(members), DispatchRecipient.way == Way.LETTER
    )
    names = [f"dispatch:{one}" for one in db.session.execute(reached.distinct()).scalars()]
    return (IssuedDocument.kind == BUNDLES, IssuedDocument.subject.in_(names))


def identity_steps(subjects: Collection[Subject]) -> list[Step]:
    """What goes with the identity, beside the record itself (`services/erasing.py` makes it a number)."""
    people = with_doubles([one.id for one in subjects])
    numbers = [one.number for one in subjects if one.number is not None]
    members = select(Member.id).where(Member.person_id.in_(people))
    asked = select(Application.id).where(Application.person_id.in_(people))
    accounts = select(AccessFact.account_id).where(AccessFact.person_id.in_(people))
    merged = or_(MergeFact.kept_person_id.in_(people), MergeFact.dropped_person_id.in_(people))
    bonds = or_(BondFact.person_id.in_(people), BondFact.other_id.in_(people))
    papers = (IssuedDocument.kind.in_(LETTERS), IssuedDocument.subject.in_([f"member:{one}" for one in numbers]))
    about = (AuditEntry.tag.in_(account_tags()), AuditEntry.subject.in_(_subjects_of(accounts)))
    issued = (
        AuditEntry.tag == str(DocumentEvent.ISSUED),
        AuditEntry.subject.in_([f"member:{one}" for one in numbers]),
        or_(*(cast(AuditEntry.details, Text).like(f'%"kind":"{kind}"%') for kind in LETTERS)),
    )
    merges = (AuditEntry.tag.in_(MERGE_TAGS), AuditEntry.subject.in_(_named(person=people)))
    amended = (AuditEntry.tag == str(MembershipTag.PERSON_AMENDED), AuditEntry.subject.in_(_named(person=people)))
    return [
        Step(N_("What records were before they were merged"), MergeFact, (merged,)),
        Step(N_("Motives of the facts of the membership"), MembershipFact, (MembershipFact.member_id.in_(members),)),
        Step(N_("Motives of appeals"), AppealFact, (AppealFact.member_id.in_(members),)),
        Step(N_("Papers and motives of mandates"), RepresentativeFact, (RepresentativeFact.person_id.in_(people),)),
        Step(N_("Notes, papers and motives of bonds"), BondFact, (bonds,)),
        Step(
            N_("Motives of the steps of their requests"), ApplicationFact, (ApplicationFact.application_id.in_(asked),)
        ),
        Step(N_("What they typed in the form"), Application, (Application.id.in_(asked),), values={"typed": None}),
        Step(N_("Names on certificates"), ShareCertificate, (ShareCertificate.member_id.in_(members),)),
        *_in_workshops(or_(WorkshopPerson.member_id.in_(members), WorkshopPerson.account_id.in_(accounts))),
        Step(N_("Names of those who gave an idea"), Contribution, (Contribution.account_id.in_(accounts),)),
        Step(N_("Letters and certificates"), IssuedDocument, papers),
        Step(N_("What the audit trail tells of these papers"), AuditEntry, issued),
        Step(N_("What the audit trail tells of their accounts"), AuditEntry, about),
        Step(N_("What the audit trail tells of merges"), AuditEntry, merges),
        Step(N_("Who they were before a correction, as the audit trail tells it"), AuditEntry, amended),
    ]


def _in_workshops(theirs: Any) -> list[Step]:
    """Their lines in workshops; that somebody was there, the hours and the amounts stay counted."""
    lines = db.session.execute(select(WorkshopPerson.id).where(theirs)).scalars()
    papers = (Deposit.about.in_([f"workshop-person:{one}" for one in lines]),)
    return [
        Step(N_("Papers they signed for workshops"), Deposit, papers),
        Step(N_("Their lines in workshops"), WorkshopPerson, (theirs,), values=NOBODY_THERE),
    ]


MERGE_TAGS = (MembershipTag.RECORDS_MERGED, MembershipTag.RECORDS_UNMERGED)
CONTACT_TAGS = (
    MembershipTag.CONTACT_AMENDED,
    MembershipTag.CONTACT_ADDED,
    MembershipTag.CONTACT_DROPPED,
    MembershipTag.CONTACT_MARKED,
)
DETAIL_TAGS = (*CONTACT_TAGS, MembershipTag.PERSON_AMENDED)


def erasable_tags() -> frozenset[str]:
    """The facts of the audit trail of which an erasure may empty what they tell; of any other, emptiness is a fault."""
    of_people = (*account_tags(), *MERGE_TAGS, *DETAIL_TAGS, DocumentEvent.ISSUED)
    return frozenset(map(str, (*of_people, *SIGN_INS, *AT_THE_DOOR)))


def account_tags() -> tuple[str, ...]:
    """The facts of the trail that tell who an account is, and its comings and goings."""
    return tuple(str(tag) for tag in AccountEvent if tag not in (AccountEvent.ROLE_GRANTED, AccountEvent.ROLE_REVOKED))


def _named(**records: Collection[int]) -> list[str]:
    return [f"{kind}:{one}" for kind, ids in records.items() for one in ids]


def _subjects_of(accounts: Any) -> list[str]:
    return [f"account:{one}" for one in db.session.execute(accounts).scalars()]


def _addresses(people: Collection[int], bodies: Collection[int]) -> list[str]:
    """Every e-mail address of theirs that nobody else uses."""
    rows = db.session.execute(select(Person.email).where(Person.id.in_(people), Person.email != "")).scalars().all()
    rows = [*rows, *db.session.execute(select(Organisation.email).where(Organisation.id.in_(bodies))).scalars()]
    points = select(ContactPoint.value).where(
        ContactPoint.kind == "email",
        or_(ContactPoint.person_id.in_(people), ContactPoint.organisation_id.in_(bodies)),
    )
    mine = {one for one in [*rows, *db.session.execute(points).scalars()] if one}
    shared = db.session.execute(select(Person.email).where(Person.email.in_(mine), Person.id.not_in(people))).scalars()
    return sorted(mine - set(shared))
