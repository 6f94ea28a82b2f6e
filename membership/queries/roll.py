"""Who is a member on a day, with category, college, representative and the accounts that may act.

The whole register is read in a constant number of statements.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from membership.models.facts import CollegeFact, MembershipFact
from membership.models.identity import one_line_address
from membership.models.members import Member
from membership.queries.access import SELF, ActsFor, acts_for
from membership.queries.merges import hidden_members
from membership.queries.register import register
from membership.queries.ruling import rules, ruling_id
from membership.rules.bonds import BondKind, is_silenced
from membership.rules.legal_forms import LEGAL_FORMS
from membership.rules.names import PersonName, display_name, formal_name
from membership.rules.standing import MembershipEvent


@dataclass(frozen=True)
class MemberOn:
    """One member as of a day. `college` is None where the statutes have no colleges or nothing was recorded (rule 7).

    `since` is the day of the event that rules: the admission, or the exit of a former member. `email_agreed`: agreed to
    be convened by e-mail (rule 27), since `email_agreed_on`. `acts`: who acts and votes, the first one first
    (`queries/access.py`); `account_ids`: their accounts. `representative_name`: who speaks for an organisation, a minor
    or a person under tutelle.
    """

    member_id: int
    number: int
    kind: str
    name: str
    formal_name: str
    sort_key: str
    event: str
    since: date
    category: str | None
    college: str | None
    address: str
    email: str
    language: str
    legal_form: str | None
    ess_level: int | None
    representative_name: str | None
    representative_role: str | None
    acting_person_id: int | None
    email_agreed: bool
    phone: str = ""
    post_returned: bool = False
    email_agreed_on: date | None = None
    other_colleges: tuple[str, ...] = ()
    acts: tuple[ActsFor, ...] = ()

    @property
    def account_ids(self) -> tuple[int, ...]:
        """The accounts that may act and vote for the member, the first one first."""
        return tuple(dict.fromkeys(one.account_id for one in self.acts if one.account_id is not None))

    @property
    def is_member(self) -> bool:
        """Whether the membership stands on that day."""
        return self.event == MembershipEvent.ADMITTED

    @property
    def is_local_public_body(self) -> bool:
        """Whether its shares count in the ceiling of public ownership (rule 14)."""
        return self.legal_form is not None and LEGAL_FORMS[self.legal_form].local_public


def members_on(on: date, known_at: datetime | None = None) -> list[MemberOn]:
    """All members on the day `on`, in the order of their names; in three statements at any size.

    `known_at`: as it was known at that moment (None: as known now).
    """
    found = read_members(register(on, known_at).members(), on, known_at)
    return sorted(found, key=lambda member: (member.sort_key, member.number))


def count_members_on(on: date) -> int:
    """How many members there are on the day `on`; one statement, of the one fact that makes a member."""
    return db.session.execute(_count_of_members(), {"day": on}).scalar_one()


@cache
def _count_of_members() -> Select[int]:
    day: Any = bindparam("day")
    life = aliased(MembershipFact)
    standing = rules(life, MembershipFact, day, None)
    admitted = select(func.count()).select_from(life).where(life.event == MembershipEvent.ADMITTED, *standing)
    return admitted.where(life.member_id.not_in(hidden_members(day)))


def members_represented_by(account_id: int, on: date) -> list[MemberOn]:
    """The members for whom an account may act and vote on the day, in four statements at most.

    The person's own membership, then those of children and protected adults, then the organisations represented: the
    right is computed from bonds and mandates, never copied.
    """
    mine = acts_for(on, account_id=account_id)
    if not mine:
        return []
    found = read_members(register(on).members().where(Member.id.in_(list(mine))), on)
    return sorted(found, key=lambda one: (_capacity_rank(mine[one.member_id][0]), one.sort_key, one.number))


def _capacity_rank(line: ActsFor) -> int:
    if line.capacity == SELF:
        return 0
    return 1 if line.capacity in set(BondKind) else 2


def read_members(statement: Select[Any], on: date, known_at: datetime | None = None) -> list[MemberOn]:
    """Run a select of the register and complete its rows: two statements more, whatever their number."""
    members = [member_of(row) for row in db.session.execute(statement)]
    return _with_acting(_with_other_colleges(members, on, known_at), on) if members else []


def member_of(row: Row[Any]) -> MemberOn:
    """A row of the register select as a value; its further colleges and its accounts are left to `read_members`."""
    person = (
        None
        if row.last_name is None
        else PersonName(row.first_names, row.last_name, row.usual_first_name, row.usage_name)
    )
    delegate = (
        None
        if row.delegate_last_name is None
        else PersonName(
            row.delegate_first_names, row.delegate_last_name, row.delegate_usual_first_name, row.delegate_usage_name
        )
    )
    return MemberOn(
        member_id=row.member_id,
        number=row.number,
        kind="organisation" if person is None else "person",
        name=row.organisation_name if person is None else display_name(person),
        formal_name=row.organisation_name if person is None else formal_name(person),
        sort_key=row.sort_key,
        event=row.event,
        since=row.since,
        category=row.category,
        college=row.college,
        address=one_line_address(row.street, row.postcode, row.town, row.country),
        email=row.email or row.delegate_email or "",
        language=row.language,
        legal_form=row.legal_form,
        ess_level=row.ess_level,
        representative_name=None if delegate is None else display_name(delegate),
        representative_role=row.role if delegate else None,
        acting_person_id=row.person_id or row.delegate_id,
        email_agreed=bool(row.agreed),
        phone=row.phone,
        post_returned=row.post_returned_on is not None,
        email_agreed_on=row.agreed_on if row.agreed else None,
    )


def _with_other_colleges(members: list[MemberOn], on: date, known_at: datetime | None) -> list[MemberOn]:
    others = _grouped((row.member_id, row.college) for row in db.session.execute(_other_colleges(on, known_at)))
    return [replace(m, other_colleges=others[m.member_id]) if m.member_id in others else m for m in members]


@lru_cache(maxsize=32)
def _other_colleges(on: date, known_at: datetime | None) -> Select[int, str | None]:
    first = aliased(CollegeFact)
    owners = {"member_id": first.member_id, "rank": first.rank}
    return (
        select(first.member_id, first.college)
        .where(first.rank > 1, first.college.is_not(None), first.id == ruling_id(CollegeFact, owners, on, known_at))
        .order_by(first.member_id, first.rank)
    )


FEW = 500


def _with_acting(members: list[MemberOn], on: date) -> list[MemberOn]:
    """Who acts for each member; of a few members only theirs is read."""
    lines = acts_for(on, member_ids=[one.member_id for one in members] if len(members) <= FEW else None)
    return [_acted_for(one, tuple(lines.get(one.member_id, ()))) for one in members]


def _acted_for(member: MemberOn, lines: tuple[ActsFor, ...]) -> MemberOn:
    """The member with those who act; where another speaks for it, the first of them is its representative."""
    if not lines:
        return member
    first = lines[0]
    if member.kind == "person" and not is_silenced(first.capacity):
        return replace(member, acts=lines)
    return replace(
        member,
        acts=lines,
        acting_person_id=first.person_id,
        representative_name=first.name,
        representative_role=first.role,
        email=member.email or first.email,
    )


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int | None, tuple[Any, ...]]:
    groups: dict[int | None, tuple[Any, ...]] = {}
    for key, value in pairs:
        groups[key] = (*groups.get(key, ()), value)
    return groups
