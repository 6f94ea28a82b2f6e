"""Share capital: one nominal value, floor, payment, refunds, ceiling of public bodies (rules 11, 14 to 18)."""

from collections.abc import Iterator

from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from statutes.rules import law
from statutes.rules.clauses.capital import Shares
from statutes.rules.findings import Finding, Subject, blocks, silent, warns
from statutes.rules.tree import Statutes

ONE_NOMINAL = "loi 47-1775 art. 11 (FAQ du réseau des SCIC, capital)"


def check_capital(subject: Subject) -> Iterator[Finding]:
    """The law's bounds on capital clauses.

    Source: loi 47-1775 art. 12, 13, 18, 19 septies, 27. A quarter paid at subscription is enough, 1/5 is not.

    >>> from statutes.rules.worked import blocked
    >>> [blocked(check_capital, f'shares.paid_at_subscription = "{paid}"') for paid in ("1/4", "1/5")]
    [[], ['11 blocks shares.paid_at_subscription']]
    """
    shares = subject.written.shares
    yield from _payment(shares)
    yield from _floor(subject.written)
    yield from _nominal(subject.written)
    yield from _refund(shares)
    yield from _ceilings(shares)


def _payment(shares: Shares) -> Iterator[Finding]:
    paid, months = shares.paid_at_subscription, shares.balance_due_months
    if paid is not None and paid < law.LOWEST_PAID_AT_SUBSCRIPTION:
        message = N_("%(found)s paid at subscription is under the legal minimum of %(expected)s.")
        yield blocks(
            11, "shares.paid_at_subscription", message, source=law.ART_PAYMENT, found=paid,
            expected=law.LOWEST_PAID_AT_SUBSCRIPTION,
        )  # fmt: skip
    if months is not None and months > law.LONGEST_BALANCE_MONTHS:
        message = N_("The balance would be due after %(found)s months; the law allows %(expected)s at most.")
        yield blocks(
            11, "shares.balance_due_months", message, source=law.ART_PAYMENT, found=months,
            expected=law.LONGEST_BALANCE_MONTHS,
        )  # fmt: skip


def _floor(statutes: Statutes) -> Iterator[Finding]:
    fraction, capital = statutes.shares.floor_fraction, statutes.shares.minimum_capital_cents
    if fraction is not None and fraction < law.LOWEST_FLOOR_FRACTION:
        message = N_("%(found)s of the highest capital is under the legal floor of %(expected)s.")
        yield blocks(
            15, "shares.floor_fraction", message, source=law.ART_FLOOR, found=fraction,
            expected=law.LOWEST_FLOOR_FRACTION,
        )  # fmt: skip
    if statutes.legal_form == "SA" and capital is not None and capital < law.SA_MINIMUM_CAPITAL_CENTS:
        message = N_("A minimum capital of %(amount)s is under the %(least)s that the law wants of a SA.")
        yield blocks(
            16, "shares.minimum_capital_cents", message, source=law.ART_SA_CAPITAL, found=capital,
            expected=law.SA_MINIMUM_CAPITAL_CENTS, amount=Money(capital), least=Money(law.SA_MINIMUM_CAPITAL_CENTS),
        )  # fmt: skip


def _nominal(statutes: Statutes) -> Iterator[Finding]:
    known = {category.id for category in statutes.categories}
    for name, cents in (statutes.shares.nominal_by_category or {}).items():
        where = f"shares.nominal_by_category.{name}"
        if name not in known:
            message = N_("“%(found)s” is not a category of these statutes: correct it, or add the category.")
            yield blocks(18, where, message, source=ONE_NOMINAL, found=name, expected=", ".join(sorted(known)))
            continue
        message = N_(
            "All shares of a SCIC have one nominal value; a share of %(amount)s for one category breaks it. "
            "Ask for a greater number of shares instead."
        )
        expected = statutes.shares.nominal_cents
        yield warns(18, where, message, source=ONE_NOMINAL, found=cents, expected=expected, amount=Money(cents))


def _refund(shares: Shares) -> Iterator[Finding]:
    months = shares.refund_delay_months
    if months is None:
        yield silent("shares.refund_delay_months", "0 .. 60")
    elif months > law.USUAL_REFUND_MONTHS:
        message = N_(
            "Refunds after %(found)s months: usual clauses give %(expected)s at most. Have it read by a lawyer."
        )
        yield warns(
            17, "shares.refund_delay_months", message, source=law.ART_REFUND, found=months,
            expected=law.USUAL_REFUND_MONTHS,
        )  # fmt: skip
    order = shares.losses_charged_first_to or ()
    if "special_reserve" in order[1:]:
        message = N_(
            "Losses are charged to the special reserve first, then to the statutory reserves: change the order."
        )
        yield blocks(
            18, "shares.losses_charged_first_to", message, source=law.ART_REFUND, found=", ".join(order),
            expected="special_reserve, statutory_reserve",
        )  # fmt: skip


def _ceilings(shares: Shares) -> Iterator[Finding]:
    ceiling = (shares.max_share_of_capital or {}).get("public_bodies")
    if ceiling is not None and ceiling > law.PUBLIC_BODIES_CEILING:
        message = N_("%(found)s of the capital for public bodies is over the legal ceiling of %(expected)s.")
        yield blocks(
            14, "shares.max_share_of_capital.public_bodies", message, source=law.ART_CATEGORIES, found=ceiling,
            expected=law.PUBLIC_BODIES_CEILING,
        )  # fmt: skip
