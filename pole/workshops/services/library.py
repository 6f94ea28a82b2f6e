"""The public library: put a work in, change what is said of it, take it out, count a download."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy import update

from foundation.documents.deposits import Upload, deposit
from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import Refused, StateMoved
from foundation.kernel.sentences import N_
from foundation.kernel.sorting import sort_key
from pole.workshops.models import Production
from pole.workshops.rules.events import Event

_NOTHING = N_("Add the file, or the address where the work stands: there is nothing to read yet.")
_ADDRESS = N_("Write an address that begins with https:// or http://.")


@dataclass(frozen=True, kw_only=True)
class ProductionDraft:
    """What is said of a work."""

    kind: str
    title: str
    published_on: date
    theme: str = ""
    summary: str = ""
    authors: str = ""
    address: str = ""
    workshop_id: int | None = None


def publish(draft: ProductionDraft, upload: Upload | None, *, actor: Actor, at: datetime) -> Production:
    """Put a work in the library; refused without a title, or with neither a file nor an address."""
    _require_sound(draft)
    if upload is None and not draft.address:
        raise Refused("production-empty", _NOTHING)
    made = Production(**asdict(draft), **_keys(draft))
    db.session.add(made)
    db.session.flush()
    _attach(made, upload, actor=actor, at=at)
    _told(Event.PUBLISHED, made, actor=actor, at=at)
    return made


def change_production(
    production: Production, draft: ProductionDraft, upload: Upload | None, *, actor: Actor, at: datetime
) -> None:
    """Write again what is said of it; a new file takes the place of the former one, and the count goes on."""
    _require_sound(draft)
    if upload is None and not draft.address and production.deposit_id is None:
        raise Refused("production-empty", _NOTHING)
    for name, value in (asdict(draft) | _keys(draft)).items():
        setattr(production, name, value)
    _attach(production, upload, actor=actor, at=at)
    _told(Event.PUBLISHED, production, actor=actor, at=at)


def withdraw(production: Production, *, actor: Actor, at: datetime) -> None:
    """Take it out of the library; its file and its count are kept, and it can come back."""
    if production.withdrawn_at is not None:
        raise StateMoved("production-withdrawn", N_("This work is out of the library already."))
    production.withdrawn_at = at
    _told(Event.WITHDRAWN, production, actor=actor, at=at)


def put_back(production: Production, *, actor: Actor, at: datetime) -> None:
    """It stands in the library again."""
    if production.withdrawn_at is None:
        raise StateMoved("production-there", N_("This work is in the library already."))
    production.withdrawn_at = None
    _told(Event.PUBLISHED, production, actor=actor, at=at)


def count_download(production: Production) -> None:
    """One more; nothing is kept of who it was. Readers at the same instant are all counted."""
    db.session.execute(
        update(Production).where(Production.id == production.id).values(downloads=Production.downloads + 1)
    )


def _attach(production: Production, upload: Upload | None, *, actor: Actor, at: datetime) -> None:
    if upload is not None:
        kept = deposit(upload, about=production.subject, title=production.title, actor=actor, at=at)
        production.deposit_id = kept.id


def _keys(draft: ProductionDraft) -> dict[str, str]:
    words = f"{draft.title} {draft.theme} {draft.authors} {draft.summary}"
    return {"sort_key": sort_key(draft.title)[:300], "search_key": sort_key(words)}


def _require_sound(draft: ProductionDraft) -> None:
    if not draft.title.strip():
        raise Refused("production-title", N_("Give the work its title."))
    if draft.address:
        try:
            parts = urlsplit(draft.address)
        except ValueError:
            raise Refused("production-address", _ADDRESS) from None
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise Refused("production-address", _ADDRESS)


def _told(tag: Event, production: Production, *, actor: Actor, at: datetime) -> None:
    subject = f"workshop:{production.workshop_id}" if production.workshop_id else production.subject
    audit.record(tag, subject, actor=actor, at=at, details={"title": production.title, "production": production.id})
