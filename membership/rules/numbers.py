"""Numbers that prove an organisation: SIREN and SIRET (with their keys) and RNA."""

import re

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

ART_SIREN = "C. com. art. R123-221"
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
            source=ART_SIREN,
        ) from None
    except ValidationError:
        raise Refused(
            "siren-length",
            N_("%(found)s is not a SIREN: a SIREN has 9 digits (a SIRET has fourteen, the first nine are the SIREN)."),
            found=text.strip()[:40],
            source=ART_SIREN,
        ) from None


def checked_siret(text: str, siren: str | None = None) -> str | None:
    """The fourteen digits of a SIRET, None for an empty text; Refused where it is wrong or of another SIREN.

    The SIREN, five digits for the place, and a key over all; La Poste has a key of its own.
    Source: C. com. art. R123-221 and R123-235.

    >>> checked_siret("123 456 782 00002")
    '12345678200002'
    """
    if not text.strip():
        return None
    found = text.strip()[:40]
    try:
        number = str(siret_number.validate(text))
    except InvalidChecksum:
        raise Refused(
            "siret-key",
            N_(
                "The SIRET %(found)s is wrong by its key: at least one of its fourteen digits is mistyped. Copy it again."
            ),
            found=found,
            source=ART_SIREN,
        ) from None
    except ValidationError:
        raise Refused(
            "siret-length",
            N_("%(found)s is not a SIRET: a SIRET has 14 digits, those of the SIREN and five for the place."),
            found=found,
            source=ART_SIREN,
        ) from None
    if siren is not None and number[:9] != siren:
        raise Refused(
            "siret-of-another",
            N_(
                "The SIRET %(found)s begins with another SIREN than %(siren)s: one of the two belongs to another "
                "organisation. Correct it, or leave the SIRET empty."
            ),
            siren=siren,
            found=found,
            source=ART_SIREN,
        )
    return number


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
