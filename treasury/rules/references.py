"""The personal reference of a subscription: nine signs without look-alikes, two of them a check.

Any two references differ in three signs at least: who mistypes one or two never pays for somebody else.
"""

import re

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

# No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: what a hand or a scanner takes for another. Twenty-three signs, a prime number
ALPHABET = "ACDEFGHJKMNPQRTWXY34679"
BASE = len(ALPHABET)
LENGTH = 9
DATA = LENGTH - 2
_SPACE = BASE**DATA
# Prime to the number of references, so that neighbours in time look nothing alike
_STRIDE, _OFFSET = 1_640_531_527, 271_828_183
_FILL = re.compile(r"[^A-Za-z0-9]+")


def reference_of(number: int) -> str:
    """The reference of the subscription request `number`, always the same, never that of another.

    >>> reference_of(1), reference_of(2)
    ('KX7XD7QHR', 'CQNDAAC6A')
    """
    if not 0 < number < _SPACE:
        raise ValueError(number)
    left, digits = (number * _STRIDE + _OFFSET) % _SPACE, []
    for _place in range(DATA):
        left, digit = divmod(left, BASE)
        digits.append(digit)
    return "".join(ALPHABET[digit] for digit in (*digits, *_checks(digits)))


def _checks(digits: list[int]) -> tuple[int, int]:
    """Two signs so that the sum, and the sum weighted by places, are nothing modulo 23."""
    plain = -sum(digits) % BASE
    weighted = -sum((place + 1) * digit for place, digit in enumerate(digits)) % BASE
    # a + b = plain and (DATA + 1) a + (DATA + 2) b = weighted
    second = (weighted - (DATA + 1) * plain) % BASE
    return (plain - second) % BASE, second


def is_reference(text: str) -> bool:
    """Whether the nine signs hold together.

    >>> is_reference("KX7XD7QHR"), is_reference("KX7XD7QHY"), is_reference("XK7XD7QHR")
    (True, False, False)
    """
    if len(text) != LENGTH or any(sign not in ALPHABET for sign in text):
        return False
    digits = [ALPHABET.index(sign) for sign in text]
    total = sum(digits) % BASE
    weighted = sum((place + 1) * digit for place, digit in enumerate(digits)) % BASE
    return total == 0 and weighted == 0


def shown(reference: str) -> str:
    """In threes, as it is read and typed.

    >>> shown("KX7XD7QHR")
    'KX7 XD7 QHR'
    """
    return " ".join(reference[start : start + 3] for start in range(0, len(reference), 3))


def structured(reference: str) -> str:
    """The reference as a creditor reference RF.

    Source: ISO 11649. Example: RF, two check figures, the reference.

    >>> structured("KX7XD7QHR")
    'RF19KX7XD7QHR'
    """
    figures = "".join(str(int(sign, 36)) for sign in f"{reference}RF00")
    return f"RF{98 - int(figures) % 97:02d}{reference}"


def references_in(text: str) -> list[str]:
    """Every reference that a transfer's words hold, in any case, with any spaces, dashes or RF before it.

    >>> references_in("Virement de M. Brume – parts kx7-xd7 qhr merci"), references_in("RF19KX7XD7QHR")
    (['KX7XD7QHR'], ['KX7XD7QHR'])
    """
    bare = _FILL.sub("", text).upper()
    windows = (bare[start : start + LENGTH] for start in range(len(bare) - LENGTH + 1))
    return list(dict.fromkeys(window for window in windows if is_reference(window)))


def read_reference(text: str) -> str:
    """A reference as somebody types it; a mistyped one is refused."""
    bare = _FILL.sub("", text).upper()
    if not is_reference(bare):
        raise Refused(
            "bad-reference",
            N_("“%(found)s” is no payment reference: nine signs such as KX7 XD7 QHR, one of them is wrong."),
            found=text[:30],
        )
    return bare
