"""Category and college of a member: changed from a day, never rewritten."""

from datetime import date, datetime

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from membership.models.facts import CategoryFact, CollegeFact
from membership.models.members import Member
from membership.queries.people import member_by_id
from membership.rules.eligibility import category_named, check_rank, college_for, college_named, colleges_open_to
from membership.rules.events import MembershipTag
from membership.services.admission import check_party
from membership.services.appending import category_on, college_on, fact_columns, require_membership
from statutes.rules.tree import Statutes
from statutes.services import statutes_on


def record_category(
    member_id: int,
    category: str,
    effective_on: date,
    *,
    college: str | None = None,
    actor: Actor,
    at: datetime,
    motive: str = "",
    decision: str = "",
) -> CategoryFact:
    """Put a member in another category from a day; the college follows where the present one does not take it.

    `college`: the one to enter where the new category leaves a choice. Refused as for an admission (rules 1 and 7).
    """
    member = member_by_id(member_id)
    require_membership(member, effective_on)
    statutes = statutes_on(effective_on).statutes
    found = category_named(statutes, category)
    check_party(found, member.party)
    entered = found.id
    if category_on(member, effective_on) == entered:
        raise _unchanged(member, entered)
    present = college_on(member, effective_on)
    kept = present if present in {c.id for c in colleges_open_to(statutes, entered)} else None
    wanted = college_for(statutes, entered, college or kept)
    columns = fact_columns(effective_on, actor=actor, at=at, motive=motive, decision=decision)
    fact = CategoryFact(member_id=member.id, category=entered, **columns)
    db.session.add(fact)
    db.session.flush()
    told = {"number": member.number, "category": entered, "effective_on": str(effective_on)}
    audit.record(MembershipTag.CATEGORY_RECORDED, f"member:{member.id}", actor=actor, at=at, details=told)
    if wanted is not None and wanted != present:
        _append_college(member, wanted, 1, columns, actor=actor)
    return fact


def assign_college(
    member_id: int,
    college: str,
    effective_on: date,
    *,
    rank: int = 1,
    actor: Actor,
    at: datetime,
    motive: str = "",
    decision: str = "",
) -> CollegeFact:
    """Put a member in a college from a day. Refused (rule 7) where the college does not take the member's category.

    `rank` above 1 is a further college, where the statutes give one vote in each.
    """
    member = member_by_id(member_id)
    require_membership(member, effective_on)
    statutes = statutes_on(effective_on).statutes
    check_rank(statutes, rank)
    entered = _college_for_rank(statutes, member, college, effective_on, rank=rank)
    if rank == 1 and college_on(member, effective_on) == entered:
        raise _unchanged(member, entered)
    columns = fact_columns(effective_on, actor=actor, at=at, motive=motive, decision=decision)
    return _append_college(member, entered, rank, columns, actor=actor)


def _college_for_rank(statutes: Statutes, member: Member, college: str, on: date, *, rank: int) -> str:
    category = category_on(member, on) or ""
    if rank == 1:
        return college_for(statutes, category, college) or ""
    taken_by = next((c.categories for c in statutes.colleges if c.id == college), None)
    return college_named(statutes, taken_by[0] if taken_by else category, college).id


def _append_college(
    member: Member, college: str, rank: int, columns: dict[str, object], *, actor: Actor
) -> CollegeFact:
    fact = CollegeFact(member_id=member.id, college=college, rank=rank, **columns)
    db.session.add(fact)
    db.session.flush()
    told = {"number": member.number, "college": college, "effective_on": str(fact.effective_on), "rank": rank}
    audit.record(MembershipTag.COLLEGE_ASSIGNED, f"member:{member.id}", actor=actor, at=fact.recorded_at, details=told)
    return fact


def _unchanged(member: Member, entered: str) -> Refused:
    return Refused(
        "unchanged",
        N_("%(name)s is in “%(entered)s” already on that day, so there is nothing to record. Choose another one."),
        name=member.name,
        entered=entered,
    )
