"""When a resignation takes effect, by the statutes; and what an exclusion must have gone through."""

from datetime import date, timedelta

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.tree import Statutes

AT_ONCE, NOTICE_END, YEAR_END = "at_once", "notice_end", "year_end"

CLAUSES: dict[str, str] = {
    AT_ONCE: N_("By the statutes a resignation takes effect at once."),
    NOTICE_END: N_("By the statutes a resignation takes effect at the end of a notice of %(months)s months."),
    YEAR_END: N_(
        "By the statutes a resignation takes effect at the end of the financial year, after a notice of %(months)s months."
    ),
}


def clause_of(statutes: Statutes) -> str:
    """The clause that rules: what the statutes say; where they are silent, a notice if they name one, else at once.

    Source: C. com. art. L231-6 (each member may withdraw when they see fit, unless agreed otherwise).
    Example: statutes that say nothing at all let members leave at once.

    >>> from statutes.rules.worked import saying
    >>> clause_of(saying())
    'at_once'
    """
    shares = statutes.shares
    return shares.exit_effective or (NOTICE_END if shares.exit_notice_months else AT_ONCE)


def exit_day(statutes: Statutes, asked_on: date, wished_on: date | None = None) -> date:
    """The first day without membership, of a resignation received on `asked_on`; `wished_on`: the last day wished.

    The notice ends with the day of the same date so many months later; a later wish is followed, an earlier one is not.
    Source: the statutes (`shares.exit_effective`, `shares.exit_notice_months`); C. com. art. L231-6; C. civ. art. 641.
    Example: asked on 15 March with three months' notice: member until 15 June, or until 31 December.

    >>> exit_day_by(NOTICE_END, date(2026, 3, 15), months=3)
    datetime.date(2026, 6, 16)
    >>> exit_day_by(YEAR_END, date(2026, 3, 15), months=3, year_end="12-31")
    datetime.date(2027, 1, 1)
    >>> exit_day_by(YEAR_END, date(2026, 10, 15), months=3, year_end="12-31")
    datetime.date(2028, 1, 1)
    """
    months = statutes.shares.exit_notice_months or 0
    return exit_day_by(clause_of(statutes), asked_on, months=months, year_end=statutes.year_end, wished_on=wished_on)


def exit_day_by(
    clause: str, asked_on: date, *, months: int = 0, year_end: str = "12-31", wished_on: date | None = None
) -> date:
    """The same from the clause itself; `year_end` is "MM-DD".

    >>> exit_day_by(AT_ONCE, date(2026, 6, 12))
    datetime.date(2026, 6, 13)
    >>> exit_day_by(AT_ONCE, date(2026, 6, 12), wished_on=date(2026, 6, 30))
    datetime.date(2026, 7, 1)
    >>> exit_day_by(NOTICE_END, date(2025, 11, 30), months=3)
    datetime.date(2026, 3, 1)
    """
    notice_ends = asked_on if clause == AT_ONCE else months_later(asked_on, months)
    last_day = max(notice_ends, wished_on or notice_ends)
    if clause == YEAR_END:
        last_day = next_closing(last_day, year_end)
    return last_day + timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The same date so many months later; the last day of a shorter month (C. civ. art. 641).

    >>> months_later(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    following = date(day.year + years + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(day.year + years, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def next_closing(day: date, year_end: str) -> date:
    """The first end of a financial year on or after a day.

    >>> next_closing(date(2026, 7, 1), "06-30"), next_closing(date(2027, 3, 1), "02-29")
    (datetime.date(2027, 6, 30), datetime.date(2028, 2, 29))
    """
    month, last = (int(part) for part in year_end.split("-"))
    closings = (_closing(day.year + turn, month, last) for turn in (0, 1))
    return next(closing for closing in closings if closing >= day)


def _closing(year: int, month: int, last: int) -> date:
    return (
        months_later(date(year, month, 1), 1) - timedelta(days=1)
        if (month, last) == (2, 29)
        else date(year, month, last)
    )


def check_wish(asked_on: date, wished_on: date | None, today: date) -> None:
    """Refuse a request dated of a day to come, or a wish before the request.

    >>> check_wish(date(2026, 6, 2), date(2026, 6, 1), date(2026, 6, 3))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: ...
    """
    if asked_on > today:
        raise Refused(
            "asked-to-come",
            N_("The request would be received on %(day)s, which is still to come. Write the day it arrived."),
            day=asked_on,
        )
    if wished_on is not None and wished_on < asked_on:
        raise Refused(
            "wished-too-early",
            N_("The last day wished, %(wished)s, is before the request of %(asked)s. Nobody leaves backwards in time."),
            wished=wished_on,
            asked=asked_on,
        )


def check_hearing(heard_on: date | None, effective_on: date) -> None:
    """Refuse an exclusion before whose effect the member was not heard, or called to be.

    Source: C. com. art. L231-6 al. 2; rights of the defence, usual clause of statutes.
    Example: heard on 3 June, excluded from 20 June.

    >>> check_hearing(date(2026, 6, 3), date(2026, 6, 20))
    >>> check_hearing(None, date(2026, 6, 20))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: ...
    """
    if heard_on is None:
        raise Refused(
            "not-heard",
            N_(
                "Nobody is excluded unheard: write the day on which the member was heard, or was called to be heard "
                "and did not come."
            ),
            source=law.ART_EXCLUSION,
        )
    if heard_on > effective_on:
        raise Refused(
            "heard-after",
            N_("The member would be heard on %(heard)s, after the exclusion of %(day)s. The hearing comes first."),
            heard=heard_on,
            day=effective_on,
            source=law.ART_EXCLUSION,
        )
