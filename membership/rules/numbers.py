"""Numbers that prove an organisation: SIREN (with its key) and RNA."""

import re

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import siren as siren_number

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

_RNA = re.compile(r"W[0-9A-Z]{9}")


def checked_siren(text: str) -> str | None:
    """The nine digits of a SIREN, None for an empty text; Refused where its length or its key is wrong.

    The ninth digit is a key: the nine together pass Luhn's check.
    Source: C. com. art. R123-221 (the number that identifies an enterprise).

    >>> checked_siren("123 456 782")
    '123456782'
    """
    if not text.strip():
        return None
    try:
        return str(siren_number.validate(text))
    except InvalidChecksum:
        raise Refused(
            "siren-key",
            N_(
                "The SIREN %(found)s is wrong by its key: at least one of its nine digits is mistyped. Copy it again "
                "from an official document of the organisation."
            ),
            found=text.strip()[:40],
            source="C. com. art. R123-221",
        ) from None
    except ValidationError:
        raise Refused(
            "siren-length",
            N_("%(found)s is not a SIREN: a SIREN has 9 digits (a SIRET has fourteen, the first nine are the SIREN)."),
            found=text.strip()[:40],
            source="C. com. art. R123-221",
        ) from None


def checked_rna(text: str) -> str | None:
    """The number of an association in the national register ("W" and nine signs), None for an empty text.

    >>> checked_rna("w353 001 234")
    'W353001234'
    """
    compact = "".join(text.split()).upper()
    if not compact:
        return None
    if _RNA.fullmatch(compact) is None:
        raise Refused(
            "rna-shape",
            N_("%(found)s is not an RNA number: it is a W followed by nine digits, as on the prefecture's receipt."),
            found=text.strip()[:40],
        )
    return compact
