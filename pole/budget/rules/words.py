"""Values inside sentences: a word that is translated, a number with its decimals."""

from dataclasses import dataclass
from fractions import Fraction

from foundation.kernel.sentences import sentence

DECIMALS = 3


@dataclass(frozen=True)
class Word:
    """A msgid said in the language of the sentence that holds it."""

    message: str

    def said(self, lang: str) -> str:
        """The word in `lang`."""
        return sentence(lang, self.message) if self.message else ""


@dataclass(frozen=True)
class Number:
    """A number with at most three decimals, as people write it: 1,5.

    >>> Number(Fraction(3, 2)).said("fr"), Number(Fraction(2)).said("en")
    ('1,5', '2')
    """

    value: Fraction

    def said(self, lang: str) -> str:
        """With the decimal sign of `lang`."""
        return decimal_text(self.value, "," if lang == "fr" else ".")


def decimal_text(value: Fraction, sign: str = ",") -> str:
    """A number of thousandths as text, with no more decimals than it has. ValueError where it has more than three.

    >>> decimal_text(Fraction(3, 4)), decimal_text(Fraction(-1, 200)), decimal_text(Fraction(2))
    ('0,75', '-0,005', '2')
    """
    thousandths = value * 10**DECIMALS
    if thousandths.denominator != 1:
        raise ValueError(str(value))
    whole, rest = divmod(abs(int(thousandths)), 10**DECIMALS)
    decimals = f"{rest:03d}".rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}{sign + decimals if decimals else ''}"
