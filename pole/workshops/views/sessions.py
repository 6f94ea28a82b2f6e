"""The sessions of a workshop: set, changed, called off, and who came."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import flash, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import PARIS, now
from foundation.kernel.errors import Refused
from foundation.web.forms import answer, choices
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from foundation.web.twins import refuse_twin
from pole.workshops.forms.fields import offer_organisations
from pole.workshops.forms.people import AttendanceForm
from pole.workshops.forms.records import SessionForm
from pole.workshops.models import WorkshopSession
from pole.workshops.queries.organisations import organisations
from pole.workshops.queries.pages import workshop_page
from pole.workshops.queries.records import session_or_404, workshop_or_404
from pole.workshops.rules.events import Event
from pole.workshops.services.sessions import add_session, call_off, change_session, named, record_attendance
from pole.workshops.views.blueprint import blueprint
from pole.workshops.views.shown import back_to


@blueprint.route("/ateliers/<int:workshop_id>/seances/nouvelle", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_session(workshop_id: int) -> Response | str:
    """One more session; the hint says who has received the group already."""
    found = workshop_or_404(workshop_id)
    form = SessionForm()
    offer_organisations(form.host_id, organisations())
    if form.validate_on_submit():
        try:
            with transaction():
                kept, draft, actor, at = workshop_or_404(workshop_id), form.draft(), current_actor(), now()
                facts = named(draft.starts_at)
                refuse_twin(Event.SESSION_SET, facts, _sessions, about=kept.subject, actor=actor, at=at)
                add_session(kept, draft, actor=actor, at=at)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Session added."))
            return back_to(workshop_id, "seances")
    page = workshop_page(found, now())
    return answer(form, "pole/workshops/session_form.html", workshop=found, session=None, page=page)


@blueprint.route("/ateliers/<int:workshop_id>/seances/<int:session_id>", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_session(workshop_id: int, session_id: int) -> Response | str:
    """Change a session, and write its notes."""
    found = session_or_404(workshop_id, session_id)
    form = SessionForm.of(found, *_local(found))
    offer_organisations(form.host_id, organisations() | organisations([found.host_id] if found.host_id else []))
    if form.validate_on_submit():
        try:
            with transaction():
                kept = session_or_404(workshop_id, session_id)
                change_session(kept, form.draft(), actor=current_actor(), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Changes saved."))
            return back_to(workshop_id, f"seance-{session_id}")
    page = workshop_page(found.workshop, now())
    return answer(form, "pole/workshops/session_form.html", workshop=found.workshop, session=found, page=page)


@blueprint.post("/ateliers/<int:workshop_id>/seances/<int:session_id>/annuler")
@requires(Permission.POLE_WRITE)
def call_session_off(workshop_id: int, session_id: int) -> Response:
    """It does not take place."""
    with transaction():
        call_off(session_or_404(workshop_id, session_id), actor=current_actor(), at=now())
    flash(_("Session called off. Calendars show it as cancelled."))
    return back_to(workshop_id, "seances")


@blueprint.route("/ateliers/<int:workshop_id>/seances/<int:session_id>/presence", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def attendance(workshop_id: int, session_id: int) -> Response | str:
    """Who came: one tick a person."""
    found = session_or_404(workshop_id, session_id)
    page = workshop_page(found.workshop, now())
    line = next(one for one in page.sessions if one.session.id == session_id)
    form = AttendanceForm(came=list(line.came), others=found.others)
    form.came.choices = choices(
        [(one.id, one.name) for one in page.people if _may_come(one.left_on, line.came, one.id)]
    )
    if form.validate_on_submit():
        try:
            with transaction():
                kept = session_or_404(workshop_id, session_id)
                people, others = form.came.data or [], form.others.data or 0
                count = record_attendance(kept, people, others=others, actor=current_actor(), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(ngettext("%(num)s person came.", "%(num)s people came.", count))
            return back_to(workshop_id, f"seance-{session_id}")
    return answer(form, "pole/workshops/attendance.html", workshop=found.workshop, session=found, page=page)


def _sessions(workshop_id: int) -> str:
    return url_for("workshops.workshop", workshop_id=workshop_id, _anchor="seances")


def _may_come(left_on: object, came: frozenset[int], person_id: int) -> bool:
    """Those who left are shown where they came."""
    return left_on is None or person_id in came


def _local(session: WorkshopSession) -> tuple[datetime, datetime]:
    zone = ZoneInfo(PARIS)
    return session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
