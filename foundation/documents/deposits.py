"""Files that people hand in (photos, brochures, signed papers): kept as bytes under our own name, never trusted.

`deposit` takes one in, `deposits_about` finds them, `deposited_response` hands one to a browser; whether the reader may see
it is asked by the page that shows it, by what the file is about. `empty_deposit` takes the content of one away for good.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from flask import Response
from sqlalchemy import select

from foundation.documents.archive import fingerprint
from foundation.documents.file_kinds import (
    ENDINGS,
    EVERY_KIND,
    LARGEST,
    LONGEST_TITLE,
    FileKind,
    kind_of,
    media_type_of,
)
from foundation.documents.models import Deposit
from foundation.documents.rules.events import DocumentEvent
from foundation.documents.rules.pictures import cleaned
from foundation.kernel import audit
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.ledger import erase
from foundation.kernel.sentences import N_
from foundation.web.security import seal


class Upload(Protocol):
    """What a form hands over: a file that can be read (werkzeug's FileStorage, an open file)."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes of it."""


def deposit(
    upload: Upload,
    *,
    about: str,
    title: str,
    actor: audit.Actor,
    at: datetime,
    kinds: Collection[FileKind] = EVERY_KIND,
) -> Deposit:
    """Keep a file about a subject ("workshop:4"); the very same file about the same subject is kept once.

    What it is, is found from its bytes; the name it came under is forgotten. A picture loses its hidden notes (place,
    device). Refused with a sentence: empty, larger than LARGEST bytes, of another kind than `kinds`, damaged, with macros,
    without a title.
    """
    named = " ".join(title.split())[:LONGEST_TITLE]
    if not named:
        raise Refused("deposit-title", N_("Say in a few words what this file is: it is shown under that name."))
    content = upload.read(LARGEST + 1)
    media_type = media_type_of(content, kinds)
    width = height = None
    if kind_of(media_type) is FileKind.PICTURE:
        content, width, height = cleaned(content)
    sha256 = fingerprint(content)
    known = _already(about, sha256)
    if known is not None:
        return known
    made = Deposit(
        about=about,
        title=named,
        media_type=media_type,
        width=width,
        height=height,
        content=content,
        size=len(content),
        sha256=sha256,
        deposited_at=at,
        deposited_by_id=actor.account_id,
        deposited_by=actor.name,
    )
    db.session.add(made)
    db.session.flush()
    _told(DocumentEvent.DEPOSITED, made, actor, at)
    return made


def _already(about: str, sha256: str) -> Deposit | None:
    same = select(Deposit).where(Deposit.about == about, Deposit.sha256 == sha256, Deposit.title != "")
    return db.session.execute(same.order_by(Deposit.id).limit(1)).scalar()


def _told(tag: DocumentEvent, one: Deposit, actor: audit.Actor, at: datetime) -> None:
    audit.record(tag, one.about, actor=actor, at=at, details={"file": one.id, "sha256": one.sha256})


def deposit_or_404(deposit_id: int, *, about: str | None = None) -> Deposit:
    """The file of that number; NotFound where there is none, where it was emptied, or where it is about something else."""
    found = db.session.get(Deposit, deposit_id)
    if found is None or found.is_empty or (about is not None and found.about != about):
        raise NotFound("deposit", N_("There is no such file here, or it was taken away."))
    return found


def deposits_about(*subjects: str) -> list[Deposit]:
    """The files about these subjects that still have a content, oldest first; one statement, without their bytes."""
    wanted = select(Deposit).where(Deposit.about.in_(subjects), Deposit.title != "")
    return list(db.session.execute(wanted.order_by(Deposit.id)).scalars())


def empty_deposit(one: Deposit, *, actor: audit.Actor, at: datetime) -> None:
    """Take away the content and the title of a file for good (somebody on a photo asks for it); its fingerprint stays."""
    erase(Deposit, Deposit.id == one.id)
    _told(DocumentEvent.EMPTIED, one, actor, at)


def deposited_response(one: Deposit, *, inline: bool = False, shared: bool = False) -> Response:
    """The file under our own name, that no browser may guess at nor run.

    A picture may be shown in a page (`inline`); anything else is always downloaded. `shared`: everybody may see it, so
    caches may keep it for an hour.
    """
    shown = inline and kind_of(one.media_type) is FileKind.PICTURE
    response = Response(one.content, mimetype=one.media_type)
    name = f"fichier-{one.id}.{ENDINGS[one.media_type]}"
    response.headers.set("Content-Disposition", "inline" if shown else "attachment", filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "public, max-age=3600" if shared else "private, no-cache"
    response.set_etag(one.sha256)
    return seal(response)
