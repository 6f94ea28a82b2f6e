"""Checks 24 to 36: the yearly assembly, its notice, its documents, its quorum, its proxies, its sheet."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from foundation.kernel.sentences import N_
from governance.rules.compliance.situation import Meeting, Situation
from governance.rules.compliance.verdicts import Verdict, blocks, not_applicable, ok, unknown, warns


@dataclass(frozen=True)
class MeetingCheck:
    """One check made on every assembly: what is wrong with it (a count, 0: nothing), and the three sentences."""

    rule: int
    wrong: Callable[[Meeting], int]
    kept: str
    message: str
    action: str
    stops: bool


MONTHS_FOR_ACCOUNTS = 6
WARNED_DAYS = 90


def check_yearly_assembly(now: Situation) -> Verdict:
    """Rule 24: an ordinary assembly within six months of the end of the year; said 90 days before.

    Source: C. com. art. L225-100 and L223-26. Example: a year closed on 31 December asks for one by 30 June.
    """
    closed = _year_end(now)
    if closed is None:
        return unknown(24, N_("The end of the financial year is not known."), N_("Record the statutes (year_end)."))
    due = months_after(closed, MONTHS_FOR_ACCOUNTS)
    told = {"year": closed, "due": due}
    held = [one for one in now.meetings if one.closed_on and closed < one.meets_on and one.kind != "extraordinary"]
    if held:
        return ok(
            24,
            N_("The ordinary assembly on the year closed on %(year)s was held on %(held)s."),
            held=held[0].meets_on,
            **told,
        )
    if now.on > due:
        return blocks(
            24,
            N_("No ordinary assembly was held on the year closed on %(year)s; it was due by %(due)s."),
            N_("Convene it at once, and ask the court for more time where the accounts are not ready."),
            **told,
        )
    left = (due - now.on).days
    planned = next(
        (one for one in now.meetings if one.convened_on and one.meets_on <= due and one.meets_on >= now.on), None
    )
    if planned:
        return ok(
            24,
            N_("The ordinary assembly is convened for %(planned)s, due by %(due)s."),
            planned=planned.meets_on,
            **told,
        )
    made = warns(
        24,
        N_("The ordinary assembly on the year closed on %(year)s is due by %(due)s, in %(left)s days."),
        N_("Set the date and send the notice in time."),
        left=left,
        **told,
    )
    return (
        made
        if left <= WARNED_DAYS
        else ok(24, N_("The ordinary assembly on the year closed on %(year)s is due by %(due)s."), **told)
    )


def _year_end(now: Situation) -> date | None:
    """The last end of a financial year before the day: declared, else from the statutes."""
    declared = now.day("year_closed_on")
    if declared is not None:
        return declared
    if now.statutes is None:
        return None
    month, day = (int(part) for part in now.statutes.year_end.split("-"))
    this_year = date(now.on.year, month, min(day, monthrange(now.on.year, month)[1]))
    if this_year < now.on:
        return this_year
    before = now.on.year - 1
    return date(before, month, min(day, monthrange(before, month)[1]))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month; a month's end gives a month's end.

    >>> months_after(date(2025, 12, 31), 6), months_after(date(2026, 1, 15), 2)
    (datetime.date(2026, 6, 30), datetime.date(2026, 3, 15))
    """
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    ends = day.day == monthrange(day.year, day.month)[1]
    return date(day.year + years, month + 1, last if ends else min(day.day, last))


def check_meetings(now: Situation) -> list[Verdict]:
    """Rules 25 to 36 over the assemblies of the last twelve months and those to come.

    Source: C. com. art. R225-66 to R225-95, R223-20. Example: a notice sent 9 days before where 15 are due makes 25 block.
    """
    if not now.meetings:
        none = N_("No assembly was held or convened in the last twelve months.")
        return [not_applicable(check.rule, none) for check in CHECKS]
    return [_first_wrong(check, now.meetings) for check in CHECKS]


