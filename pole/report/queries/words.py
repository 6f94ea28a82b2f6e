"""The board's own words: the last writing of each section, and everything that was written."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from foundation.kernel.db import db
from pole.report.models import ReportRevision
from pole.report.rules.sections import Part


def words_of(year: int) -> dict[Part, ReportRevision]:
    """By section, the last writing, where the board wrote something; one statement."""
    later = aliased(ReportRevision)
    last = select(func.max(later.revision)).where(
        later.year == ReportRevision.year, later.section == ReportRevision.section
    )
    wanted = select(ReportRevision).where(
        ReportRevision.year == year, ReportRevision.revision == last.scalar_subquery()
    )
    return {Part(one.section): one for one in db.session.execute(wanted).scalars()}  # fmt: skip


def writings(year: int, part: Part) -> list[ReportRevision]:
    """Every writing of a section, the latest first; one statement."""
    wanted = select(ReportRevision).where(ReportRevision.year == year, ReportRevision.section == part.value)
    return list(db.session.execute(wanted.order_by(ReportRevision.revision.desc())).scalars())


def written_years() -> set[int]:
    """The years of whose report something was written; one statement."""
    return set(db.session.execute(select(ReportRevision.year).distinct()).scalars())
