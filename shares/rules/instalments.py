"""How a subscription is paid: what is due at once, then the balance in equal parts, all within the delay of the law."""

from dataclasses import dataclass
from datetime import date

from foundation.kernel.errors import Refused
from foundation.kernel.money import Money
from foundation.kernel.sentences import N_
from shares.rules.paying import balance_due_on, later_month, required_at_subscription
from statutes.rules import law
from statutes.rules.tree import Statutes

MOST = 60


@dataclass(frozen=True)
class Instalment:
    """A sum and the last day to pay it; the first one is due with the signature."""

    due_on: date
    amount: Money


def instalments(
    statutes: Statutes, subscribed: Money, at_once: Money, signed_on: date, *, parts: int = 1
) -> tuple[Instalment, ...]:
    """What is paid with the signature, then the balance in `parts` equal parts, one a month; one part: on the last day.

    The cents that cannot be shared go to the last part. Refused: less than the quarter (or what the statutes ask), more
    than the subscription, a last part after the statutes' delay.
    Source: loi 47-1775 art. 12 (a quarter at once, the balance within five years).
    Example: 100.00 of which 25.00 at once, the rest in two months.

    >>> from statutes.rules.worked import saying
    >>> plan = instalments(saying(), Money(10_000), Money(2_500), date(2026, 1, 31), parts=2)
    >>> [(str(one.due_on), one.amount.cents) for one in plan]
    [('2026-01-31', 2500), ('2026-02-28', 3750), ('2026-03-31', 3750)]
    """
    _check(statutes, subscribed, at_once)
    first, rest = Instalment(signed_on, at_once), subscribed - at_once
    if not rest.cents:
        return (first,)
    latest = balance_due_on(statutes, signed_on)
    days = [latest] if parts == 1 else [later_month(signed_on, month + 1) for month in range(parts)]
    if not 1 <= parts <= MOST or days[-1] > latest:
        raise Refused(
            "balance-too-late",
            N_(
                "In %(parts)s parts the last payment would fall on %(day)s; the balance is due on %(latest)s at the "
                "latest. Choose fewer parts."
            ),
            rule=11,
            source=law.ART_PAYMENT,
            parts=parts,
            day=days[-1] if days else latest,
            latest=latest,
        )
    each, left = divmod(rest.cents, parts)
    amounts = [each] * (parts - 1) + [each + left]
    return (first, *(Instalment(day, Money(cents)) for day, cents in zip(days, amounts, strict=True)))


def _check(statutes: Statutes, subscribed: Money, at_once: Money) -> None:
    required = required_at_subscription(statutes, subscribed)
    if required <= at_once <= subscribed:
        return
    raise Refused(
        "form-at-once",
        N_(
            "%(paid)s cannot be what is paid with the signature: the subscription is of %(subscribed)s, of which at "
            "least %(required)s must be paid at once."
        ),
        rule=11,
        source=law.ART_PAYMENT,
        paid=at_once,
        subscribed=subscribed,
        required=required,
    )