def _first_wrong(check: MeetingCheck, meetings: tuple[Meeting, ...]) -> Verdict:
    faulty = next(((meeting, count) for meeting in meetings if (count := check.wrong(meeting))), None)
    if faulty is None:
        return ok(check.rule, check.kept, count=len(meetings))
    made = blocks if check.stops else warns
    meeting, count = faulty
    return made(check.rule, check.message, check.action, assembly=meeting.title, day=meeting.meets_on, count=count)


def _notice_short(meeting: Meeting) -> int:
    if meeting.convened_on is None or meeting.days_needed is None:
        return 0
    clear = (meeting.meets_on - meeting.convened_on).days - 1
    return max(0, meeting.days_needed - clear) if not meeting.late_reason else 0


def _documents_late(meeting: Meeting) -> int:
    if meeting.convened_on is None:
        return 0
    published = meeting.documents_on or meeting.convened_on
    return (
        max(0, (meeting.days_needed or 0) - (meeting.meets_on - published).days + 1) if not meeting.late_reason else 0
    )


CHECKS: tuple[MeetingCheck, ...] = (
    MeetingCheck(
        25, _notice_short,
        N_("Notices of the last %(count)s assemblies left in time, or late for a written reason."),
        N_("The notice of “%(assembly)s” (%(day)s) left %(count)s days too late."),
        N_("Put the assembly off, or write the reason: it can be annulled unless everybody attends."), True,
    ),
    MeetingCheck(
        26, lambda meeting: meeting.notice_gaps,
        N_("The notices of the last %(count)s assemblies hold all that the law asks."),
        N_("The notice of “%(assembly)s” (%(day)s) lacks %(count)s things that the law asks."),
        N_("Complete the company’s data and the agenda before sending."), True,
    ),
    MeetingCheck(
        27, lambda meeting: meeting.mailed_without_consent,
        N_("Nobody was convened by e-mail without having agreed."),
        N_("%(count)s members were convened to “%(assembly)s” (%(day)s) by e-mail without a consent in time."),
        N_("Send them the letter, or record their consent."), True,
    ),
    MeetingCheck(
        28, _documents_late,
        N_("The documents of the last %(count)s assemblies could be read in time."),
        N_("The documents of “%(assembly)s” (%(day)s) could be read %(count)s days too late."),
        N_("Publish the documents with the notice."), False,
    ),
    MeetingCheck(
        30, lambda meeting: meeting.off_agenda,
        N_("Nothing was decided off the agenda."),
        N_("%(count)s decisions of “%(assembly)s” (%(day)s) were not on the agenda of the notice."),
        N_("Put them to a next assembly: they can be annulled."), True,
    ),
    MeetingCheck(
        31, lambda meeting: meeting.quorum_missing,
        N_("The quorum was reached at each vote of the last %(count)s assemblies."),
        N_("%(count)s votes of “%(assembly)s” (%(day)s) were taken without quorum."),
        N_("Convene a second time with the same agenda."), True,
    ),
    MeetingCheck(
        33, lambda meeting: meeting.proxies_refused,
        N_("Every proxy of the last %(count)s assemblies is within the limits."),
        N_("%(count)s proxies of “%(assembly)s” (%(day)s) are over the limit or without form."),
        N_("Revoke them before the vote."), True,
    ),
    MeetingCheck(
        36, lambda meeting: int(bool(meeting.closed_on) and not meeting.sheet_certified),
        N_("The attendance sheets of the last %(count)s assemblies are certified."),
        N_("The attendance sheet of “%(assembly)s” (%(day)s) is not certified."),
        N_("Have the officers sign and certify it, and keep it with the minutes."), True,
    ),
)  # fmt: skip


def check_computed() -> list[Verdict]:
    """Rules 32 and 34: reckoned at each vote, so that they cannot be broken here; 29 and 35 wait for their pages.

    Source: C. com. art. L225-96, L225-106. Example: abstentions are never among the votes cast of a SA.
    """
    return [
        unknown(29, N_("Resolutions proposed by members are not received here yet.")),
        ok(32, N_("Majorities are reckoned on exact fractions of the votes cast, and stored with their reasons.")),
        ok(34, N_("Blank proxies go to the chair alone, and are reckoned resolution by resolution.")),
        unknown(35, N_("Postal forms are not received here yet.")),
    ]
