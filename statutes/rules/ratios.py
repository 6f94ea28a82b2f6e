"""A fraction that remembers how it was written: a finding quotes "5/100", not "1/20"."""

import re
from fractions import Fraction
from typing import Final, Self

NO_QUORUM_TEXT: Final = "none"
_WRITTEN: Final = re.compile(r"[0-9]{1,12}(?:/[0-9]{1,12})?")


class Ratio(Fraction):
    """An exact fraction, equal to any other of the same value, with the text it was written as.

    >>> written = Ratio("15/100")
    >>> written == Fraction(3, 20), written.text, written + 1
    (True, '15/100', Fraction(23, 20))
    """

    text: str

    def __new__(cls, text: str) -> Self:
        """Read "7/12", "3" or "none" (a quorum of 0); anything else is a ValueError."""
        if text != NO_QUORUM_TEXT and not _WRITTEN.fullmatch(text):
            raise ValueError(text)
        above, _, below = ("0", "", "") if text == NO_QUORUM_TEXT else text.partition("/")
        if below and int(below) == 0:
            raise ValueError(text)
        ratio = super().__new__(cls, int(above), int(below or 1))
        ratio.text = text
        return ratio

    def __str__(self) -> str:
        """As it was written."""
        return self.text

    def __reduce__(self) -> tuple[type["Ratio"], tuple[str]]:
        """Copied and pickled with its text."""
        return Ratio, (self.text,)

    def __copy__(self) -> "Ratio":
        """Itself: nothing in it changes."""
        return self

    def __deepcopy__(self, _memo: object) -> "Ratio":
        """Itself: nothing in it changes."""
        return self


NO_QUORUM: Final = Ratio(NO_QUORUM_TEXT)
