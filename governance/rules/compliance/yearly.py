"""Checks 24 and 40: the year closed, the ordinary assembly that follows, the accounts filed after it."""

from calendar import monthrange
from datetime import date

from foundation.kernel.sentences import N_
from governance.rules.compliance.people import DECLARE
from governance.rules.compliance.situation import Meeting, Situation
from governance.rules.compliance.verdicts import Verdict, blocks, not_applicable, ok, unknown, warns
from shares.rules.paying import later_month
from statutes.rules.tree import Statutes

MONTHS_FOR_ACCOUNTS = 6
WARNED_DAYS = 90
CONVENE = N_("Convene it at once: only the court can give more time (C. com. art. R225-64).")
PLAN = N_("Set the date and send the notice in time, or ask the court for more before the delay runs out.")


def check_yearly_assembly(now: Situation) -> Verdict:
    """Rule 24: an ordinary assembly within six months of the end of the year; said 90 days before.

    A SAS has it once a year, in the delay of its statutes: past six months it warns, past twelve it blocks.
    Source: C. com. art. L225-100 and L223-26; loi 47-1775 art. 8. Example: a year closed on 31 December asks for 30 June.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Situation
    >>> told = {"year_closed_on": date(2025, 12, 31)}
    >>> check_yearly_assembly(Situation(date(2026, 7, 15), None, declared=told)).state.value
    'blocks'
    """
    closed = last_year_end(now.statutes, now.on, now.day("year_closed_on"), now.since)
    if closed is None:
        return _no_year(24, now)
    due = months_after(closed, MONTHS_FOR_ACCOUNTS)
    held = _held_since(now, closed)
    if held:
        return _held(held[0], closed, due)
    coming = [one for one in now.meetings if one.is_ordinary and one.convened_on and one.meets_on >= now.on]
    if coming and coming[0].meets_on <= due:
        planned = coming[0].meets_on
        message = N_("The ordinary assembly is convened for %(planned)s, due by %(due)s.")
        return ok(24, message, planned=planned, year=closed, due=due)
    return _not_planned(now, closed, due, coming[0] if coming else None)


def _held(meeting: Meeting, closed: date, due: date) -> Verdict:
    told = {"held": meeting.meets_on, "year": closed, "due": due}
    if meeting.meets_on <= due:
        return ok(24, N_("An ordinary assembly was held on %(held)s, after the year closed on %(year)s."), **told)
    message = N_(
        "The ordinary assembly on the year closed on %(year)s was held on %(held)s, late: it was due by %(due)s."
    )
    return warns(24, message, N_("Nothing is to be done for that year; plan the next one earlier."), **told)


def _not_planned(now: Situation, closed: date, due: date, coming: Meeting | None) -> Verdict:
    told = {"year": closed, "due": due}
    if now.on > due or coming is not None:
        late = now.on > (months_after(closed, 12) if now.form == "SAS" else due)
        if coming is not None:
            message = N_("The ordinary assembly is convened for %(planned)s, after %(due)s when it was due.")
            return (blocks if late else warns)(24, message, CONVENE, planned=coming.meets_on, **told)
        message = N_("No ordinary assembly was held on the year closed on %(year)s; it was due by %(due)s.")
        return (blocks if late else warns)(24, message, CONVENE, **told)
    left = (due - now.on).days
    if left <= WARNED_DAYS:
        message = N_("The ordinary assembly on the year closed on %(year)s is due by %(due)s, in %(left)s days.")
        return warns(24, message, PLAN, left=left, **told)
    return ok(24, N_("The ordinary assembly on the year closed on %(year)s is due by %(due)s."), **told)


def check_filing(now: Situation) -> Verdict:
    """Rule 40: accounts filed within a month of the assembly, two where filed online.

    Source: C. com. art. L232-22 and L232-23. Example: assembly on 12 June: by 12 July, or 12 August online.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Capital, Meeting, People, Situation
    >>> told = {"year_closed_on": date(2025, 12, 31)}
    >>> held = Meeting("AGO", "ordinary", date(2026, 6, 12), date(2026, 5, 20), closed_on=date(2026, 6, 12))
    >>> check_filing(Situation(date(2026, 7, 20), None, meetings=(held,), declared=told)).state.value
    'warns'
    """
    closed = last_year_end(now.statutes, now.on, now.day("year_closed_on"), now.since)
    if closed is None:
        return _no_year(40, now)
    held = _held_since(now, closed)
    if not held:
        message = N_("The delay to file runs from the assembly on the accounts of %(year)s, not held yet.")
        return not_applicable(40, message, year=closed)
    due = later_month(held[0].meets_on, 2 if now.count("filed_online") else 1)
    filed = now.day("accounts_filed_on")
    told = {"year": closed, "due": due}
    if filed is not None and filed > closed:
        return ok(40, N_("The accounts were filed on %(filed)s, due by %(due)s."), filed=filed, **told)
    if now.on > due:
        message = N_("The accounts of %(year)s were to be filed by %(due)s, and no filing is declared.")
        return warns(40, message, N_("File them with the registry, then declare it below."), **told)
    return ok(40, N_("The accounts of %(year)s are to be filed by %(due)s."), **told)


def _no_year(rule: int, now: Situation) -> Verdict:
    if now.statutes is None:
        return unknown(rule, N_("The end of the financial year is not known."), N_("Record the statutes (year_end)."))
    message = N_("No financial year has closed since %(since)s, the first day of the statutes recorded here.")
    found = not_applicable(rule, message, since=now.since or now.statutes.effective_on)
    return Verdict(rule, found.state, found.message, found.values, action=DECLARE)


def _held_since(now: Situation, closed: date) -> list[Meeting]:
    return [one for one in now.meetings if one.is_ordinary and one.closed_on and closed < one.meets_on]


def last_year_end(statutes: Statutes | None, on: date, declared: date | None, since: date | None) -> date | None:
    """The last end of a financial year before a day: by the statutes, or as declared where that is later.

    A year that ended before the first statutes recorded here counts only where it was declared.
    Source: the statutes (year_end). Example: read on 12 June 2026, a year that ends on 31 December: 31 December 2025.

    >>> from statutes.rules.worked import saying
    >>> last_year_end(saying(), date(2026, 6, 12), None, None)
    datetime.date(2025, 12, 31)
    """
    ends = [declared] if declared is not None and declared < on else []
    if statutes is not None:
        month, day = (int(part) for part in statutes.year_end.split("-"))
        years = (on.year, on.year - 1)
        by_law = next(end for end in (_end_of(year, month, day) for year in years) if end < on)
        if since is None or by_law >= since:
            ends.append(by_law)
    return max(ends, default=None)


def _end_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month; a month's end gives a month's end.

    >>> months_after(date(2025, 12, 31), 6), months_after(date(2026, 1, 15), 2)
    (datetime.date(2026, 6, 30), datetime.date(2026, 3, 15))
    """
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    ends = day.day == monthrange(day.year, day.month)[1]
    return date(day.year + years, month + 1, last if ends else min(day.day, last))
