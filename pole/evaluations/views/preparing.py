"""Prepare a campaign: its text, its actions, criteria switched off, fact sheets, people from outside; open, remind, close."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import day_of, now
from foundation.kernel.db import db
from foundation.kernel.errors import NotAllowed, NotFound, Refused, ScicError
from foundation.kernel.sentences import N_, sentence
from foundation.web.forms import answer, choices
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from foundation.web.twins import refuse_twin
from membership.presentation import naming_on
from pole.evaluations.forms.campaigns import (
    CampaignForm,
    ClosingForm,
    CriteriaForm,
    GuestsForm,
    SheetForm,
    SubjectsForm,
)
from pole.evaluations.models import Campaign, CampaignSubject, Guest
from pole.evaluations.queries.campaigns import (
    campaign_by_id,
    criteria_of,
    guests_of,
    locked_campaign,
    own_grids,
    sheets_of,
    subject_by_id,
)
from pole.evaluations.queries.subjects import About, carried_by, named, offered
from pole.evaluations.rules.events import Event
from pole.evaluations.services.campaigns import (
    change_campaign,
    choose_subjects,
    create_campaign,
    move_closing,
    open_campaign,
    require_draft,
    switch_off,
    withdraw_campaign,
)
from pole.evaluations.services.mails import remind
from pole.evaluations.services.preparing import SheetDraft, invite_guests, take_link_back, write_sheet
from pole.evaluations.views.blueprint import blueprint
from pole.evaluations.views.campaigns import prepares, visible_campaign

_NOT_YOURS = N_("Only who carries this action, the board and the staff write its fact sheet.")
_NO_GUEST = N_("This person is not invited any more.")


@blueprint.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_campaign() -> ResponseReturnValue:
    """Write a new campaign."""
    form = CampaignForm.usual(now()).offer(own_grids(), _colleges(), None)
    if form.validate_on_submit():
        try:
            with transaction():
                draft, actor, at = form.draft(None), current_actor(), now()
                refuse_twin(Event.CAMPAIGN_WRITTEN, {"title": draft.title}, _address, actor=actor, at=at)
                made = create_campaign(draft, actor=actor, at=at)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Evaluation created. Choose the actions to evaluate now."), "success")
            return redirect(url_for("evaluations.subjects", campaign_id=made.id))
    return answer(form, "pole/evaluations/campaign_form.html", campaign=None)


@blueprint.route("/<int:campaign_id>/modifier", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_campaign(campaign_id: int) -> ResponseReturnValue:
    """Change a campaign in preparation."""
    found = campaign_by_id(campaign_id)
    require_draft(found, now())
    form = CampaignForm.of(found).offer(own_grids(), _colleges(), found)
    if form.validate_on_submit():
        try:
            with transaction():
                change_campaign(locked_campaign(campaign_id), form.draft(found), actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused)
        else:
            flash(_("Changes saved."), "success")
            return _to(found)
    return answer(form, "pole/evaluations/campaign_form.html", campaign=found)


@blueprint.route("/<int:campaign_id>/actions", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def subjects(campaign_id: int) -> ResponseReturnValue:
    """Choose what is evaluated."""
    found = campaign_by_id(campaign_id)
    require_draft(found, now())
    form = SubjectsForm(data={"abouts": [one.about for one in found.subjects]})
    things = offered()
    form.abouts.choices = choices((one.about, _label_of(one)) for one in things)
    if form.validate_on_submit():
        try:
            with transaction():
                choose_subjects(locked_campaign(campaign_id), form.abouts.data, actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused, field="abouts")
        else:
            flash(_("The actions to evaluate are chosen."), "success")
            return _to(found)
    return answer(form, "pole/evaluations/subjects.html", campaign=found, things=things)


@blueprint.route("/<int:campaign_id>/actions/<int:subject_id>/criteres", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def criteria(campaign_id: int, subject_id: int) -> ResponseReturnValue:
    """Switch criteria off for one action."""
    found, subject = _subject(campaign_id, subject_id)
    require_draft(found, now())
    every = criteria_of(found)
    form = CriteriaForm(data={"asked": [one.code for one in every if one.code not in subject.off]})
    form.asked.choices = choices((one.code, sentence(current_language(), one.label)) for one in every)
    if form.validate_on_submit():
        off = [one.code for one in every if one.code not in (form.asked.data or ())]
        with transaction():
            switch_off(subject, off, actor=current_actor(), at=now())
        flash(_("The criteria of this action are chosen."), "success")
        return _to(found)
    return answer(form, "pole/evaluations/criteria.html", campaign=found, subject=subject)


@blueprint.route("/<int:campaign_id>/actions/<int:subject_id>/fiche", methods=["GET", "POST"])
@requires(Permission.POLE_READ)
def sheet(campaign_id: int, subject_id: int) -> ResponseReturnValue:
    """The fact sheet, by who carries the action or by those who prepare."""
    found = visible_campaign(campaign_id)
    subject = subject_by_id(found, subject_id)
    if not prepares() and subject.about not in carried_by(current_reader().id, day_of(now()), [subject.about]):
        raise NotAllowed("evaluation-sheet", _NOT_YOURS)
    form = SheetForm.of(sheets_of(found).get(subject.id) or _as_planned(subject))
    if form.validate_on_submit():
        try:
            with transaction():
                write_sheet(subject, form.draft(), actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused)
        else:
            flash(_("The fact sheet is saved: those who answer read it first."), "success")
            return _to(found)
    return answer(form, "pole/evaluations/sheet.html", campaign=found, subject=subject)


@blueprint.route("/<int:campaign_id>/actions/<int:subject_id>/invites", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def guests(campaign_id: int, subject_id: int) -> ResponseReturnValue:
    """Invite people from outside to judge one action."""
    found, subject = _subject(campaign_id, subject_id)
    form = GuestsForm()
    if form.validate_on_submit():
        try:
            with transaction():
                made = invite_guests(subject, _addresses(form.addresses.data), actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused, field="addresses")
        else:
            flash(ngettext("%(num)s person is invited.", "%(num)s people are invited.", len(made)), "success")
            return redirect(url_for("evaluations.guests", campaign_id=campaign_id, subject_id=subject_id))
    invited = guests_of(subject)
    return answer(form, "pole/evaluations/guests.html", campaign=found, subject=subject, invited=invited, at=now())


@blueprint.post("/<int:campaign_id>/actions/<int:subject_id>/invites/<int:guest_id>/retirer")
@requires(Permission.POLE_WRITE)
def drop_guest(campaign_id: int, subject_id: int, guest_id: int) -> Response:
    """Take a link back that has not answered."""
    _found, subject = _subject(campaign_id, subject_id)
    guest = db.session.get(Guest, guest_id)
    if guest is None or guest.subject_id != subject.id:
        raise NotFound("guest", _NO_GUEST)
    with transaction():
        take_link_back(guest, at=now())
    flash(_("This link opens nothing any more."), "success")
    return redirect(url_for("evaluations.guests", campaign_id=campaign_id, subject_id=subject_id))


@blueprint.post("/<int:campaign_id>/ouvrir")
@requires(Permission.POLE_WRITE)
def open_now(campaign_id: int) -> Response:
    """Open it: members are told."""
    with transaction():
        found = open_campaign(campaign_id, actor=current_actor(), at=now())
    flash(_("The evaluation is open: members are told by e-mail."), "success")
    return _to(found)


@blueprint.post("/<int:campaign_id>/abandonner")
@requires(Permission.POLE_WRITE)
def withdraw(campaign_id: int) -> Response:
    """Give it up before it opens."""
    with transaction():
        withdraw_campaign(campaign_id, actor=current_actor(), at=now())
    flash(_("Evaluation withdrawn: nobody is asked."), "success")
    return redirect(url_for("evaluations.campaigns"))


@blueprint.post("/<int:campaign_id>/rappel")
@requires(Permission.POLE_WRITE)
def remind_now(campaign_id: int) -> Response:
    """Remind those who have not answered, and nobody else."""
    with transaction():
        people = remind(campaign_id, actor=current_actor(), at=now())
    flash(ngettext("%(num)s person is reminded.", "%(num)s people are reminded.", people), "success")
    return redirect(url_for("evaluations.campaign", campaign_id=campaign_id))


@blueprint.route("/<int:campaign_id>/cloture", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def closing(campaign_id: int) -> ResponseReturnValue:
    """Give more time, or close at once."""
    found = campaign_by_id(campaign_id)
    form = ClosingForm()
    if form.validate_on_submit():
        at = now()
        try:
            with transaction():
                move_closing(campaign_id, form.until(at), form.reason.data or "", actor=current_actor(), at=at)
        except ScicError as refused:
            form.refuse(refused)
        else:
            flash(_("The closing has moved, with its reason."), "success")
            return _to(found)
    return answer(form, "pole/evaluations/closing.html", campaign=found)


def _to(campaign: Campaign) -> Response:
    return redirect(_address(campaign.id))


def _address(campaign_id: int) -> str:
    return url_for("evaluations.campaign", campaign_id=campaign_id)


def _subject(campaign_id: int, subject_id: int) -> tuple[Campaign, CampaignSubject]:
    found = campaign_by_id(campaign_id)
    return found, subject_by_id(found, subject_id)


def _colleges() -> list[tuple[str, str]]:
    return naming_on(day_of(now())).college_choices


def _addresses(text: str | None) -> list[str]:
    return [one.strip().rstrip(",;") for one in (text or "").replace(";", "\n").replace(",", "\n").splitlines()]


def _as_planned(subject: CampaignSubject) -> SheetDraft:
    """What the programme knows of it, to begin with."""
    about = named([subject.about]).get(subject.about)
    if about is None or about.action is None:
        return SheetDraft()
    return SheetDraft(
        planned=about.action.said.text, spent_cents=about.action.spent_cents, volunteer_hours=about.action.spent_hours
    )


def _label_of(one: About) -> str:
    return one.label if one.action else _("Workshop: %(title)s", title=one.title)
