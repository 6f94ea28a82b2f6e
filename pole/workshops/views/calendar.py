"""Calendars: the public feed of public sessions, and one file a session."""

from datetime import timedelta

from flask import Response, url_for
from flask_login import current_user

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import now
from foundation.kernel.errors import NotSignedIn
from foundation.kernel.sentences import N_
from foundation.web.brand import settings_of_request
from foundation.web.guard import public
from pole.workshops.models import WorkshopSession
from pole.workshops.queries.records import public_sessions, session_or_404
from pole.workshops.rules.calendar import CalendarEvent, calendar_bytes
from pole.workshops.views.blueprint import blueprint

KEPT = timedelta(days=90)


@blueprint.get("/ateliers/calendrier.ics")
@public
def calendar() -> Response:
    """The public sessions, to subscribe to: no account, no personal token, nothing of who takes part."""
    events = [_event(one) for one in public_sessions(now() - KEPT)]
    return _file(calendar_bytes(events, settings_of_request().name), "ateliers.ics", shared=True)


@blueprint.get("/ateliers/<int:workshop_id>/seances/<int:session_id>.ics")
@public
def session_file(workshop_id: int, session_id: int) -> Response:
    """One session for a calendar: a public one for everybody, another for members."""
    found = session_or_404(workshop_id, session_id)
    reads = current_user.is_authenticated and current_user.can(Permission.POLE_READ)
    if not found.is_public and not reads:
        raise NotSignedIn("sign-in", N_("This page is for members: sign in, and you will come back to it."))
    return _file(calendar_bytes([_event(found)]), f"atelier-{workshop_id}-{session_id}.ics", shared=found.is_public)


def _event(session: WorkshopSession) -> CalendarEvent:
    workshop = session.workshop
    return CalendarEvent(
        uid=f"seance-{session.id}@{url_for('home.home', _external=True).split('/')[2]}",
        title=workshop.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=", ".join(filter(None, (session.place, session.territory))),
        text=workshop.question,
        url=url_for("workshops.workshop", workshop_id=workshop.id, _external=True),
        changed_at=session.changed_at,
        called_off=session.called_off_at is not None,
    )


def _file(content: bytes, name: str, *, shared: bool) -> Response:
    response = Response(content, mimetype="text/calendar")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "public, max-age=600" if shared else "private, no-cache"
    return response
