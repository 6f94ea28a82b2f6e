"""The board writes in a section: one writing more, never over the last."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from foundation.kernel import audit
from foundation.kernel.audit import Actor
from foundation.kernel.db import db
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_, sentence
from pole.report.models import ReportRevision
from pole.report.queries.issued import subject_of
from pole.report.queries.words import words_of
from pole.report.rules.events import Event
from pole.report.rules.sections import SECTIONS, Part, checked_words

_MOVED = N_("Somebody wrote in this section meanwhile: read what stands there, then add yours.")


def write_words(year: int, part: Part, text: str, *, seen: int, actor: Actor, at: datetime) -> ReportRevision | None:
    """What the board says in a section; None where it says the same already. `seen`: the revision that the writer read.

    Raises Refused (too long), StateMoved (somebody wrote meanwhile: nothing is written over).
    """
    said, last = checked_words(text), words_of(year).get(part)
    number = last.revision if last else 0
    if number != seen:
        raise StateMoved("report-words-moved", _MOVED)
    if said == (last.text if last else ""):
        return None
    made = ReportRevision(
        year=year, section=part.value, revision=number + 1, text=said, written_at=at, written_by=actor.name
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as error:
        raise StateMoved("report-words-moved", _MOVED) from error
    details = {"year": year, "section": sentence("fr", SECTIONS[part].title), "revision": made.revision}
    audit.record(Event.WRITTEN, subject_of(year), actor=actor, at=at, details=details)
    return made
