"""Checks 19 to 23, 37 to 44, 47 and 48: minutes, revision, losses, data kept, the law's own constants, later work."""

from datetime import date, timedelta

from foundation.kernel.money import ZERO
from foundation.kernel.sentences import N_
from governance.rules.compliance.people import DECLARE
from governance.rules.compliance.situation import Situation
from governance.rules.compliance.verdicts import Verdict, blocks, ok, unknown, warns
from governance.rules.compliance.yearly import last_year_end, months_after
from statutes.rules import law

MINUTES_DAYS = 30
REVISION_MONTHS = 12 * law.LONGEST_REVISION_YEARS
REVISION_WARNED_DAYS = 180
LOSING_YEARS = 3
REVISER = N_("Have the assembly name a reviser.")
SURPLUS = N_("The allocation of the surplus is not drawn up here yet: this figure of it is not known.")
LATER: dict[int, str] = {
    19: SURPLUS,
    20: SURPLUS,
    21: SURPLUS,
    22: SURPLUS,
    23: N_("The allocation of the surplus is not drawn up here yet; the register itself has no kind of bonus share."),
    38: N_("The seats and the terms of the bodies are not recorded here yet."),
    39: N_("What the officers received is not recorded here yet."),
    41: N_(
        "The management report is not published here yet: read its section on the cooperative project before sending it."
    ),
}


def check_minutes(now: Situation) -> Verdict:
    """Rule 37: minutes signed and numbered within a month, decisions numbered without gap.

    Source: C. com. art. R225-106 and R225-22. Example: an assembly closed 31 days ago without minutes warns.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Capital, Meeting, People, Situation
    >>> held = Meeting("AGO", "ordinary", date(2026, 4, 1), date(2026, 3, 1), closed_on=date(2026, 4, 1))
    >>> check_minutes(Situation(date(2026, 6, 1), None, meetings=(held,))).state.value
    'warns'
    """
    if now.decision_gaps:
        return blocks(
            37,
            N_("Numbers missing from the register of decisions: %(numbers)s."),
            N_("Run “scic verify” and compare the database with a backup."),
            count=len(now.decision_gaps),
            numbers=", ".join(map(str, now.decision_gaps[:12])),
        )
    limit = now.on - timedelta(days=MINUTES_DAYS)
    late = [one for one in now.meetings if one.closed_on and one.closed_on < limit and one.minutes_on is None]
    if late:
        return warns(
            37,
            N_("The minutes of “%(assembly)s” (%(day)s) are not signed yet."),
            N_("Finish and sign them."),
            assembly=late[0].title,
            day=late[0].meets_on,
        )
    return ok(37, N_("No minutes are late, and decisions are numbered without gap."))


def check_revision(now: Situation) -> list[Verdict]:
    """Rules 42 and 43: a revision every five years, or after three losses; its report shown to an assembly.

    Source: loi 47-1775 art. 25-1 and 25-3. Example: revised on 1 March 2021: the next is due by 1 March 2026.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Situation
    >>> told = {"revised_on": date(2021, 3, 1), "revision_shown_on": date(2021, 5, 1)}
    >>> [one.state.value for one in check_revision(Situation(date(2026, 6, 1), None, declared=told))]
    ['blocks', 'ok']
    """
    return [_asked_by_losses(now) or _next_revision(now), _report_shown(now)]


def _asked_by_losses(now: Situation) -> Verdict | None:
    """Three losing years, or a loss of half the highest capital, unless a revision came after that year."""
    revised = now.day("revised_on")
    closed = now.day("year_closed_on") or last_year_end(now.statutes, now.on, None, now.since)
    if revised is not None and closed is not None and revised > closed:
        return None
    losses, result, highest = now.count("losing_years") or 0, now.cents("result_cents"), now.capital.highest
    if losses >= LOSING_YEARS:
        return blocks(42, N_("%(years)s losing years in a row make a revision mandatory now."), REVISER, years=losses)
    if result is not None and highest > ZERO and -result.cents * 2 >= highest.cents:
        message = N_(
            "A loss of %(loss)s, half or more of the highest capital of %(highest)s, makes a revision mandatory now."
        )
        return blocks(42, message, REVISER, loss=ZERO - result, highest=highest)
    return None


