"""The list of workshops, one workshop, and its making."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.documents.pdf import render
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Refused
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from foundation.web.twins import refuse_twin
from governance.queries.decisions import decisions_about
from pole.programme.queries.actions import actions_now
from pole.workshops.forms.fields import offer, offer_organisations
from pole.workshops.forms.records import CloseForm, OpenForm, ResultForm, WorkshopForm
from pole.workshops.queries.became import became
from pole.workshops.queries.organisations import organisations
from pole.workshops.queries.pages import workshop_page
from pole.workshops.queries.records import listed, sessions_of_account, sessions_to_come, workshop_or_404
from pole.workshops.queries.report_paper import report_data
from pole.workshops.rules.events import Event
from pole.workshops.rules.kinds import KIND_NAMES
from pole.workshops.services.people import signed_up
from pole.workshops.services.records import change_workshop, close_workshop, open_workshop, reopen_workshop, tick
from pole.workshops.services.sessions import add_session
from pole.workshops.views.blueprint import blueprint
from pole.workshops.views.shown import action_choices, back_to, shown_above, words, writes

STATES = {"en-cours": False, "clos": True}


@blueprint.get("/ateliers")
@requires(Permission.POLE_READ)
def workshops() -> str:
    """The workshops, narrowed as the reader asks; what comes next, and what the reader signed up for."""
    asked = {name: request.args.get(name, "").strip()[:120] for name in ("genre", "theme", "etat", "q")}
    found = listed(
        now(),
        kind=asked["genre"] if asked["genre"] in KIND_NAMES else "",
        theme=asked["theme"],
        over=STATES.get(asked["etat"]),
        words=asked["q"],
        page=max(1, request.args.get("page", 1, type=int) or 1),
    )
    mine = sessions_of_account(current_reader().id, now())
    return render_template(
        "pole/workshops/workshops.html",
        found=found,
        asked=asked,
        coming=sessions_to_come(now()),
        mine={one.workshop_id for one in mine},
        writing=writes(),
        **words(),
    )


@blueprint.route("/ateliers/nouveau", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_workshop() -> Response | str:
    """Open a record in one minute."""
    form = OpenForm()
    offer_organisations(form.host_id, organisations())
    if form.validate_on_submit():
        try:
            with transaction():
                draft, actor, at = form.draft(), current_actor(), now()
                refuse_twin(Event.OPENED, {"title": draft.title}, _address, actor=actor, at=at)
                made = open_workshop(draft, actor=actor, at=at)
                first = form.first_session()
                if first is not None:
                    add_session(made, first, actor=actor, at=at)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Record opened. Add who takes part when you know."))
            return back_to(made.id)
    return answer(form, "pole/workshops/workshop_open.html", **words())


@blueprint.get("/ateliers/<int:workshop_id>")
@requires(Permission.POLE_READ)
def workshop(workshop_id: int) -> str:
    """One workshop whole: its question, its people, its sessions, what it yields."""
    found = workshop_or_404(workshop_id)
    page = workshop_page(found, now())
    mine = signed_up(found.id, current_reader().id)
    served = actions_now([found.action_id]) if found.action_id else []
    return render_template(
        "pole/workshops/workshop.html",
        page=page,
        workshop=found,
        became=became(one.became for one in page.findings if one.became),
        decisions=decisions_about([found.subject]).get(found.subject, []),
        action=served[0] if served else None,
        signed_up=mine is not None and mine.left_on is None,
        taken=sum(1 for one in page.present_people if one.role == "participant"),
        above=shown_above(found),
        writing=writes(),
        today=today(),
        **words(),
    )


@blueprint.route("/ateliers/<int:workshop_id>/modifier", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_workshop(workshop_id: int) -> Response | str:
    """Complete a record."""
    found = workshop_or_404(workshop_id)
    form = WorkshopForm.of(found)
    offer_organisations(form.host_id, organisations() | organisations([found.host_id] if found.host_id else []))
    offer(form.action_id, action_choices())
    if form.validate_on_submit():
        try:
            with transaction():
                kept = workshop_or_404(workshop_id)
                change_workshop(kept, form.draft(kept), actor=current_actor(), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Changes saved."))
            return back_to(workshop_id)
    return answer(form, "pole/workshops/workshop_form.html", workshop=found, **words())


@blueprint.route("/ateliers/<int:workshop_id>/reponse", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def write_result(workshop_id: int) -> Response | str:
    """What the question came to, and the shared diagnosis of a dialogue."""
    found = workshop_or_404(workshop_id)
    form = ResultForm(obj=found)
    if form.validate_on_submit():
        with transaction():
            kept = workshop_or_404(workshop_id)
            change_workshop(kept, form.draft(kept), actor=current_actor(), at=now())
        flash(_("Changes saved."))
        return back_to(workshop_id, "reponse")
    return answer(form, "pole/workshops/result_form.html", workshop=found)


@blueprint.post("/ateliers/<int:workshop_id>/etapes")
@requires(Permission.POLE_WRITE)
def tick_step(workshop_id: int) -> Response:
    """A line of the checklist is done, or not after all."""
    done = request.form.get("fait") == "oui"
    with transaction():
        kept = workshop_or_404(workshop_id)
        tick(kept, request.form.get("etape", ""), done=done, on=today(), actor=current_actor(), at=now())
    return back_to(workshop_id, "etapes")


@blueprint.route("/ateliers/<int:workshop_id>/clore", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def close(workshop_id: int) -> Response | str:
    """It is over: what it lacks is told before, and stops nobody."""
    found = workshop_or_404(workshop_id)
    form = CloseForm(on=today())
    if form.validate_on_submit():
        try:
            with transaction():
                kept = workshop_or_404(workshop_id)
                close_workshop(kept, on=form.on.data or today(), actor=current_actor(), at=now())
        except Refused as refused:
            form.refuse(refused, field="on")
        else:
            flash(_("Workshop closed. Its record can still be completed."))
            return back_to(workshop_id)
    page = workshop_page(found, now())
    return answer(form, "pole/workshops/close_form.html", workshop=found, page=page)


@blueprint.post("/ateliers/<int:workshop_id>/rouvrir")
@requires(Permission.POLE_WRITE)
def reopen(workshop_id: int) -> Response:
    """It goes on after all."""
    with transaction():
        reopen_workshop(workshop_or_404(workshop_id), actor=current_actor(), at=now())
    flash(_("The workshop is open again."))
    return back_to(workshop_id)


@blueprint.get("/ateliers/<int:workshop_id>/compte-rendu.pdf")
@requires(Permission.POLE_READ)
def report(workshop_id: int) -> Response:
    """The record on one page, printed for the occasion and kept nowhere."""
    found = workshop_or_404(workshop_id)
    address = url_for("workshops.workshop", workshop_id=workshop_id, _external=True)
    content = render("compte-rendu-atelier", report_data(found, address=address, at=now()), at=now())
    response = Response(content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=f"atelier-{workshop_id}.pdf")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _address(workshop_id: int) -> str:
    return url_for("workshops.workshop", workshop_id=workshop_id)
