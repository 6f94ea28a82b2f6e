"""Ceilings: local public bodies hold half of the capital at most, and kinds of holder what the statutes give them."""

from dataclasses import dataclass, field
from fractions import Fraction

from foundation.kernel.errors import Refused
from foundation.kernel.money import ZERO, Money
from foundation.kernel.sentences import N_
from statutes.rules import law


@dataclass(frozen=True)
class Warned:
    """Something that an operation brings about and that nothing may stop: which rule, a sentence, an article."""

    rule: int
    severity: str
    message: str
    source: str
    values: dict[str, object] = field(default_factory=dict)


def most_to_add(held: Money, capital: Money, ceiling: Fraction, price: Money) -> int:
    """How many shares of `price` a holder may still take without passing `ceiling` of the capital.

    Each share taken raises the capital as well. Source: loi 47-1775 art. 19 septies (rule 14).
    Example: 40 000.00 of 100 000.00 leaves room for 20 000.00, that is 400 shares of 50.00.

    >>> most_to_add(Money(4_000_000), Money(10_000_000), Fraction(1, 2), Money(5000))
    400
    """
    if ceiling >= 1:
        return 10**9
    room = (ceiling * capital.cents - held.cents) / (1 - ceiling)
    return max(0, int(room // price.cents))


def check_public_ceiling(
    public: Money, capital: Money, added: Money, price: Money, *, capital_grows: bool = True
) -> None:
    """Refuse a subscription by, or a transfer to, a public body that would give them more than half of the capital.

    `public` and `capital` before the operation; `capital_grows`: False for a transfer.
    Source: loi 47-1775 art. 19 septies (rule 14).
    Example: 50 000.00 of 100 000.00 is allowed, one share more is not.

    >>> check_public_ceiling(Money(4_995_000), Money(9_990_000), Money(0), Money(5_000))
    >>> check_public_ceiling(Money(5_000_000), Money(10_000_000), Money(5_000), Money(5_000))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: Local authorities and their bodies would hold ...
    """
    held, total = public + added, capital + added if capital_grows else capital
    if not over_public_ceiling(held, total):
        return
    room = law.PUBLIC_BODIES_CEILING * capital.cents - public.cents
    possible = (
        most_to_add(public, capital, law.PUBLIC_BODIES_CEILING, price)
        if capital_grows
        else max(0, int(room // price.cents))
    )
    raise Refused(
        "public-ceiling",
        N_(
            "Local authorities and their bodies would hold %(held)s of a capital of %(total)s, %(over)s more than the "
            "half that the law allows them together. Today they may take at most %(possible)s shares more; the rest "
            "waits for subscriptions by others."
        ),
        rule=14,
        source=law.ART_CATEGORIES,
        held=held,
        total=total,
        over=_excess(held, total, law.PUBLIC_BODIES_CEILING),
        possible=possible,
    )


def over_public_ceiling(public: Money, capital: Money) -> bool:
    """Whether public bodies hold more than their ceiling; exactly half is allowed.

    Source: loi 47-1775 art. 19 septies (rule 14).

    >>> [over_public_ceiling(Money(5_000_000), Money(capital)) for capital in (10_000_000, 9_995_000)]
    [False, True]
    """
    return public.cents > law.PUBLIC_BODIES_CEILING * capital.cents


def public_ceiling_warning(public: Money, capital: Money) -> list[Warned]:
    """The critical warning when others leave and public bodies come to hold more than half: nothing stops the exit.

    `public` and `capital` after the operation. Source: loi 47-1775 art. 19 septies (rule 14).
    Example: public bodies hold 50 000.00; one share of 50.00 refunded to another leaves 99 950.00.

    >>> [one.values["missing"] for one in public_ceiling_warning(Money(5_000_000), Money(9_995_000))]
    [Money(cents=5000)]
    """
    if not over_public_ceiling(public, capital):
        return []
    message = N_(
        "Local authorities and their bodies now hold %(held)s of a capital of %(total)s, more than half: this is "
        "allowed to last only until it is put right. Subscriptions of %(missing)s by others, or a refund of "
        "%(over)s to public bodies, would do it."
    )
    missing = public.cents / law.PUBLIC_BODIES_CEILING - capital.cents
    values: dict[str, object] = {
        "held": public,
        "total": capital,
        "missing": Money(-(-missing.numerator // missing.denominator)),
        "over": _leaving(public, capital),
    }
    return [Warned(14, "critical", message, law.ART_CATEGORIES, values)]


def check_kind_ceiling(kind: str, held: Money, capital: Money, ceiling: Fraction) -> None:
    """Refuse a holding of a kind of members above the part of the capital that the statutes give it.

    Both amounts after the operation. Source: the statutes (`shares.max_share_of_capital`, rule 13).

    >>> check_kind_ceiling("funders", Money(30), Money(100), Fraction(3, 10))
    >>> check_kind_ceiling("funders", Money(31), Money(100), Fraction(3, 10))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    foundation.kernel.errors.Refused: The members of the kind “funders” would hold...
    """
    if held.cents <= ceiling * capital.cents:
        return
    raise Refused(
        "kind-ceiling",
        N_(
            "The members of the kind “%(kind)s” would hold %(held)s of a capital of %(total)s, %(over)s more than the "
            "%(ceiling)s that the statutes give them (shares.max_share_of_capital). Lower the number of shares."
        ),
        rule=13,
        source=law.STATUTES_DECIDE,
        kind=kind,
        held=held,
        total=capital,
        over=_excess(held, capital, ceiling),
        ceiling=ceiling,
    )


def _excess(held: Money, total: Money, ceiling: Fraction) -> Money:
    allowed = ceiling * total.cents
    return max(ZERO, Money(held.cents - allowed.numerator // allowed.denominator))


def _leaving(public: Money, capital: Money) -> Money:
    """What public bodies would have to give up: their part and the capital both fall."""
    ceiling = law.PUBLIC_BODIES_CEILING
    excess = (public.cents - ceiling * capital.cents) / (1 - ceiling)
    return Money(-(-excess.numerator // excess.denominator))
