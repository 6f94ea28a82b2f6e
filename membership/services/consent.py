"""Agreement of a member to be convened by e-mail (rule 27)."""

from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from membership.models.facts import ConsentFact
from membership.queries.people import member_by_id
from membership.rules.consents import ConsentChannel
from membership.rules.events import MembershipTag
from membership.services.appending import fact_columns, require_membership


def record_consent(
    member_id: int,
    effective_on: date,
    *,
    agreed: bool,
    actor: Actor,
    at: datetime,
    motive: str = "",
    channel: ConsentChannel = ConsentChannel.DESK,
    version: int | None = None,
) -> ConsentFact:
    """From `effective_on`, the member agrees (or no longer does) to notices by e-mail.

    `channel`: how it was said; `version`: of the text that was shown (`rules/consents.py`), None for an older paper.

    Source: C. com. art. R225-63: e-mail only to members who agreed, by themselves and beforehand.
    """
    member = member_by_id(member_id)
    require_membership(member, effective_on)
    columns = fact_columns(effective_on, actor=actor, at=at, motive=motive)
    fact = ConsentFact(member_id=member.id, agreed=agreed, channel=channel.value, version=version, **columns)
    db.session.add(fact)
    db.session.flush()
    told: dict[str, int | str | None] = {
        "number": member.number,
        "agreed": "yes" if agreed else "no",
        "effective_on": str(effective_on),
    }
    told |= {"channel": channel.value, "version": version}
    audit.record(MembershipTag.CONSENT_RECORDED, f"member:{member.id}", actor=actor, at=at, details=told)
    return fact
