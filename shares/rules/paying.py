"""Paying up shares: a quarter at once, the balance within the statutes' delay, and what follows from not paying."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.tree import Statutes


def required_at_subscription(statutes: Statutes, subscribed: Money) -> Money:
    """What must be paid when shares are subscribed: a quarter, or more where the statutes say so; cents rounded up.

    Source: loi 47-1775 art. 12 (rule 11). Example: five shares of 20.00 and a quarter: 25.00.

    >>> from statutes.rules.clauses.capital import Shares
    >>> from statutes.rules.clauses.members import Category
    >>> whole = {"format": "scic-statutes/1", "name": "La Halle", "effective_on": date(2026, 1, 1), "year_end": "12-31"}
    >>> needed = {"shares": Shares(nominal_cents=2000), "categories": (Category(id="members"),)}
    >>> required_at_subscription(Statutes(legal_form="SAS", **whole, **needed), Money(10_001))
    Money(cents=2501)
    """
    least = _paid_at_once(statutes) * subscribed.cents
    return Money(-(-least.numerator // least.denominator))


def _paid_at_once(statutes: Statutes) -> Fraction:
    return max(Fraction(statutes.shares.paid_at_subscription or 0), law.LOWEST_PAID_AT_SUBSCRIPTION)


def check_paid_at_subscription(statutes: Statutes, subscribed: Money, paid: Money) -> None:
    """Refuse a subscription of which too little is paid (rule 11), or more than it costs.

    Source: loi 47-1775 art. 12. Example: 24.99 for five shares of 20.00 is refused, 0.01 is missing.

    >>> from statutes.rules.worked import saying
    >>> check_paid_at_subscription(saying(), Money(10_000), Money(2500))
    >>> check_paid_at_subscription(saying(), Money(10_000), Money(2499))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: ...
    """
    required = required_at_subscription(statutes, subscribed)
    if paid < required:
        raise Refused(
            "quarter-unpaid",
            N_(
                "%(paid)s would be paid of a subscription of %(subscribed)s: at least %(required)s must be paid at "
                "once, and %(missing)s are missing. With this sum at most %(possible)s can be subscribed today."
            ),
            rule=11,
            source=law.ART_PAYMENT,
            paid=paid,
            subscribed=subscribed,
            required=required,
            missing=required - paid,
            possible=Money(int(paid.cents / _paid_at_once(statutes))),
        )
    if paid > subscribed:
        raise Refused(
            "overpaid",
            N_(
                "%(paid)s would be paid, but only %(due)s can be taken on these shares. Record the rest as a payment "
                "ahead, or give it back."
            ),
            paid=paid,
            due=subscribed,
        )


def later_month(day: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month.

    >>> later_month(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


def balance_due_on(statutes: Statutes, subscribed_on: date) -> date:
    """The last day to pay the balance of a subscription: the statutes' delay, five years at most.

    Source: loi 47-1775 art. 12 (rule 11). Example: subscribed 1 March 2024, sixty months: 1 March 2029.

    >>> from statutes.rules.worked import saying
    >>> balance_due_on(saying(), date(2024, 3, 1))
    datetime.date(2029, 3, 1)
    """
    months = statutes.shares.balance_due_months
    longest = law.LONGEST_BALANCE_MONTHS
    return later_month(subscribed_on, longest if months is None else min(months, longest))


@dataclass(frozen=True)
class Arrears:
    """Called shares left unpaid after a formal notice: what follows, and when. None where no notice was sent."""

    unpaid: Money
    notice_on: date | None
    vote_lost_on: date | None
    exclusion_on: date | None

    def vote_is_lost(self, on: date) -> bool:
        """Whether the unpaid shares have lost admission and vote on a day."""
        return self.vote_lost_on is not None and on >= self.vote_lost_on

    def exclusion_is_open(self, on: date) -> bool:
        """Whether the member may be excluded by law on a day."""
        return self.exclusion_on is not None and on >= self.exclusion_on


def arrears(unpaid: Money, notice_on: date | None, legal_form: str) -> Arrears:
    """What follows from `unpaid` called capital and a formal notice (rule 12).

    SA and SAS: thirty days after the notice the unpaid shares lose their vote. All forms: exclusion by law three months
    after it. Source: C. com. art. L228-29, R228-26; loi 47-1775 art. 12.
    Example: notice on 1 March: vote lost from 1 April, exclusion from 2 June.

    >>> found = arrears(Money(5000), date(2026, 3, 1), "SAS")
    >>> found.vote_lost_on, found.exclusion_on
    (datetime.date(2026, 4, 1), datetime.date(2026, 6, 2))
    """
    if notice_on is None or unpaid <= Money(0):
        return Arrears(unpaid, notice_on, None, None)
    vote = notice_on + timedelta(days=law.UNPAID_VOTE_DAYS + 1) if legal_form in {"SA", "SAS"} else None
    exclusion = later_month(notice_on, law.UNPAID_EXCLUSION_MONTHS) + timedelta(days=1)
    return Arrears(unpaid, notice_on, vote, exclusion)


def check_exclusion_open(found: Arrears, on: date) -> None:
    """Refuse an exclusion by law before its time.

    Source: loi 47-1775 art. 12 (rule 12). Example: without a formal notice nobody is excluded.

    >>> check_exclusion_open(arrears(Money(5000), date(2026, 3, 1), "SAS"), date(2026, 6, 2))
    >>> check_exclusion_open(arrears(Money(5000), None, "SAS"), date(2026, 6, 2))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The exclusion for unpaid shares is not open...
    """
    if found.exclusion_is_open(on):
        return
    raise Refused(
        "exclusion-too-soon",
        N_(
            "The exclusion for unpaid shares is not open on %(day)s: %(unpaid)s are unpaid, formal notice sent: "
            "%(notice)s, open from: %(open)s. Send the notice by registered letter, and wait three months."
        ),
        rule=12,
        source=law.ART_PAYMENT,
        day=on,
        unpaid=found.unpaid,
        notice=found.notice_on or "—",
        open=found.exclusion_on or "—",
    )
