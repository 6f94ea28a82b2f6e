"""Further addresses, e-mails and phones; letters that came back; e-mail addresses that stopped working."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from foundation.mailing.models import Mail, MailFact
from foundation.mailing.rules.delivery import FactKind
from membership.models.contacts import ContactPoint, EmailState
from membership.models.identity import Organisation, Person
from membership.queries.contacts import owner_of, point_by_id, states_of
from membership.rules.events import MembershipTag
from membership.rules.reach import EmailCondition, PointKind, checked_email, checked_phone, condition_after
from membership.rules.trail import told_changes
from membership.rules.writing import tidy, tidy_lines
from membership.services.trailing import subject_of
from membership.services.writing import write_keys

FAILED = (FactKind.REFUSED.value, FactKind.ABANDONED.value)


@dataclass(frozen=True, kw_only=True)
class PointDetails:
    """One more way to reach someone: an e-mail, a phone (`value`) or a postal address."""

    kind: PointKind
    label: str = ""
    value: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = "FR"


def add_point(party: Person | Organisation, details: PointDetails, *, actor: Actor, at: datetime) -> ContactPoint:
    """Note one more way to reach someone; the principal one stands with the record itself."""
    point = ContactPoint(kind=details.kind, label=tidy(details.label, 60), **_side(party))
    point.country = (tidy(details.country, 2) or "FR").upper()
    if details.kind is PointKind.ADDRESS:
        point.value = ""
        point.street, point.postcode = tidy_lines(details.street), tidy(details.postcode, 12)
        point.town = tidy(details.town)
    else:
        read = checked_email if details.kind is PointKind.EMAIL else checked_phone
        point.value = read(tidy(details.value, 254))
    if not (point.value or point.street or point.town):
        raise Refused("empty-contact", N_("Write the e-mail, the phone or the address to add."))
    db.session.add(point)
    _noted(party, point, MembershipTag.CONTACT_ADDED, ("", _words(point)), actor=actor, at=at)
    return point


def drop_point(point_id: int, *, actor: Actor, at: datetime) -> Person | Organisation:
    """Forget one of the further ways to reach someone."""
    point = point_by_id(point_id)
    party = owner_of(point)
    db.session.delete(point)
    _noted(party, point, MembershipTag.CONTACT_DROPPED, (_words(point), ""), actor=actor, at=at)
    return party


def mark_point(point_id: int, failed_on: date | None, *, actor: Actor, at: datetime) -> Person | Organisation:
    """Say that a phone or an address proved wrong on a day; None: that it serves again."""
    point = point_by_id(point_id)
    before, point.failed_on = point.failed_on, failed_on
    party = owner_of(point)
    _noted(party, point, MembershipTag.CONTACT_MARKED, (before, failed_on), actor=actor, at=at)
    return party


def letter_returned(party: Person | Organisation, on: date | None, *, actor: Actor, at: datetime) -> None:
    """A letter to the principal address came back on a day; None: the address serves again."""
    before, party.post_returned_on = party.post_returned_on, on
    _noted(party, None, MembershipTag.CONTACT_MARKED, (before, on), actor=actor, at=at)


def judge_email(address: str, state: EmailCondition, *, actor: Actor, at: datetime, cause: str = "") -> EmailState:
    """Block an e-mail address by hand, or say that it works again."""
    wanted = checked_email(address)
    known = states_of([wanted]).get(wanted) or EmailState(address=wanted, last_fact_id=0)
    known.state, known.failures, known.since = state, 0, at
    known.cause = tidy(cause, 300)
    db.session.add(known)
    db.session.flush()
    told = {"state": state.value}
    audit.record(MembershipTag.EMAIL_JUDGED, "system", actor=actor, at=at, details=told)
    return known


def read_failed_mails() -> int:
    """Learn from the outbox which addresses fail; returns how many facts were new. Reading twice changes nothing.

    A mail refused or given up counts against its address, five in a row block it; one that leaves again clears it.
    """
    cursor = db.session.scalar(select(func.max(EmailState.last_fact_id))) or 0
    failed = select(MailFact).where(MailFact.id > cursor, MailFact.kind.in_(FAILED))
    healed = (
        select(MailFact)
        .join(Mail, Mail.id == MailFact.mail_id)
        .join(EmailState, func.lower(Mail.to_address) == EmailState.address)
        .where(MailFact.kind == FactKind.SENT.value, MailFact.id > EmailState.last_fact_id)
    )
    facts = {fact.id: fact for one in (failed, healed) for fact in db.session.execute(one).scalars() if fact.to_address}
    states = states_of(fact.to_address for fact in facts.values())
    for _id, fact in sorted(facts.items()):
        _learn(fact, states)
    db.session.flush()
    return len(facts)


def _learn(fact: MailFact, states: dict[str, EmailState]) -> None:
    address = fact.to_address.strip().lower()
    known = states.get(address)
    if known is None:
        known = EmailState(address=address, state=EmailCondition.WORKING, failures=0, since=fact.at, last_fact_id=0)
        states[address] = known
        db.session.add(known)
    failures = known.failures + 1 if fact.kind in FAILED else 0
    before, after = EmailCondition(known.state), condition_after(EmailCondition(known.state), failures)
    known.failures, known.state, known.last_fact_id = failures, after, fact.id
    known.since = known.since if after is before else fact.at
    if failures:
        known.cause = fact.answer[:1000]
    elif after is EmailCondition.WORKING:
        known.cause = ""


def _side(party: Person | Organisation) -> dict[str, int]:
    return {"person_id" if isinstance(party, Person) else "organisation_id": party.id}


def _words(point: ContactPoint) -> str:
    return point.value or point.address


def _noted(
    party: Person | Organisation,
    point: ContactPoint | None,
    tag: MembershipTag,
    change: tuple[object, object],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Refresh the search key and leave a trace of what changed; `point` None: the principal postal address."""
    db.session.flush()
    write_keys(party)
    db.session.flush()
    kind = point.kind if point is not None else PointKind.ADDRESS.value
    name = "post_returned_on" if point is None else "failed_on" if tag is MembershipTag.CONTACT_MARKED else kind
    told = {"kind": kind, "changes": told_changes({name: change})}
    audit.record(tag, subject_of(party), actor=actor, at=at, details=told)
