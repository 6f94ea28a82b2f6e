"""Exclusions and the appeals against them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from membership.models.appeals import AppealFact
from membership.models.facts import MembershipFact
from membership.models.members import Member
from membership.rules.appeals import AppealStep
from membership.rules.facts import standing_facts
from membership.rules.standing import MembershipEvent


def exclusion_of(member: Member) -> MembershipFact | None:
    """The exclusion by which this member left, while it stands; None for everybody else."""
    facts = select(MembershipFact).where(MembershipFact.member_id == member.id).order_by(MembershipFact.id)
    standing = standing_facts(db.session.execute(facts).scalars())
    return standing[-1] if standing and standing[-1].event == MembershipEvent.EXCLUDED else None


def appeals_of(member: Member) -> Sequence[AppealFact]:
    """Every step of every appeal of a member, in the order in which it was recorded."""
    steps = select(AppealFact).where(AppealFact.member_id == member.id).order_by(AppealFact.id)
    return db.session.execute(steps).scalars().all()


def appeals_waiting() -> list[tuple[AppealFact, Member]]:
    """The appeals that nobody has judged, with who lodged them; one statement."""
    later = aliased(AppealFact)
    after = select(later.id).where(later.about_id == AppealFact.about_id, later.id > AppealFact.id)
    statement = (
        select(AppealFact, Member)
        .join(Member, Member.id == AppealFact.member_id)
        .where(AppealFact.step == AppealStep.LODGED, ~after.exists())
        .order_by(AppealFact.effective_on, AppealFact.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]
