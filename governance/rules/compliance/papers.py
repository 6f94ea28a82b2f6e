"""Checks 37 to 48 but 45: minutes, mandates, filings, reports, revision, losses, secrecy, data, the law's own constants."""

from datetime import date, timedelta

from foundation.kernel.sentences import N_
from governance.rules.compliance.assemblies import months_after
from governance.rules.compliance.situation import Situation
from governance.rules.compliance.verdicts import Verdict, blocks, not_applicable, ok, unknown, warns
from statutes.rules import law

MINUTES_DAYS = 30
REVISION_MONTHS = 60
REVISION_WARNED_DAYS = 180
DECLARE = N_("Declare it below: the check reads the last declaration.")


def check_minutes(now: Situation) -> Verdict:
    """Rule 37: minutes signed and numbered within a month, decisions numbered without gap.

    Source: C. com. art. R225-106 and R225-22. Example: an assembly closed 31 days ago without minutes warns.
    """
    if now.decision_gaps:
        return blocks(
            37,
            N_("%(count)s numbers are missing from the register of decisions."),
            N_("Run “scic verify” and compare the database with a backup."),
            count=len(now.decision_gaps),
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
    return ok(37, N_("Minutes are signed and decisions numbered without gap."))


def check_filing(now: Situation) -> Verdict:
    """Rule 40: accounts filed within a month of the assembly, two where filed online.

    Source: C. com. art. L232-22 and L232-23. Example: assembly on 12 June: by 12 July, or 12 August online.
    """
    year = now.day("year_closed_on")
    held = [one.meets_on for one in now.meetings if one.closed_on and one.kind != "extraordinary"]
    if year is None or not held:
        return unknown(40, N_("The year closed or the assembly on its accounts is not recorded."), DECLARE)
    due = months_after(max(held), 2 if now.count("filed_online") else 1)
    filed = now.day("accounts_filed_on")
    if filed is not None and filed > year:
        return ok(40, N_("The accounts were filed on %(filed)s, due by %(due)s."), filed=filed, due=due)
    if now.on > due:
        return warns(40, N_("The accounts were to be filed by %(due)s."), N_("File them with the registry."), due=due)
    return ok(40, N_("The accounts are to be filed by %(due)s."), due=due)


def check_revision(now: Situation) -> list[Verdict]:
    """Rules 42 and 43: a revision every five years, or after three losses; its report shown to an assembly.

    Source: loi 47-1775 art. 25-1 and 25-3. Example: revised on 1 March 2021: the next is due by 1 March 2026.
    """
    revised, shown = now.day("revised_on"), now.day("revision_shown_on")
    if revised is None:
        return [unknown(rule, N_("The last cooperative revision is not recorded."), DECLARE) for rule in (42, 43)]
    report = ok(43, N_("The report was presented on %(shown)s."), shown=shown or revised)
    if shown is None or shown < revised:
        report = warns(
            43,
            N_("The revision report of %(revised)s has not been presented to an assembly."),
            N_("Put it on the agenda of the next one."),
            revised=revised,
        )
    return [_next_revision(now, revised), report]


def _next_revision(now: Situation, revised: date) -> Verdict:
    losses, result = now.count("losing_years") or 0, now.cents("result_cents")
    if losses >= 3 or (result is not None and -result.cents * 2 >= now.capital.highest.cents > 0):
        return blocks(
            42,
            N_("Three years of loss, or a loss of half the highest capital, make a revision mandatory now."),
            N_("Have the assembly name a reviser."),
        )
    due = months_after(revised, REVISION_MONTHS)
    told = {"revised": revised, "due": due}
    if now.on > due:
        return blocks(
            42, N_("The last revision was on %(revised)s; the next was due by %(due)s."), N_("Name a reviser."), **told
        )
    if (due - now.on).days <= REVISION_WARNED_DAYS:
        return warns(42, N_("The next revision is due by %(due)s."), N_("Name a reviser."), **told)
    return ok(42, N_("The last revision was on %(revised)s; the next is due by %(due)s."), **told)


def check_equity(now: Situation) -> Verdict:
    """Rule 44: equity under half the capital calls an assembly within four months.

    Source: C. com. art. L225-248 and L223-42. Example: equity 40 000 for a capital of 100 000 blocks.
    """
    equity = now.cents("equity_cents")
    if equity is None:
        return unknown(44, N_("The equity of the last balance sheet is not recorded."), DECLARE)
    told = {"equity": equity, "capital": now.capital.capital}
    if equity.cents * 2 < now.capital.capital.cents:
        return blocks(
            44,
            N_("Equity of %(equity)s is under half the capital of %(capital)s."),
            N_("Call an assembly within four months of the approval of the accounts, on early dissolution."),
            **told,
        )
    return ok(44, N_("Equity of %(equity)s is at least half the capital of %(capital)s."), **told)


def check_constants(now: Situation) -> Verdict:
    """Rule 48: the law's numbers were read again within twelve months.

    Source: our choice. Example: read on 15 January 2026, they warn from 16 January 2027.
    """
    due = months_after(law.REVIEWED_ON, law.REVIEW_MONTHS)
    told = {"read": law.REVIEWED_ON, "due": due}
    if now.on > due:
        return warns(48, N_("The numbers of the law were last read on %(read)s."), N_("Update the product."), **told)
    return ok(48, N_("The numbers of the law were last read on %(read)s; next by %(due)s."), **told)


def check_retention(now: Situation) -> Verdict:
    """Rule 47: data whose time has come is erased.

    Source: GDPR art. 5(1)(e). Example: a former member's telephone one day after the exit is to be erased.
    """
    if now.retention_due is None:
        return unknown(47, N_("The retention periods are not reckoned here yet."))
    if now.retention_due:
        return warns(
            47,
            N_("%(count)s records hold data whose time has come."),
            N_("Open the retention page and erase what the law does not ask to keep."),
            count=now.retention_due,
        )
    return ok(47, N_("No data is kept past its time."))


def check_later_work(now: Situation) -> list[Verdict]:
    """Rules 19 to 23, 38, 39, 41 and 46: the allocation of the surplus, mandates, the report, secret ballots.

    Source: loi 47-1775 art. 14 to 16 and 19 nonies. They wait for pages that record their figures, and say so.
    """
    surplus = N_("The allocation of the surplus is not drawn up here yet.")
    mandates = N_("The seats and mandates of the bodies are not recorded here yet.")
    secret = now.statutes.secret_ballots.required_for if now.statutes and now.statutes.secret_ballots else ()
    return [
        *(unknown(rule, surplus) for rule in (19, 20, 21, 22, 23)),
        unknown(38, mandates),
        unknown(39, mandates),
        unknown(41, N_("The management report is not published here yet.")),
        unknown(46, N_("Secret ballots are not held here yet."))
        if secret
        else not_applicable(46, N_("The statutes ask for no secret ballot.")),
    ]
