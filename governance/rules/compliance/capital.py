"""Checks 11 to 18 and 45: what was paid, held, owed back; the floor and the ceilings; the register itself."""

from fractions import Fraction

from foundation.kernel.money import ZERO
from foundation.kernel.sentences import N_
from governance.rules.compliance.people import CORRECT_STATUTES, NO_STATUTES, RECORD_STATUTES
from governance.rules.compliance.situation import Situation
from governance.rules.compliance.verdicts import Verdict, blocks, listed, not_applicable, ok, unknown, warns
from statutes.rules import law


def check_payment(now: Situation) -> list[Verdict]:
    """Rules 11 and 12: a quarter at subscription, the balance in five years; what a formal notice brings.

    Source: loi 47-1775 art. 12; C. com. art. L228-29. Example: unpaid 31 days after the notice: no vote in a SA or SAS.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Capital, Situation
    >>> from statutes.rules.worked import saying
    >>> [one.state.value for one in check_payment(Situation(date(2026, 6, 1), saying(), capital=Capital(under_quarter=(7,))))]
    ['blocks', 'ok']
    """
    here = now.capital
    if here.under_quarter:
        paid = blocks(
            11,
            N_("Members who paid less than the part due at subscription: %(count)s, %(amount)s short (%(numbers)s)."),
            N_(
                "Ask them for the missing part: a quarter is due with the subscription itself, more if the statutes say so."
            ),
            amount=here.missing_quarter,
            **listed(here.under_quarter),
        )
    elif here.balance_late:
        paid = warns(
            11,
            N_("Members who have not paid their balance in time: %(count)s, %(amount)s in all (%(numbers)s)."),
            N_("Send a formal notice by registered letter."),
            amount=here.late_balances,
            **listed(here.balance_late),
        )
    else:
        paid = ok(11, N_("Every subscription is paid as the law and the statutes ask."))
    return [paid, _after_notice(now)]


def _after_notice(now: Situation) -> Verdict:
    """The vote lost stops votes, so it is said first; three months open the exclusion by law."""
    here = now.capital
    if here.notice_vote:
        return blocks(
            12,
            N_("Members who may not vote, unpaid 30 days after a formal notice: %(count)s (%(numbers)s)."),
            N_(
                "Leave them out of the roll and of the quorum until they pay; after three months, their exclusion is open."
            ),
            exclusions=len(here.notice_exclusion),
            **listed(here.notice_vote),
        )
    if here.notice_exclusion:
        return warns(
            12,
            N_("Formal notices left unanswered for three months: %(count)s (%(numbers)s)."),
            N_("Have the board note their exclusion by law, or record that the debt is no longer pursued."),
            **listed(here.notice_exclusion),
        )
    return ok(12, N_("No formal notice is left without payment past its delay."))


def check_holdings(now: Situation) -> Verdict:
    """Rule 13: every holding is within the bounds of its category.

    Source: the statutes. Example: one share where the category asks for five is named by the member's number.
    """
    if now.statutes is None:
        return unknown(13, NO_STATUTES, RECORD_STATUTES)
    if now.capital.outside_bounds:
        return blocks(
            13,
            N_("Holdings outside the bounds of their category: %(count)s (member no. %(numbers)s)."),
            N_("Ask these members to subscribe, or refund the shares over the maximum."),
            **listed(now.capital.outside_bounds),
        )
    if now.capital.size_unknown:
        return unknown(
            13,
            N_("Members whose size is not recorded, while their least holding depends on it: %(count)s (%(numbers)s)."),
            N_("Write it on the card of each."),
            **listed(now.capital.size_unknown),
        )
    return ok(13, N_("Every holding is within the bounds of its category."))


def check_public_part(now: Situation) -> Verdict:
    """Rule 14: local public bodies hold half the capital at most, exactly half being allowed.

    Source: loi 47-1775 art. 19 septies. Example: 50 000 of 99 950 euros is over one half.

    >>> from datetime import date
    >>> from foundation.kernel.money import Money
    >>> from governance.rules.compliance.situation import Capital, Situation
    >>> half = Capital(capital=Money(9_995_000), public=Money(5_000_000))
    >>> check_public_part(Situation(date(2026, 6, 1), None, capital=half)).state.value
    'blocks'
    """
    here = now.capital
    if here.capital == ZERO:
        return not_applicable(14, N_("There is no capital on this day."))
    part = Fraction(here.public.cents, here.capital.cents)
    told = {"public": here.public, "capital": here.capital, "part": part}
    if part > law.PUBLIC_BODIES_CEILING:
        return blocks(
            14,
            N_("Local public bodies hold %(public)s of %(capital)s, over one half."),
            N_("Admit other subscriptions, or refund shares of the public bodies."),
            **told,
        )
    return ok(14, N_("Local public bodies hold %(public)s of %(capital)s, one half at most."), **told)


