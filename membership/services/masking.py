"""Fields masked by default: to read one is an act, and leaves a trace."""

from datetime import datetime
from enum import StrEnum

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from membership.rules.events import MembershipTag


class MaskedField(StrEnum):
    """What pages hide until somebody asks for it."""

    BIRTH_DATE = "born_on"
    BANK_ACCOUNT = "iban"


def record_reading(field: MaskedField, subject: str, *, actor: Actor, at: datetime) -> None:
    """Who read which masked field of whom ("person:12"), and when. The value itself is never written."""
    audit.record(MembershipTag.MASKED_FIELD_READ, subject, actor=actor, at=at, details={"field": field.value})
