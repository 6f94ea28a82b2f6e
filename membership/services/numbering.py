"""Saying why numbers of the register were never given here."""

from datetime import datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.keeping import NumberNote
from membership.queries.numbering import numbering
from membership.rules.events import MembershipTag
from membership.rules.gaps import Gap
from membership.rules.writing import tidy


def explain_numbers(first: int, last: int, note: str, *, actor: Actor, at: datetime) -> NumberNote:
    """Explain a whole gap. Refused: numbers that are not missing, no explanation."""
    said = tidy(note, 500)
    if not said:
        raise Refused(
            "no-explanation", N_("Write why these numbers are missing: the register they come from, a mistake…")
        )
    if not any(one.gap == Gap(first, last) for one in numbering().gaps):
        raise Refused(
            "no-such-gap",
            N_("The numbers %(first)s to %(last)s are not missing from the register. Open the page of numbers again."),
            first=first,
            last=last,
        )
    found = NumberNote(
        first=first, last=last, note=said, recorded_at=at, actor_id=actor.account_id, actor_name=actor.name
    )
    db.session.add(found)
    db.session.flush()
    told = {"first": first, "last": last, "note": said}
    audit.record(MembershipTag.NUMBERS_EXPLAINED, "membership", actor=actor, at=at, details=told)
    return found
