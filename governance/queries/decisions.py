"""The register of decisions: searched without accents, newest first, a page at a time."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select

from foundation.kernel.db import db
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from governance.models import Assembly, Decision, MinutesIssue

PAGE = 25


@dataclass(frozen=True)
class DecisionPage:
    """One page of the register: the decisions with the minutes of their assembly where they were issued."""

    rows: list[tuple[Decision, MinutesIssue | None]]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def search_decisions(query: str, *, adopted: bool | None, page: int) -> DecisionPage:
    """Decisions whose title or text holds every word of `query`; two statements at any size."""
    conditions: list[ColumnElement[bool]] = [
        Decision.search_text.contains(word, autoescape=True) for word in sort_key(query).split()
    ]
    if adopted is not None:
        conditions.append(Decision.adopted.is_(adopted))
    total = db.session.execute(select(func.count()).select_from(Decision).where(*conditions)).scalar_one()
    page = max(1, min(page, max(1, -(-total // PAGE))))
    wanted = _with_minutes().where(*conditions).order_by(Decision.number.desc())
    rows = db.session.execute(wanted.limit(PAGE).offset((page - 1) * PAGE)).all()
    return DecisionPage([(row[0], row[1]) for row in rows], total, page)


def decision_by_number(number: int) -> tuple[Decision, MinutesIssue | None]:
    """The decision of that number and the minutes it stands in; NotFound where there is none."""
    row = db.session.execute(_with_minutes().where(Decision.number == number)).first()
    if row is None:
        raise NotFound("decision", N_("There is no decision of this number. Search the register."))
    return row[0], row[1]


def decisions_of(assembly: Assembly) -> list[Decision]:
    """The decisions of one assembly, in order."""
    wanted = select(Decision).where(Decision.assembly_id == assembly.id).order_by(Decision.number)
    return list(db.session.execute(wanted).scalars())


def next_number() -> int:
    """The number of the next decision."""
    return (db.session.execute(select(func.max(Decision.number))).scalar() or 0) + 1


def _with_minutes() -> Select[Decision, MinutesIssue]:
    return (
        select(Decision, MinutesIssue)
        .join(Assembly, Assembly.id == Decision.assembly_id)
        .outerjoin(MinutesIssue, MinutesIssue.assembly_id == Decision.assembly_id)
    )
