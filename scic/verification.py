"""Everything that can be recomputed, recomputed: the audit chain, closed boxes, archived documents."""

from dataclasses import dataclass, field
from typing import Any

from foundation.kernel.audit import BrokenEntry, first_broken_entry
from foundation.kernel.sentences import N_

WHY = {
    "gap": N_("Row %(number)s of the audit trail is missing: something was deleted. Compare with a backup."),
    "chain": N_("Row %(number)s of the audit trail does not follow the one before: compare with a backup."),
    "content": N_("Row %(number)s of the audit trail was changed after it was written: compare with a backup."),
}


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold, and where."""

    where: str
    message: str
    values: dict[str, Any] = field(default_factory=dict)


def audit_faults(broken: BrokenEntry | None) -> list[Fault]:
    """The first broken row of the trail, as a fault."""
    return [Fault(f"audit:{broken.number}", WHY[broken.why], {"number": broken.number})] if broken else []


def every_fault() -> list[Fault]:
    """All faults of chains, boxes and documents."""
    return audit_faults(first_broken_entry())
