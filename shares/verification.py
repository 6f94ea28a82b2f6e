"""The journal of shares, recomputed: the chain of seals, then what its movements say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from foundation.kernel.sentences import N_
from shares.queries.journal import entries, sealed_rows
from shares.queries.positions import positions_on
from shares.rules.chain import first_broken
from shares.rules.soundness import unsound_movements

WHY = {
    "gap": N_("Movement no. %(number)s is missing from the register: compare with a backup."),
    "chain": N_("Movement no. %(number)s does not follow the one before it: compare with a backup."),
    "content": N_(
        "Movement no. %(number)s, or its operation, was changed after it was written: compare with a backup."
    ),
}


@dataclass(frozen=True)
class RegisterFault:
    """One thing that does not hold, and where."""

    where: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


def register_faults() -> list[RegisterFault]:
    """The first broken seal, and everything in the journal that cannot be."""
    broken = first_broken(sealed_rows())
    chain = [RegisterFault(f"movement:{broken.number}", WHY[broken.why], {"number": broken.number})] if broken else []
    unsound = unsound_movements(entries(), positions_on(date.max))
    rest = [
        RegisterFault(f"movement:{one.number}" if one.number else "register", one.message, one.values)
        for one in unsound
    ]
    known = {(one.where, one.message) for one in chain}
    return [*chain, *(one for one in rest if (one.where, one.message) not in known)]
