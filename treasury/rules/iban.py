"""IBANs: judged by their check figures, masked for the eye, made from a French account number."""

import re

from stdnum import bic as bic_numbers
from stdnum import iban as iban_numbers
from stdnum.exceptions import ValidationError

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

# Where letters stand in a French account number, each counts as one figure (ARRÊTÉ of the RIB key)
_RIB = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def iban_of_rib(bank: str, branch: str, number: str) -> str:
    """The IBAN of a French account given by bank, branch and number; the key is computed.

    Source: ISO 13616; the key of the French RIB. Example: 30001 00794 12345678901 has the key 85.

    >>> iban_of_rib("30001", "00794", "12345678901")
    'FR7630001007941234567890185'
    """
    parts = bank.strip().rjust(5, "0"), branch.strip().rjust(5, "0"), number.strip().rjust(11, "0").upper()
    if not all(part.isascii() and part.isalnum() for part in parts):
        raise Refused("bad-rib", N_("The account “%(found)s” cannot be read."), found=" ".join(parts))
    figures = [int(part.translate(_RIB)) for part in parts]
    key = 97 - (89 * figures[0] + 15 * figures[1] + 3 * figures[2]) % 97
    account = "".join(parts) + f"{key:02d}"
    return "FR" + iban_numbers.calc_check_digits(f"FR00{account}") + account


def checked_iban(text: str) -> str:
    """The IBAN without spaces, upper case; refused where its check figures do not hold.

    Source: ISO 13616. Example: one wrong figure is always found.

    >>> checked_iban("fr76 3000 1007 9412 3456 7890 185")
    'FR7630001007941234567890185'
    """
    try:
        return str(iban_numbers.validate("".join(text.split())))
    except ValidationError:
        raise Refused(
            "bad-iban",
            N_("This IBAN does not hold: its check figures do not fit. Copy it again from the bank's own paper."),
        ) from None


def checked_bic(text: str) -> str:
    """The BIC upper case, empty where none is given; refused where it cannot be one."""
    bare = "".join(text.split())
    if not bare:
        return ""
    try:
        return str(bic_numbers.validate(bare))
    except ValidationError:
        raise Refused(
            "bad-bic",
            N_(
                "“%(found)s” is no BIC: 8 or 11 letters and figures.",
            ),
            found=bare[:20],
        ) from None


def masked(iban: str) -> str:
    """Enough to know it again, too little to use it.

    >>> masked("FR7630001007941234567890185"), masked("")
    ('FR76 •••• 0185', '')
    """
    bare = "".join(iban.split())
    if len(bare) < 12:
        return "••••" if bare else ""
    return f"{bare[:4]} •••• {bare[-4:]}"


_LOOKS_LIKE_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]){10,30}\b")


def masked_in(text: str) -> str:
    """Words of a bank with every account number in them masked; what only looks like one stays.

    >>> masked_in("VIR DE M X FR76 3000 1007 9412 3456 7890 185 MERCI")
    'VIR DE M X FR76 •••• 0185 MERCI'
    >>> masked_in("REF AB12CDEFGHIJKLMNOP")
    'REF AB12CDEFGHIJKLMNOP'
    """
    return _LOOKS_LIKE_IBAN.sub(lambda found: _masked_start(found[0]), text)


def _masked_start(found: str) -> str:
    """The longest beginning that is an account number, masked; words may follow it without a sign between."""
    for end in range(len(found), 14, -1):
        if not found[end - 1].isspace() and iban_numbers.is_valid(found[:end]):
            return masked(found[:end]) + found[end:]
    return found


def grouped(iban: str) -> str:
    """In fours, as on paper.

    >>> grouped("FR7630001007941234567890185")
    'FR76 3000 1007 9412 3456 7890 185'
    """
    bare = "".join(iban.split())
    return " ".join(bare[start : start + 4] for start in range(0, len(bare), 4))