def check_capital_floor(now: Situation) -> list[Verdict]:
    """Rules 15 and 16: the capital is not under its floor; a SA has 18 500 euros.

    Source: loi 47-1775 art. 13 and 27. Example: highest 250 000 and a quarter: the floor is 62 500.

    >>> from datetime import date
    >>> from foundation.kernel.money import Money
    >>> from governance.rules.compliance.situation import Capital, Situation
    >>> from statutes.rules.worked import saying
    >>> low = Capital(capital=Money(6_000_000), floor=Money(6_250_000), highest=Money(25_000_000))
    >>> [one.state.value for one in check_capital_floor(Situation(date(2026, 6, 1), saying(), capital=low))]
    ['blocks', 'not_applicable']
    """
    here = now.capital
    if now.statutes is None:
        return [unknown(rule, NO_STATUTES, RECORD_STATUTES) for rule in (15, 16)]
    told = {"capital": here.capital, "floor": here.floor, "highest": here.highest, "source": here.floor_source}
    if here.capital < here.floor:
        floor = blocks(
            15,
            N_(
                "The capital of %(capital)s is under its floor of %(floor)s (%(source)s; highest capital ever reached: "
                "%(highest)s)."
            ),
            N_("No share can be refunded; seek subscriptions."),
            **told,
        )
    elif here.claims_frozen:
        floor = warns(
            15,
            N_(
                "Refunds that wait, for they would take the capital of %(capital)s under its floor of %(floor)s: %(frozen)s."
            ),
            N_("They are decided in their order as new subscriptions come in."),
            frozen=here.claims_frozen,
            **told,
        )
    else:
        floor = ok(
            15,
            N_(
                "The capital of %(capital)s is not under its floor of %(floor)s (%(source)s; highest capital ever reached: "
                "%(highest)s)."
            ),
            **told,
        )
    return [floor, _sa_minimum(now)]


def _sa_minimum(now: Situation) -> Verdict:
    if now.form != "SA":
        return not_applicable(16, N_("Only a SA has a capital fixed by law."))
    capital = now.capital.capital
    if capital.cents < law.SA_MINIMUM_CAPITAL_CENTS:
        return blocks(
            16,
            N_("The capital of %(capital)s is under the 18 500 euros of a SA."),
            N_("Seek subscriptions; no share can be refunded."),
            capital=capital,
        )
    return ok(16, N_("The capital of %(capital)s reaches the 18 500 euros of a SA."), capital=capital)


def check_refunds(now: Situation) -> list[Verdict]:
    """Rules 17 and 18: refunds paid in time and in order, at nominal value less losses.

    Source: the statutes; loi 47-1775 art. 18. Example: a refund owed past the delay of the statutes is late.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Capital, Situation
    >>> from statutes.rules.worked import saying
    >>> above = Capital(refunds_above_value=(7,))
    >>> [one.state.value for one in check_refunds(Situation(date(2026, 6, 1), saying(), capital=above))]
    ['ok', 'blocks']
    """
    here = now.capital
    if here.refunds_above_value:
        value = blocks(
            18,
            N_("Refunds above the nominal value less losses: %(count)s (member no. %(numbers)s)."),
            N_("Reverse these refunds and decide them anew."),
            **listed(here.refunds_above_value),
        )
    else:
        value = ok(18, N_("Every refund was decided at nominal value less losses."))
    return [_refunds_in_time(now), value]


def _refunds_in_time(now: Situation) -> Verdict:
    here = now.capital
    told = {"owed_count": here.refunds_owed, "owed": here.owed, "waiting": here.claims_waiting}
    if now.statutes is None:
        return unknown(17, NO_STATUTES, RECORD_STATUTES)
    if now.statutes.shares.refund_delay_months is None:
        if not here.refunds_owed:
            return ok(17, N_("No refund is owed; %(waiting)s requests wait for a decision."), **told)
        return unknown(
            17,
            N_("The statutes set no delay to refund: %(owed)s is owed, and nothing tells by when."),
            CORRECT_STATUTES,
            **told,
        )
    if here.refunds_late:
        return warns(
            17,
            N_("Refunds that are late: %(count)s, %(amount)s in all (member no. %(numbers)s)."),
            N_("Pay them, the oldest first, or tell these members when."),
            amount=here.owed_late,
            **told,
            **listed(here.refunds_late),
        )
    return ok(17, N_("No refund is late: %(owed)s is owed, %(waiting)s requests wait for a decision."), **told)


def check_register(now: Situation) -> Verdict:
    """Rule 45: the register of movements has no gap, its chain holds, and its sums are the holdings.

    Source: C. com. art. R228-9. Example: one changed row makes this block.

    >>> from datetime import date
    >>> from governance.rules.compliance.situation import Capital, Situation
    >>> check_register(Situation(date(2026, 6, 1), None, capital=Capital(movements=3, unsound=1))).state.value
    'blocks'
    """
    here = now.capital
    if here.unsound:
        return blocks(
            45,
            N_("The register of movements does not hold; faults: %(count)s."),
            N_("Run “scic shares verify” and compare the database with a backup."),
            count=here.unsound,
        )
    if not here.movements:
        return not_applicable(45, N_("The register of movements is empty."))
    if here.seals_read:
        message = N_(
            "The %(count)s movements of the register hold: no gap, every seal recomputed, the sums are the holdings."
        )
        return ok(45, message, count=here.movements)
    message = N_(
        "The %(count)s movements of the register are numbered without gap and no account is below zero; the command "
        "“scic compliance” recomputes every seal too."
    )
    return ok(45, message, count=here.movements)
