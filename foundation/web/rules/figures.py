"""Figures as text. French: `1 234,56 €`, `57,5 %`, minus U+2212; English: `€1,234.56`, `57.5%`.

Everything is exact until it is written: shares are fractions, amounts are cents, and rounding happens here, once,
halves away from zero as the law's readers expect.
"""

from decimal import Decimal
from fractions import Fraction

from foundation.kernel.money import Money

NARROW = "\u202f"
NO_BREAK = "\u00a0"
MINUS = "\u2212"


def rounded(value: Fraction, places: int) -> int:
    """`value` times 10**places as a whole number, halves away from zero.

    >>> rounded(Fraction(1, 8), 2), rounded(Fraction(-1, 8), 2)
    (13, -13)
    """
    scaled = abs(value) * int(10**places)
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return -whole if value < 0 else whole


def number_text(value: int | Fraction | Decimal, language: str, *, places: int = 0) -> str:
    """A number with its thousands grouped and exactly `places` decimals.

    >>> number_text(1234567, "fr").replace(NARROW, "_"), number_text(Fraction(5, 2), "en", places=1)
    ('1_234_567', '2.5')
    """
    units = rounded(Fraction(value), places)
    whole, rest = divmod(abs(units), 10**places)
    grouped = f"{whole:,}".replace(",", NARROW if language == "fr" else ",")
    decimals = f"{',' if language == 'fr' else '.'}{rest:0{places}d}" if places else ""
    return f"{MINUS if units < 0 else ''}{grouped}{decimals}"


def exact_number_text(value: int | Fraction | Decimal, language: str) -> str:
    """A number with the decimals it has, and no more: 12 stays `12`, 2,50 is `2,5`; thirds are cut at two decimals.

    >>> exact_number_text(Fraction(5, 2), "fr"), exact_number_text(12, "fr"), exact_number_text(Fraction(1, 3), "fr")
    ('2,5', '12', '0,33')
    """
    exact = Fraction(value)
    places = next((places for places in range(4) if (exact * 10**places).denominator == 1), 2)
    return number_text(exact, language, places=places)


def euros_text(amount: Money, language: str, *, cents: bool = True) -> str:
    """An amount in euros; `cents=False` drops the cents of a whole amount only.

    >>> euros_text(Money(123456), "fr").replace(NARROW, "_").replace(NO_BREAK, "~")
    '1_234,56~€'
    >>> euros_text(Money(-500), "en"), euros_text(Money(2000), "en", cents=False)
    ('−€5.00', '€20')
    """
    places = 2 if cents or amount.cents % 100 else 0
    text = number_text(Fraction(abs(amount.cents), 100), language, places=places)
    sign = MINUS if amount.cents < 0 else ""
    return f"{sign}{text}{NO_BREAK}€" if language == "fr" else f"{sign}€{text}"


def percent_text(share: Fraction | int, language: str, *, places: int = 1, plain: bool = False) -> str:
    """A share of one as a percentage with at most `places` decimals; what is whole is written whole.

    A share that is not 0 or 1 is never rounded to 0 % or 100 %, and one beside a half never to 50 %: more decimals are
    written until the reader cannot take it for the threshold. `plain`: a part that no threshold judges, such as what
    was spent of a budget: it is rounded as it is, save that something is never written 0 %.

    >>> percent_text(Fraction(23, 40), "fr").replace(NO_BREAK, "~"), percent_text(Fraction(1, 2), "en")
    ('57,5~%', '50%')
    >>> percent_text(Fraction(49999, 100000), "en"), percent_text(Fraction(2, 3), "en")
    ('49.999%', '66.7%')
    >>> percent_text(Fraction(3599999, 3600000), "en", plain=True), percent_text(Fraction(1, 5000), "en", plain=True)
    ('100%', '0.02%')
    """
    exact = Fraction(share) * 100
    thresholds = (0,) if plain else (0, 50, 100)
    while places < 6 and _misleads(exact, places, thresholds):
        places += 1
    places = 0 if rounded(exact, places) % 10**places == 0 else places
    text = number_text(exact, language, places=places)
    return f"{text}{NO_BREAK}%" if language == "fr" else f"{text}%"


def _misleads(exact: Fraction, places: int, thresholds: tuple[int, ...]) -> bool:
    shown = Fraction(rounded(exact, places), 10**places)
    return shown != exact and shown in thresholds


def ratio_text(share: Fraction | int, language: str) -> str:
    """An exact fraction with its percentage, as verdicts are read: `9/14 (64,3 %)`; a whole number alone.

    >>> ratio_text(Fraction(9, 14), "en"), ratio_text(Fraction(3), "en")
    ('9/14 (64.3%)', '3')
    """
    exact = Fraction(share)
    if exact.denominator == 1:
        return number_text(exact, language)
    fraction = f"{MINUS if exact < 0 else ''}{abs(exact.numerator)}/{exact.denominator}"
    return f"{fraction} ({percent_text(exact, language)})"


def ordinal_text(number: int, language: str, *, feminine: bool = False) -> str:
    """A rank: `1er`, `1re`, `2e`; `1st`, `2nd`, `3rd`, `11th`.

    >>> ordinal_text(1, "fr"), ordinal_text(1, "fr", feminine=True), ordinal_text(2, "fr"), ordinal_text(12, "en")
    ('1er', '1re', '2e', '12th')
    """
    if language == "fr":
        return f"{number}{('re' if feminine else 'er') if number == 1 else 'e'}"
    endings = {1: "st", 2: "nd", 3: "rd"}
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else endings.get(number % 10, 'th')}"


def size_text(octets: int, language: str) -> str:
    """The weight of a file: `412 ko`, `1,2 Mo`; `412 kB`, `1.2 MB`.

    >>> size_text(412_000, "en"), size_text(1_240_000, "en"), size_text(80, "fr").replace(NO_BREAK, "~")
    ('412 kB', '1.2 MB', '80~octets')
    """
    space = NO_BREAK if language == "fr" else " "
    if octets < 1000:
        return f"{number_text(octets, language)}{space}{'octets' if language == 'fr' else 'bytes'}"
    for step, units in ((10**9, ("Go", "GB")), (10**6, ("Mo", "MB")), (10**3, ("ko", "kB"))):
        if octets >= step:
            share = Fraction(octets, step)
            places = 0 if step == 10**3 else 1
            unit = units[0] if language == "fr" else units[1]
            return f"{number_text(share, language, places=places)}{space}{unit}"
    raise ValueError(octets)
