"""Who speaks for an organisation, from when, until when."""

from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.facts import RepresentativeFact
from membership.queries.people import organisation_by_id, person_by_id
from membership.rules.events import MembershipTag
from membership.rules.mandates import MandateKind
from membership.rules.writing import tidy
from membership.services.appending import fact_columns


def appoint_representative(
    organisation_id: int,
    person_id: int,
    effective_on: date,
    *,
    kind: MandateKind = MandateKind.VOTER,
    role: str = "",
    until_on: date | None = None,
    paper: str = "",
    actor: Actor,
    at: datetime,
    motive: str = "",
    decision: str = "",
) -> RepresentativeFact:
    """From `effective_on`, `person_id` holds this mandate (instead of whoever did), `until_on` included.

    One person may represent several organisations and be a member too. `paper` names what proves it: deliberation,
    extract of the register, letter.
    """
    organisation, person = organisation_by_id(organisation_id), person_by_id(person_id)
    if person.deceased_on is not None and person.deceased_on < effective_on:
        raise Refused(
            "holder-deceased",
            N_("%(name)s died on %(day)s and cannot represent anybody after that. Choose another person."),
            name=person.name,
            day=person.deceased_on,
        )
    if until_on is not None and until_on < effective_on:
        raise Refused(
            "mandate-backwards",
            N_("The mandate would end on %(end)s, before it begins on %(start)s. Correct one of the two days."),
            end=until_on,
            start=effective_on,
        )
    columns = fact_columns(effective_on, actor=actor, at=at, motive=motive, decision=decision)
    held = {"kind": kind.value, "role": tidy(role), "paper": tidy(paper, 200), "until_on": until_on}
    fact = RepresentativeFact(organisation_id=organisation.id, person_id=person.id, **held, **columns)
    db.session.add(fact)
    db.session.flush()
    told = {
        "organisation": organisation.id,
        "person": person.id,
        "kind": kind.value,
        "effective_on": str(effective_on),
    }
    subject = f"organisation:{organisation.id}"
    audit.record(MembershipTag.REPRESENTATIVE_APPOINTED, subject, actor=actor, at=at, details=told)
    return fact


def end_representation(
    organisation_id: int,
    effective_on: date,
    *,
    kind: MandateKind = MandateKind.VOTER,
    actor: Actor,
    at: datetime,
    motive: str = "",
    decision: str = "",
) -> RepresentativeFact:
    """From `effective_on`, nobody holds this mandate of the organisation."""
    organisation = organisation_by_id(organisation_id)
    columns = fact_columns(effective_on, actor=actor, at=at, motive=motive, decision=decision)
    fact = RepresentativeFact(
        organisation_id=organisation.id, person_id=None, kind=kind.value, until_on=None, **columns
    )
    db.session.add(fact)
    db.session.flush()
    told = {"organisation": organisation.id, "kind": kind.value, "effective_on": str(effective_on)}
    subject = f"organisation:{organisation.id}"
    audit.record(MembershipTag.REPRESENTATIVE_ENDED, subject, actor=actor, at=at, details=told)
    return fact
