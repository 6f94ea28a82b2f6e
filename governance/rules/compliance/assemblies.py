"""Checks 25 to 36: the notice of each assembly, its documents, its quorum, its proxies, its sheet."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from foundation.kernel.sentences import N_
from governance.rules.compliance.people import DECLARE, NO_STATUTES, RECORD_STATUTES
from governance.rules.compliance.situation import Meeting, Situation
from governance.rules.compliance.verdicts import State, Verdict, blocks, not_applicable, ok, unknown, warns
from governance.rules.convocation import clear_days, last_day_to_send
from statutes.rules.attendance import remote_rules

DOCUMENTS_DAYS = 15
SEASON = timedelta(days=180)


@dataclass(frozen=True)
class MeetingCheck:
    """One check made on every assembly: what is wrong with it (a count, 0: nothing), and the sentences."""

    rule: int
    wrong: Callable[[Meeting], int]
    kept: str
    message: str
    action: str
    stops: bool


def check_meetings(now: Situation) -> list[Verdict]:
    """Rules 25, 26, 27, 31, 33 and 36 over the assemblies of the last twelve months and those to come.

    Source: C. com. art. R225-66 to R225-95, R223-20. Example: a notice sent 9 days before where 15 are due makes 25 block.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Meeting, Situation
    >>> late = Meeting("AGO", "ordinary", date(2026, 6, 12), date(2026, 6, 2), days_needed=15)
    >>> [(one.rule, one.state.value) for one in check_meetings(Situation(date(2026, 6, 3), None, meetings=(late,)))][0]
    (25, 'blocks')
    """
    rules = sorted({check.rule for check in CHECKS})
    if not now.meetings:
        none = N_("No assembly was held or convened in the last twelve months.")
        return [not_applicable(rule, none) for rule in rules]
    return [_fitted(_worst(rule, now.meetings), now.form) for rule in rules]


def _worst(rule: int, meetings: tuple[Meeting, ...]) -> Verdict:
    """The first thing wrong, what stops before what warns; else that all is kept."""
    checks = [check for check in CHECKS if check.rule == rule]
    for check in checks:
        for meeting in meetings:
            count = check.wrong(meeting)
            if count:
                made = blocks if check.stops else warns
                told = {
                    "assembly": meeting.title,
                    "day": meeting.meets_on,
                    "count": count,
                    "reason": meeting.late_reason,
                }
                return made(rule, check.message, check.action, **told)
    return ok(rule, checks[0].kept, count=len(meetings))


def _fitted(found: Verdict, form: str) -> Verdict:
    """What the law of a SA asks alone: consent to e-mail is not asked of a SAS; a sheet is the SA's duty."""
    if found.rule == 27 and form == "SAS":
        return not_applicable(27, N_("In a SAS the statutes alone say how notices travel: no consent is needed."))
    if found.rule == 36 and form != "SA" and found.state is State.BLOCKS:
        return replace(found, state=State.WARNS)
    return found


def _short(meeting: Meeting) -> int:
    """Clear days that the notice lacked."""
    if meeting.convened_on is None or meeting.days_needed is None:
        return 0
    return max(0, meeting.days_needed - clear_days(meeting.convened_on, meeting.meets_on))


CHECKS: tuple[MeetingCheck, ...] = (
    MeetingCheck(
        25, lambda meeting: 0 if meeting.late_reason else _short(meeting),
        N_("Notices left in time (assemblies looked at: %(count)s)."),
        N_("The notice of “%(assembly)s” (%(day)s) left %(count)s days too late."),
        N_("Put the assembly off if it has not met; else it can be annulled, unless everybody attended or was represented."),
        True,
    ),
    MeetingCheck(
        25, lambda meeting: _short(meeting) if meeting.late_reason else 0, "",
        N_("The notice of “%(assembly)s” (%(day)s) left %(count)s days too late, for a written reason: “%(reason)s”."),
        N_("Keep the reason with the minutes: the assembly can be annulled, unless everybody attended or was represented."),
        False,
    ),
    MeetingCheck(
        26, lambda meeting: meeting.notice_gaps if meeting.convened_on else 0,
        N_("Notices hold all that the law asks (assemblies looked at: %(count)s)."),
        N_("The notice of “%(assembly)s” (%(day)s) lacks things that the law asks: %(count)s."),
        N_("Send a complete notice if the delay allows it, or convene again."), True,
    ),
    MeetingCheck(
        26, lambda meeting: 0 if meeting.convened_on else meeting.notice_gaps, "",
        N_("The notice of “%(assembly)s” (%(day)s), not sent yet, lacks things that the law asks: %(count)s."),
        N_("Complete the company’s data and the agenda: it cannot be sent before."), False,
    ),
    MeetingCheck(
        27, lambda meeting: meeting.mailed_without_consent,
        N_("Nobody was convened by e-mail without having agreed in time."),
        N_("Convened to “%(assembly)s” (%(day)s) by e-mail without a consent in time: %(count)s members."),
        N_("Send them the letter while the delay allows it; else the assembly can be annulled."), True,
    ),
    MeetingCheck(
        31, lambda meeting: meeting.votes_without_quorum,
        N_("No vote was taken without its quorum (assemblies looked at: %(count)s)."),
        N_("Votes of “%(assembly)s” (%(day)s) taken without quorum: %(count)s."),
        N_("Put these questions to a second assembly, on the same agenda."), True,
    ),
    MeetingCheck(
        31, lambda meeting: int(meeting.quorum_failed), "",
        N_("“%(assembly)s” (%(day)s) did not reach its quorum, and no second assembly is prepared."),
        N_("Convene a second assembly on the same agenda."), False,
    ),
    MeetingCheck(
        33, lambda meeting: meeting.proxies_over,
        N_("Every proxy holder is within the limit, every proxy dated (assemblies looked at: %(count)s)."),
        N_("Holders of too many proxies at “%(assembly)s” (%(day)s): %(count)s."),
        N_("Have the proxies over the limit revoked before the vote; after it, see whether the results stand without them."),
        True,
    ),
    MeetingCheck(
        36, lambda meeting: int(bool(meeting.closed_on) and not meeting.sheet_certified),
        N_("Attendance sheets are certified (assemblies looked at: %(count)s)."),
        N_("The attendance sheet of “%(assembly)s” (%(day)s) is not certified."),
        N_("Have the officers sign and certify it, and keep it with the minutes."), True,
    ),
)  # fmt: skip


