"""A small territory and two workshops in it: a seasonal one with people, sessions and findings, and a dialogue."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from foundation.kernel.audit import SYSTEM
from foundation.kernel.db import db
from foundation.kernel.sorting import sort_key
from pole.actors.models import Actor
from pole.workshops.models import Production, Workshop, WorkshopFinding, WorkshopPerson, WorkshopSession
from pole.workshops.services.library import ProductionDraft, publish
from pole.workshops.services.people import PersonDraft, add_person
from pole.workshops.services.records import WorkshopDraft, open_workshop
from pole.workshops.services.sessions import SessionDraft, add_session, record_attendance
from pole.workshops.services.yields import FindingDraft, add_finding
from tests.factories import files

AT = datetime(2026, 6, 12, 18, 30, tzinfo=UTC)
ON = date(2026, 6, 12)
BY: dict[str, Any] = {"actor": SYSTEM, "at": AT}
QUESTION = "Comment renouveler nos bénévoles\u202f?"


def organisation(name: str, *, level: int | None = 0, kind: str = "ess", territory: str = "Rennes") -> Actor:
    """An organisation of the directory."""
    made = Actor(
        name=name,
        type=kind,
        ess_level=level if kind == "ess" else None,
        territory=territory,
        sort_key=sort_key(name),
        search_key=sort_key(name),
        created_at=AT,
    )
    db.session.add(made)
    db.session.flush()
    return made


def workshop(kind: str = "seasonal", title: str = "Renouveler les bénévoles", **more: object) -> Workshop:
    """A record, as it is opened."""
    said: dict[str, object] = {"kind": kind, "title": title, "question": QUESTION, "theme": "Bénévolat"}
    return open_workshop(WorkshopDraft(**(said | more)), **BY)  # type: ignore[arg-type]


def person(of: Workshop, name: str = "Anne Kerloc’h", **more: object) -> WorkshopPerson:
    """Somebody who takes part."""
    return add_person(of, PersonDraft(name=name, **more), on=ON, **BY)  # type: ignore[arg-type]


def session_of(of: Workshop, *, starts: datetime = AT - timedelta(days=7), **more: object) -> WorkshopSession:
    """A session of two hours; a week ago unless said."""
    return add_session(of, SessionDraft(starts_at=starts, ends_at=starts + timedelta(hours=2), **more), **BY)  # type: ignore[arg-type]


def came(session: WorkshopSession, people: Sequence[WorkshopPerson], others: int = 0) -> int:
    """These people came."""
    return record_attendance(session, [one.id for one in people], others=others, **BY)


def finding(of: Workshop, text: str = "On n’ose pas demander.", **more: object) -> WorkshopFinding:
    """Something that was found."""
    return add_finding(of, FindingDraft(**({"kind": "finding", "text": text} | more)), **BY)  # type: ignore[arg-type]


def production(of: Workshop | None = None, title: str = "Accueillir un bénévole", **more: object) -> Production:
    """A brochure in the library."""
    said: dict[str, object] = {
        "kind": "brochure",
        "title": title,
        "published_on": ON,
        "theme": "Bénévolat",
        "summary": "Huit pages pour les premiers jours.",
        "workshop_id": of.id if of else None,
    }
    return publish(ProductionDraft(**(said | more)), io.BytesIO(files.PDF), **BY)  # type: ignore[arg-type]
