"""What the territory names among the subjects of decisions: protocols and choices among places."""

from collections.abc import Collection

from sqlalchemy import select

from foundation.kernel.db import db
from governance.signals import Named
from pole.actors.models import PlaceChoice, Protocol


def named(_sender: object, *, subjects: Collection[str]) -> dict[str, Named]:
    """The protocols and choices among these subjects; two statements at most."""
    found: dict[str, Named] = {}
    if ids := _ids(subjects, "protocol"):
        rows = db.session.execute(select(Protocol.id, Protocol.title).where(Protocol.id.in_(ids)))
        found |= {f"protocol:{row.id}": Named(row.title, f"/protocoles/{row.id}") for row in rows}
    if ids := _ids(subjects, "place-choice"):
        chosen = db.session.execute(select(PlaceChoice.id, PlaceChoice.title).where(PlaceChoice.id.in_(ids)))
        found |= {f"place-choice:{row.id}": Named(row.title, f"/lieux/{row.id}") for row in chosen}
    return found


def offered(_sender: object) -> list[tuple[str, str]]:
    """The protocols that a decision may be about, by title; a choice among places is decided on its own page."""
    rows = db.session.execute(select(Protocol.id, Protocol.title).order_by(Protocol.title, Protocol.id))
    return [(f"protocol:{row.id}", row.title) for row in rows]


def _ids(subjects: Collection[str], kind: str) -> list[int]:
    parts = (one.partition(":") for one in subjects)
    return [int(number) for name, _colon, number in parts if name == kind and number.isdecimal()]
