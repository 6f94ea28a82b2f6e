"""Members who took part in something together, to be picked as a list: an assembly, a consultation, the board."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from foundation.accounts.permissions import Role
from foundation.accounts.queries import accounts_with_roles
from foundation.kernel.db import db
from governance.models import Assembly, AttendanceFact, Consultation
from governance.queries.consultations import box_ids_of
from membership.listing import members_statement
from membership.models.members import Member
from membership.queries.access import acts_for
from membership.queries.roll import MemberOn, read_members
from votes.queries.answers import members_who_answered

FOUND = 20
LATEST = 10
BOARD = "conseil"


@dataclass(frozen=True)
class Source:
    """Something that members took part in; `kind` is board, assembly or consultation."""

    key: str
    kind: str
    title: str = ""
    on: datetime | None = None


def sources() -> list[Source]:
    """What a list may be made from: the board, the latest assemblies held, the latest consultations; two statements."""
    held = select(Assembly).where(Assembly.opened_at.is_not(None)).order_by(Assembly.starts_at.desc()).limit(LATEST)
    asked = select(Consultation).where(Consultation.opened_at.is_not(None)).order_by(Consultation.opened_at.desc())
    assemblies = db.session.execute(held).scalars()
    consultations = db.session.execute(asked.limit(LATEST)).scalars()
    return [
        Source(BOARD, "board"),
        *(Source(f"assemblee-{one.id}", "assembly", one.title, one.starts_at) for one in assemblies),
        *(Source(f"consultation-{one.id}", "consultation", one.title, one.opened_at) for one in consultations),
    ]


def numbers_of(key: str, on: date) -> list[int]:
    """The numbers of the members who took part in it; nobody where there is no such thing."""
    if key == BOARD:
        return _board(on)
    kind, _dash, number = key.partition("-")
    if not (number.isdecimal() and number.isascii() and len(number) < 10):
        return []
    if kind == "assemblee":
        came = select(AttendanceFact.member_id).where(AttendanceFact.assembly_id == int(number))
        return _numbers(list(db.session.execute(came).scalars()))
    found = db.session.get(Consultation, int(number)) if kind == "consultation" else None
    return members_who_answered(box_ids_of(found)) if found else []


def found_members(typed: str, on: date) -> list[MemberOn]:
    """The members whom what was typed finds, twenty at most."""
    if not typed.strip():
        return []
    statement, _chosen = members_statement(on, "", typed)
    found = read_members(statement.limit(FOUND), on)
    return sorted(found, key=lambda one: (one.sort_key, one.number))


def named_numbers(numbers: list[int], on: date) -> list[MemberOn]:
    """The members of these numbers, in the order of names; a number that is no member's on the day is not there."""
    if not numbers:
        return []
    statement, _chosen = members_statement(on, "")
    found = read_members(statement.where(Member.number.in_(numbers)), on)
    return sorted(found, key=lambda one: (one.sort_key, one.number))


def _board(on: date) -> list[int]:
    """The members for whom somebody of the board acts."""
    trusted = {account.id for account in accounts_with_roles(holding=Role.BOARD)}
    acting = [member for member, lines in acts_for(on).items() if any(one.account_id in trusted for one in lines)]
    return _numbers(acting)


def _numbers(member_ids: list[int]) -> list[int]:
    if not member_ids:
        return []
    statement = select(Member.number).where(Member.id.in_(member_ids)).distinct()
    return sorted(db.session.execute(statement).scalars())
