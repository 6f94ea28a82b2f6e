"""Everything that can be recomputed, recomputed: the audit chain, closed boxes, documents, gapless registers."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, or_, select

from foundation.documents.archive import verify as verify_archive
from foundation.kernel.audit import GENESIS, AuditEntry, BrokenEntry, first_broken_entry
from foundation.kernel.db import db
from foundation.kernel.sentences import N_
from governance.models import Decision, MinutesIssue
from membership.models.members import Member
from privacy.models import ErasureAct
from privacy.queries.of_people import erasable_tags
from shares.models import ShareMovement
from shares.verification import register_faults
from votes.verification import WHY as BOX_WHY
from votes.verification import broken_boxes

MOST_DIGITS = 9
CUT = N_(
    "Row %(number)s of the audit trail is not the one that was noted: it was cut or rewritten. Compare with a backup."
)
GAP = N_("The register %(register)s holds %(count)s entries and its last number is %(last)s: compare with a backup.")
EMPTIED = N_("Row %(number)s of the audit trail was emptied, and no erasure did it: compare with a backup.")
REGISTERS = (
    ("decisions", Decision.number),
    ("minutes", MinutesIssue.number),
    ("members", Member.number),
    ("share-movements", ShareMovement.number),
)

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


def trail_head() -> str:
    """The last row of the trail as "number:hash"; "0" with the hash of the beginning where it is empty."""
    last = db.session.execute(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).scalar()
    return f"{last.number}:{last.hash}" if last else f"0:{GENESIS}"


def expected_head_faults(expected: str | None) -> list[Fault]:
    """Whether the row that was noted earlier is still there as it was."""
    if expected is None:
        return []
    number, _colon, noted = expected.partition(":")
    wanted = select(AuditEntry.hash).where(AuditEntry.number == int(number)) if number.isdecimal() else None
    found = db.session.execute(wanted).scalar() if wanted is not None and len(number) <= MOST_DIGITS else None
    if found is not None and found == noted.strip().lower():
        return []
    return [Fault(f"audit:{number[:MOST_DIGITS]}", CUT, {"number": number[:MOST_DIGITS]})]


def every_fault() -> list[Fault]:
    """All faults of the audit chain, of closed boxes, the archive and the journal of shares; numbers without a gap."""
    boxes = [Fault(f"box:{one.box_id}", BOX_WHY[one.why], {"box": one.box_id}) for one in broken_boxes()]
    papers = [Fault(f"document:{one.document_id}", one.message, one.values) for one in verify_archive()]
    shares = [Fault(one.where, one.message, dict(one.values)) for one in register_faults()]
    return [*audit_faults(first_broken_entry()), *emptied_faults(), *boxes, *papers, *register_gaps(), *shares]


def emptied_faults() -> list[Fault]:
    """Rows of the audit trail that were emptied though no erasure empties such a fact, or none was done since."""
    last_erasure = select(func.max(ErasureAct.recorded_at)).scalar_subquery()
    unfounded = or_(AuditEntry.tag.not_in(erasable_tags()), last_erasure.is_(None), AuditEntry.at > last_erasure)
    emptied = select(AuditEntry.number).where(AuditEntry.salt == "", unfounded)
    return [
        Fault(f"audit:{number}", EMPTIED, {"number": number})
        for number in db.session.execute(emptied.order_by(AuditEntry.number)).scalars()
    ]


def register_gaps() -> list[Fault]:
    """Registers whose numbers must follow each other: decisions, minutes, members, share movements."""
    faults = []
    for where, column in REGISTERS:
        count, last = db.session.execute(select(func.count(column), func.max(column))).one()
        if count != (last or 0):
            faults.append(Fault(where, GAP, {"register": where, "count": count, "last": last}))
    return faults
