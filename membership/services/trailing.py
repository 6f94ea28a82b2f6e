"""What the audit trail keeps of the details of a record that changed."""

from typing import Any

from foundation.kernel.audit import Told
from membership.models.identity import Organisation, Person
from membership.rules.events import MembershipTag
from membership.rules.trail import Changes, reaching, told_changes

AMENDED = {"person": MembershipTag.PERSON_AMENDED, "organisation": MembershipTag.ORGANISATION_AMENDED}


def amendment(kind: str, party_id: int, changes: Changes) -> list[Told]:
    """The facts of details that changed, of a "person" or an "organisation": who it is, and how to reach it."""
    contacts, identity = reaching(changes)
    subject, facts = f"{kind}:{party_id}", []
    if identity:
        facts.append(Told(AMENDED[kind], subject, {kind: party_id, **_details(identity)}))
    if contacts:
        facts.append(Told(MembershipTag.CONTACT_AMENDED, subject, _details(contacts)))
    return facts


def subject_of(party: Person | Organisation) -> str:
    """How the trail names a record."""
    return f"person:{party.id}" if isinstance(party, Person) else f"organisation:{party.id}"


def _details(changes: Changes) -> dict[str, Any]:
    return {"fields": ", ".join(sorted(changes)), "changes": told_changes(changes)}