def check_documents(now: Situation) -> Verdict:
    """Rule 28: accounts, reports and resolutions at the members' disposal fifteen days before the assembly.

    The notice carries the resolutions; since when the accounts and reports could be read is declared.
    Source: C. com. art. R225-89, R223-18. Example: declared 9 days before the assembly, six days are missing.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Situation
    >>> check_documents(Situation(date(2026, 6, 1), None)).state.value
    'not_applicable'
    """
    sent = [one for one in now.meetings if one.convened_on]
    if not sent:
        return not_applicable(28, N_("No assembly was convened in the last twelve months."))
    meeting, published = sent[-1], now.day("documents_on")
    told = {"assembly": meeting.title, "day": meeting.meets_on}
    last = last_day_to_send(meeting.meets_on, DOCUMENTS_DAYS)
    if published is None or not meeting.meets_on - SEASON < published <= meeting.meets_on:
        message = N_("Since when the documents of “%(assembly)s” (%(day)s) could be read is not declared.")
        return unknown(28, message, DECLARE, due=last, **told)
    if published > last:
        message = N_(
            "The documents of “%(assembly)s” (%(day)s) could be read from %(published)s only, not from %(due)s."
        )
        action = N_("Send them to those who ask; where a decision rests on them, put it to a later assembly.")
        return warns(28, message, action, published=published, due=last, **told)
    message = N_("The documents of “%(assembly)s” (%(day)s) could be read from %(published)s, in time.")
    return ok(28, message, published=published, due=last, **told)


def check_proposals(now: Situation) -> Verdict:
    """Rule 29: members' resolutions received in time are on the agenda, and acknowledged within five days.

    Source: C. com. art. R225-71 to R225-74 (SA), L223-27 (SARL), the statutes (SAS). Example: one left out warns.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Situation
    >>> check_proposals(Situation(date(2026, 6, 1), None, declared={"proposals_left_out": 2})).state.value
    'unknown'
    """
    if now.statutes is None:
        return unknown(29, NO_STATUTES, RECORD_STATUTES)
    asked = [getattr(now.statutes.assemblies, kind).added_resolutions for kind in ("ordinary", "extraordinary")]
    if now.form == "SAS" and not any(asked):
        return not_applicable(29, N_("The statutes of this SAS give members no way to add a resolution."))
    left_out, unanswered = now.count("proposals_left_out"), now.count("proposals_unanswered")
    if left_out is None or unanswered is None:
        return unknown(29, N_("What became of the resolutions that members sent is not declared."), DECLARE)
    if left_out or unanswered:
        message = N_(
            "Members’ resolutions left off the agenda: %(left_out)s; not acknowledged in five days: %(unanswered)s."
        )
        action = N_("Put them on the agenda before the notice leaves, and answer their authors.")
        return warns(29, message, action, left_out=left_out, unanswered=unanswered)
    return ok(29, N_("Every resolution received from members in time was acknowledged and put on the agenda."))


def check_postal_forms(now: Situation) -> Verdict:
    """Rule 35: postal forms in time; a proxy stands subject to the votes of a form that came too.

    Source: C. com. art. R225-77, R225-81; loi 47-1775 art. 10. Example: a SAS without the clause has no postal vote.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Situation
    >>> from statutes.rules.worked import saying
    >>> check_postal_forms(Situation(date(2026, 6, 1), saying())).state.value
    'not_applicable'
    """
    if now.statutes is None:
        return unknown(35, NO_STATUTES, RECORD_STATUTES)
    rules = remote_rules(now.statutes)
    if not rules.postal:
        return not_applicable(35, N_("The statutes open no vote by post."))
    days = rules.postal_cutoff_days
    action = N_(
        "Keep each form, with the day it came, beside the attendance sheet; it prevails over the proxy of its author."
    )
    if days is None:
        message = N_("Votes by post are open, and the day until which forms are received is not in the statutes.")
        return unknown(35, message, action)
    message = N_("Votes by post are open until %(days)s days before; their forms are kept on paper, not recorded here.")
    return unknown(35, message, action, days=days)


def check_computed(now: Situation) -> list[Verdict]:
    """Rules 30, 32 and 34: made so that they cannot be broken here.

    Source: C. com. art. L225-96, L225-105, L225-106. Example: abstentions are never among the votes cast of a SA.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Situation
    >>> [(one.rule, one.state.value) for one in check_computed(Situation(date(2026, 6, 1), None))]
    [(30, 'ok'), (32, 'ok'), (34, 'ok')]
    """
    blank = ok(34, N_("Blank proxies go to the chair alone, and are reckoned resolution by resolution."))
    if now.statutes is not None and now.form != "SA" and now.statutes.proxies.blank != "chair":
        blank = not_applicable(34, N_("The statutes give no blank proxy to the chair."))
    return [
        ok(
            30,
            N_("A vote opens only on a point of the notice, and that agenda cannot change once the notice has left."),
        ),
        ok(
            32,
            N_(
                "Majorities are reckoned on exact fractions, on the base that law or statutes give, and kept with reasons."
            ),
        ),
        blank,
    ]