def _next_revision(now: Situation) -> Verdict:
    revised, born = now.day("revised_on"), now.day("scic_since")
    first = revised or born
    if first is None:
        return unknown(
            42, N_("Neither the last cooperative revision nor the registration as a SCIC is declared."), DECLARE
        )
    due = months_after(first, REVISION_MONTHS)
    told: dict[str, date | int] = {"due": due, "left": (due - now.on).days, "last": first}
    if now.on > due:
        return blocks(42, N_("A cooperative revision was due by %(due)s."), REVISER, **told)
    if (due - now.on).days <= REVISION_WARNED_DAYS:
        return warns(42, N_("A cooperative revision is due by %(due)s, in %(left)s days."), REVISER, **told)
    if revised is None:
        return ok(42, N_("A SCIC since %(last)s: the first revision is due by %(due)s."), **told)
    return ok(42, N_("The last revision was on %(last)s; the next is due by %(due)s."), **told)


def _report_shown(now: Situation) -> Verdict:
    revised, shown = now.day("revised_on"), now.day("revision_shown_on")
    if revised is None:
        return unknown(43, N_("No cooperative revision is declared, so no report to present."), DECLARE)
    if shown is None or shown < revised:
        message = N_("The revision report of %(revised)s has not been presented to an assembly.")
        return warns(43, message, N_("Put it on the agenda of the next one."), revised=revised)
    return ok(43, N_("The report was presented on %(shown)s."), shown=shown, revised=revised)


def check_equity(now: Situation) -> Verdict:
    """Rule 44: equity under half the capital calls an assembly within four months of the approval of the accounts.

    Source: C. com. art. L225-248 and L223-42. Example: equity 40 000 for a capital of 100 000 blocks.

    >>> from datetime import date
    >>> from foundation.kernel.money import Money
    >>> from governance.rules.compliance.situation import Capital, Situation
    >>> whole = Capital(capital=Money(10_000_000), at_year_end=Money(10_000_000))
    >>> check_equity(Situation(date(2026, 6, 1), None, capital=whole, declared={"equity_cents": 4_000_000})).state.value
    'blocks'
    """
    equity, capital = now.cents("equity_cents"), now.capital.at_year_end
    if equity is None:
        return unknown(44, N_("The equity of the last balance sheet is not recorded."), DECLARE)
    told = {"equity": equity, "capital": capital}
    if equity.cents * 2 >= capital.cents:
        return ok(
            44, N_("Equity of %(equity)s is at least half the capital of %(capital)s at the end of the year."), **told
        )
    closed, called = now.day("year_closed_on"), now.day("equity_assembly_on")
    if called is not None and (closed is None or called > closed):
        message = N_(
            "Equity of %(equity)s is under half the capital of %(capital)s; the assembly ruled on it on %(called)s."
        )
        action = N_("Publish the decision, and restore the equity by the end of the second year that follows.")
        return warns(44, message, action, called=called, **told)
    return blocks(
        44,
        N_("Equity of %(equity)s is under half the capital of %(capital)s at the end of the year."),
        N_("Call an assembly within four months of the approval of the accounts, on early dissolution."),
        **told,
    )


def check_constants(now: Situation) -> Verdict:
    """Rule 48: the law's numbers were read again within twelve months.

    Source: our choice. Example: read on 15 January 2026, they warn from 16 January 2027.
    """
    due = months_after(law.REVIEWED_ON, law.REVIEW_MONTHS)
    told = {"read": law.REVIEWED_ON, "due": due}
    if law.review_is_due(now.on):
        return warns(48, N_("The numbers of the law were last read on %(read)s."), N_("Update the product."), **told)
    return ok(48, N_("The numbers of the law were last read on %(read)s; next by %(due)s."), **told)


def check_retention(now: Situation) -> Verdict:
    """Rule 47: data whose time has come is erased.

    Source: GDPR art. 5(1)(e). Example: a former member's telephone one day after the exit is to be erased.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Situation
    >>> check_retention(Situation(date(2026, 6, 1), None, retention_due=3)).state.value
    'warns'
    """
    if now.retention_due is None:
        return unknown(47, N_("What data has reached its time is not reckoned on this page."))
    if now.retention_due:
        return warns(
            47,
            N_("Records with data whose time has come: %(count)s."),
            N_("Open the retention page and erase what the law does not ask to keep."),
            count=now.retention_due,
        )
    return ok(47, N_("No data is kept past its time."))


def check_later_work() -> list[Verdict]:
    """Rules 19 to 23, 38, 39 and 41: the allocation of the surplus, mandates, the report. They wait, and say so.

    Source: loi 47-1775 art. 6, 14 to 16 and 19 nonies. Example: what the statutes say of them is judged all the same.

    >>> [one.rule for one in check_later_work()]
    [19, 20, 21, 22, 23, 38, 39, 41]
    """
    return [unknown(rule, message) for rule, message in LATER.items()]
