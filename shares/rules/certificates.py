"""The verification code of a share certificate: twelve signs that nobody guesses and everybody can read out."""

import re

# No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: what a hand or a scanner takes for another
ALPHABET = "ACDEFGHJKMNPQRTWXY34679"
LENGTH = 12
CODES = len(ALPHABET) ** LENGTH
_BETWEEN = re.compile(r"[\s\u00a0\u202f.·-]+")


def code_of(drawn: int) -> str:
    """The code of a number drawn at random in `range(CODES)`.

    Example: the first and the last of them.

    >>> code_of(0), code_of(CODES - 1)
    ('AAAAAAAAAAAA', '999999999999')
    """
    if not 0 <= drawn < CODES:
        raise ValueError(drawn)
    signs = []
    for _place in range(LENGTH):
        drawn, sign = divmod(drawn, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(reversed(signs))


def shown_code(code: str) -> str:
    """A code in three groups, as it is printed.

    >>> shown_code("ACDEFGHJKMNP")
    'ACDE-FGHJ-KMNP'
    """
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(typed: str) -> str:
    """A code as somebody typed it: any case, with or without its groups; empty where it can be none.

    >>> read_code(" acde fghj-kmnp"), read_code("ACDE-FGHJ-KMN0")
    ('ACDEFGHJKMNP', '')
    """
    code = _BETWEEN.sub("", typed[:60]).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
