"""Who inherits how many shares, as it is written: one heir a line, member number then number of shares."""

import re

from foundation.kernel.errors import Refused
from foundation.kernel.sentences import N_

_PAIR = re.compile(r"(?:n°\s*)?(\d{1,9})\s*[:;,\s]\s*(\d{1,9})")


def read_pairs(text: str) -> list[tuple[int, int]]:
    r"""(member number, shares) of each line, blank lines aside; Refused where a line says something else, or one twice.

    >>> read_pairs("14 : 5\nn° 22  3\n")
    [(14, 5), (22, 3)]
    """
    found: list[tuple[int, int]] = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        pair = _PAIR.fullmatch(line)
        if pair is None or int(pair[1]) in {number for number, _count in found}:
            raise Refused(
                "bad-heirs",
                N_(
                    "“%(line)s” cannot be read as an heir: write the member number, then the number of shares, such as "
                    "“14 : 5”, each heir once."
                ),
                line=line[:80],
            )
        found.append((int(pair[1]), int(pair[2])))
    return found
