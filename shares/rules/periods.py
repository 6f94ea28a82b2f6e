"""The days of a curve: ends of months, quarters or years over a period, and its last day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from foundation.kernel.sentences import N_

MOST_POINTS = 400
FINE_MONTHS, FAIR_MONTHS = 36, 144


class Step(StrEnum):
    """How far the points of a curve stand apart."""

    MONTH = "mois"
    QUARTER = "trimestre"
    YEAR = "annee"


STEP_NAMES: dict[Step, str] = {Step.MONTH: N_("Month"), Step.QUARTER: N_("Quarter"), Step.YEAR: N_("Year")}
STEP_MONTHS: dict[Step, int] = {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}


@dataclass(frozen=True)
class Period:
    """From a day to a day, by steps; `opens` on what stood the day before, where something did."""

    first: date
    last: date
    step: Step
    opens: bool = False

    @property
    def days(self) -> list[date]:
        """The ends of the steps before the last day, then the last day: at most `MOST_POINTS`, the latest ones.

        >>> [str(day) for day in Period(date(2025, 1, 1), date(2025, 12, 31), Step.YEAR, opens=True).days]
        ['2024-12-31', '2025-12-31']

        >>> [str(day) for day in Period(date(2025, 11, 15), date(2026, 1, 10), Step.MONTH).days]
        ['2025-11-30', '2025-12-31', '2026-01-10']
        >>> [str(day) for day in Period(date(2024, 3, 1), date(2026, 1, 10), Step.YEAR).days]
        ['2024-12-31', '2025-12-31', '2026-01-10']
        """
        size = STEP_MONTHS[self.step]
        turn = (self.first.year * 12 + self.first.month - 1) // size
        final = (self.last.year * 12 + self.last.month - 1) // size
        ends = [_last_day((one + 1) * size) for one in range(max(turn, final - MOST_POINTS + 2), final)]
        opening = [self.first - timedelta(days=1)] if self.opens else []
        return [*opening, *ends, self.last]


def fitting_step(first: date, last: date) -> Step:
    """The step that leaves a curve readable: months over three years, quarters over twelve, then years.

    >>> fitting_step(date(2024, 1, 1), date(2026, 1, 1)).name, fitting_step(date(2001, 1, 1), date(2026, 1, 1)).name
    ('MONTH', 'YEAR')
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    if months <= FINE_MONTHS:
        return Step.MONTH
    return Step.QUARTER if months <= FAIR_MONTHS else Step.YEAR


def years_before(last: date, years: int) -> date:
    """The first day of a period of so many years that ends on a day.

    >>> str(years_before(date(2024, 2, 29), 1))
    '2023-03-01'
    """
    turn = last.month * 100 + last.day
    if turn == 229:
        return date(last.year - years, 3, 1)
    return date(last.year - years, last.month, last.day) + timedelta(days=1)


def _last_day(months: int) -> date:
    """The last day of the month that ends `months` months after year zero."""
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
