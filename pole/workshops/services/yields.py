"""What a workshop yields: findings, testimonies, what is to be done, schemes changed or created, photos and files."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from foundation.documents.deposits import Upload, deposit
from foundation.documents.models import Deposit
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from pole.workshops.models import Workshop, WorkshopFinding, WorkshopScheme
from pole.workshops.rules.events import Event


@dataclass(frozen=True, kw_only=True)
class FindingDraft:
    """What a person writes of a finding; `due_on` of what is to be done alone."""

    kind: str
    text: str
    author: str = ""
    actor_id: int | None = None
    session_id: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SchemeDraft:
    """What a person writes of a public scheme."""

    name: str
    effect: str
    on: date
    actor_id: int | None = None
    text: str = ""


def add_finding(workshop: Workshop, draft: FindingDraft, *, actor: Actor, at: datetime) -> WorkshopFinding:
    """One more finding, testimony, agreement or thing to do."""
    _require_words(draft)
    made = WorkshopFinding(workshop_id=workshop.id, **_kept(draft), recorded_at=at, recorded_by=actor.name)
    db.session.add(made)
    db.session.flush()
    audit.record(Event.FOUND, workshop.subject, actor=actor, at=at, details={"finding": made.id})
    return made


def change_finding(finding: WorkshopFinding, draft: FindingDraft, *, actor: Actor, at: datetime) -> None:
    """Write it again; what became something else stays as it was when it did."""
    if finding.became:
        raise StateMoved("finding-became", N_("This finding became something else: change it there."))
    _require_words(draft)
    for name, value in _kept(draft).items():
        setattr(finding, name, value)
    if draft.kind != "to_do":
        finding.done_on = None
    audit.record(Event.FOUND, f"workshop:{finding.workshop_id}", actor=actor, at=at, details={"finding": finding.id})


def set_done(finding: WorkshopFinding, *, on: date | None, actor: Actor, at: datetime) -> None:
    """What was to be done is done since a day, or not after all (None)."""
    if finding.kind != "to_do":
        raise Refused("finding-not-to-do", N_("Only what is to be done can be done."))
    finding.done_on = on
    audit.record(Event.FOUND, f"workshop:{finding.workshop_id}", actor=actor, at=at, details={"finding": finding.id})


def add_scheme(workshop: Workshop, draft: SchemeDraft, *, actor: Actor, at: datetime) -> WorkshopScheme:
    """A public scheme was changed or created after the dialogue."""
    if not draft.name.strip():
        raise Refused("scheme-name", N_("Write the name of the scheme."))
    made = WorkshopScheme(workshop_id=workshop.id, **asdict(draft))
    db.session.add(made)
    db.session.flush()
    audit.record(Event.SCHEME, workshop.subject, actor=actor, at=at, details={"name": made.name})
    return made


def keep_file(workshop: Workshop, upload: Upload, title: str, *, actor: Actor, at: datetime) -> Deposit:
    """A photo or a paper of the workshop, for members."""
    return deposit(upload, about=workshop.subject, title=title, actor=actor, at=at)


def _kept(draft: FindingDraft) -> dict[str, object]:
    values = asdict(draft)
    return values if draft.kind == "to_do" else values | {"due_on": None}


def _require_words(draft: FindingDraft) -> None:
    if not draft.text.strip():
        raise Refused("finding-text", N_("Write what was found, in a sentence or two."))
