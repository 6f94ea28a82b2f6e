"""Named fields in a text: {prenom} is put in place, anything else in braces is refused in a sentence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

NAMED = re.compile(r"\{([a-z_]{1,40})\}")
BRACE = re.compile(r"[{}]")
SHOWN_AROUND = 20


class Shown(StrEnum):
    """How the value of a field is written."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    EUROS = "euros"
    LINK = "link"


@dataclass(frozen=True)
class Field:
    """A named field: `says` what it is (an English msgid), `source` where the letter's data hold it."""

    key: str
    says: str
    source: str
    shown: Shown = Shown.TEXT


def used_fields(text: str) -> list[str]:
    """The names in braces, each once, in the order of the text.

    >>> used_fields("Bonjour {prenom} {nom}, {prenom}")
    ['prenom', 'nom']
    """
    return list(dict.fromkeys(NAMED.findall(text)))


def check_fields(text: str, known: Iterable[Field]) -> None:
    """Refuse a name that is no field of this text, and a brace that belongs to none."""
    names = [field.key for field in known]
    for name in used_fields(text):
        if name not in names:
            raise Refused(
                "unknown-field",
                N_("There is no field {%(field)s} in this text. Those it knows are: %(fields)s."),
                field=name,
                fields=", ".join(f"{{{one}}}" for one in names),
            )
    rest = NAMED.sub("", text)
    stray = BRACE.search(rest)
    if stray is not None:
        raise Refused(
            "stray-brace",
            N_("A brace stands alone near “%(near)s”. A field is written {prenom}: one name between two braces."),
            near=rest[max(0, stray.start() - SHOWN_AROUND) : stray.end() + SHOWN_AROUND].strip(),
        )


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields in place; values are put in as they are and never read again.

    >>> fill("{nom}, no {numero}", {"nom": "{numero}", "numero": "7"})
    '{numero}, no 7'
    """
    return NAMED.sub(lambda found: values.get(found.group(1), ""), text)
