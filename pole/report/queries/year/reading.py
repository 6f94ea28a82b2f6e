"""Of which year the sections are read, at which moment, with which names for the colleges."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from foundation.kernel.clock import PARIS
from foundation.kernel.db import db
from governance.models import Decision
from membership.models.facts import MembershipFact
from membership.presentation import Naming, naming_on
from pole.report.rules.sections import Period, period, require_year, year_of
from statutes.queries import version_on

ZONE = ZoneInfo(PARIS)


@dataclass(frozen=True)
class Reading:
    """A year, read at a moment; `naming`: the words of the statutes on the last day that is told."""

    period: Period
    at: datetime
    naming: Naming

    @property
    def year(self) -> int:
        """The year that is told."""
        return self.period.year

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first instant of the year up to that of the next one, not included."""
        after = date.fromordinal(self.period.last.toordinal() + 1)
        return datetime.combine(self.period.first, time.min, ZONE), datetime.combine(after, time.min, ZONE)

    def holds(self, moment: datetime | None) -> bool:
        """Whether something happened in the year."""
        return moment is not None and self.period.holds(moment.astimezone(ZONE).date())


def closing_month(on: date) -> int:
    """The month in which the financial year closes, as the statutes of the day say; December before there are any."""
    version = version_on(on)
    return int(str(version.statutes.year_end)[:2]) if version else 12


def years_told(at: datetime) -> range:
    """The years of which a report may be made: from the first member (or decision) to the year under way."""
    today = at.astimezone(ZONE).date()
    month = closing_month(today)
    first = select(func.min(MembershipFact.effective_on)).scalar_subquery()
    decided = select(func.min(Decision.decided_on)).scalar_subquery()
    days = [one for one in db.session.execute(select(first, decided)).one() if one is not None]
    begun = min([*days, today])
    return range(year_of(begun, month), year_of(today, month) + 1)


def reading_of(year: int, at: datetime) -> Reading:
    """What is read of a year at a moment; NotFound for a year of which nothing can be told."""
    told, today = years_told(at), at.astimezone(ZONE).date()
    require_year(year, told[0], told[-1])
    month = closing_month(today)
    found = period(year, month, today)
    return Reading(found, at, naming_on(found.until))
