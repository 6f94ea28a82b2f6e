"""When a candidate who was accepted becomes a member and holder: at the decision, at payment, at full payment."""

from foundation.kernel.money import Money


def enters(effective: str | None, ahead: Money, required: Money, amount: Money) -> bool:
    """Whether the money received ahead is enough for shares to be subscribed under the statutes' clause.

    A quarter is needed in any case (art. 12); `full_payment` needs the whole. Statutes that make a member at the
    decision leave the subscription to the day of the first payment.
    Source: the statutes (`admission.effective`); loi 47-1775 art. 12.

    >>> quarter, whole = Money(2500), Money(10_000)
    >>> [enters(clause, quarter, quarter, whole) for clause in ("decision", "payment", "full_payment")]
    [True, True, False]
    >>> enters("payment", Money(2499), quarter, whole)
    False
    """
    return ahead >= (amount if effective == "full_payment" else required)
