"""Choices among places: criteria, places, marks with arguments, then the decision of a body."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import StateMoved
from foundation.kernel.sentences import N_
from foundation.web.filters import day as day_words
from foundation.web.guard import requires
from foundation.web.handling import handled
from foundation.web.transaction import transaction
from foundation.web.twins import refuse_twin
from governance.queries.bodies import meetings_to_decide
from governance.rules.bodies import Verdict
from pole.actors.forms.places import ChoiceForm, ChosenForm, CriterionForm, PlaceForm, judged_of, judging_form
from pole.actors.models import PlaceChoice
from pole.actors.queries.places import choice_or_404, choices, criterion_of, place_of
from pole.actors.rules.events import Event
from pole.actors.rules.places import MARKS, require_comparable
from pole.actors.services.places import (
    Choosing,
    add_criterion,
    decide,
    drop_criterion,
    judge,
    open_choice,
    write_place,
)
from pole.actors.views.blueprint import blueprint

CHOICE = "/lieux/<int:choice_id>"


@blueprint.get("/lieux")
@requires(Permission.POLE_READ)
def place_choices() -> str:
    """The choices among places."""
    return render_template("pole/actors/choices.html", found=choices())


@blueprint.get(CHOICE)
@requires(Permission.POLE_READ)
def place_choice(choice_id: int) -> str:
    """One choice: every place by every criterion, what was decided."""
    return render_template("pole/actors/choice.html", found=choice_or_404(choice_id), words=MARKS)


@blueprint.route("/lieux/nouveau", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_choice() -> Response:
    """Open a choice among places."""
    form = ChoiceForm()

    def write() -> str:
        title, actor, at = form.title.data.strip(), current_actor(), now()
        refuse_twin(Event.CHOICE_WRITTEN, {"title": title}, _address, actor=actor, at=at)
        made = open_choice(title, form.text.data or "", actor=actor, at=at)
        return _to(made, _("Choice opened. Write its criteria, then the places."))

    return handled(form, write, "pole/actors/choice_form.html", choice=None)


@blueprint.route(f"{CHOICE}/modifier", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_choice(choice_id: int) -> Response:
    """Change the words of a choice."""
    found = choice_or_404(choice_id).choice
    form = ChoiceForm(obj=found)

    def write() -> str:
        open_choice(form.title.data, form.text.data or "", found, actor=current_actor(), at=now())
        return _to(found, _("Changes saved."))

    return handled(form, write, "pole/actors/choice_form.html", choice=found)


@blueprint.route(f"{CHOICE}/criteres/nouveau", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_criterion(choice_id: int) -> Response:
    """Add a criterion."""
    found, form = choice_or_404(choice_id).choice, CriterionForm()

    def write() -> str:
        add_criterion(found, form.label.data, form.weight.data, actor=current_actor(), at=now())
        return _to(found, _("Criterion added. Judge the places by it."))

    return handled(form, write, "pole/actors/criterion_form.html", choice=found)


@blueprint.post(f"{CHOICE}/criteres/<int:criterion_id>/retirer")
@requires(Permission.POLE_WRITE)
def remove_criterion(choice_id: int, criterion_id: int) -> Response:
    """Take a criterion away."""
    found = choice_or_404(choice_id).choice
    with transaction():
        drop_criterion(found, criterion_of(found, criterion_id), actor=current_actor(), at=now())
    return redirect(_to(found, _("Criterion taken away, with its marks.")), 303)


@blueprint.route(f"{CHOICE}/places/nouvelle", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_place(choice_id: int) -> Response:
    """Add a place."""
    found, form = choice_or_404(choice_id).choice, PlaceForm()

    def write() -> str:
        write_place(found, form.draft(), actor=current_actor(), at=now())
        return _to(found, _("Place added. Judge it by each criterion."))

    return handled(form, write, "pole/actors/place_form.html", choice=found, place=None)


@blueprint.route(f"{CHOICE}/places/<int:place_id>", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_place(choice_id: int, place_id: int) -> Response:
    """Change what is written of a place."""
    found = choice_or_404(choice_id).choice
    place = place_of(found, place_id)
    form = PlaceForm.of(place)

    def write() -> str:
        write_place(found, form.draft(), place, actor=current_actor(), at=now())
        return _to(found, _("Changes saved."))

    return handled(form, write, "pole/actors/place_form.html", choice=found, place=place)


@blueprint.route(f"{CHOICE}/places/<int:place_id>/notes", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def judge_place(choice_id: int, place_id: int) -> Response:
    """Judge a place by every criterion, with arguments."""
    standing = choice_or_404(choice_id)
    place = place_of(standing.choice, place_id)
    form = judging_form(standing, place)

    def write() -> str:
        judge(standing.choice, place, judged_of(form, standing), actor=current_actor(), at=now())
        return _to(standing.choice, _("“%(name)s” is judged.", name=place.name))

    return handled(form, write, "pole/actors/judging.html", found=standing, choice=standing.choice, place=place)


@blueprint.route(f"{CHOICE}/decision", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE, Permission.BODIES_WRITE)
def decide_choice(choice_id: int) -> Response:
    """Enter what a body chose."""
    standing = choice_or_404(choice_id)
    if not standing.is_open:
        raise StateMoved("choice-decided", N_("This choice is decided already. See its page."))
    require_comparable(standing.criteria, standing.compared)
    meetings = {one.id: one for one in meetings_to_decide(today())}
    offered = [(one.id, f"{one.body.name}, {day_words(one.held_on)}") for one in meetings.values()]
    form = ChosenForm().offer(standing, offered)

    def write() -> str:
        place = place_of(standing.choice, form.place_id.data)
        chosen = Choosing(meetings[form.meeting_id.data], place, Verdict(form.verdict.data), form.motives.data)
        made = decide(standing, chosen, actor=current_actor(), at=now())
        return _to(standing.choice, _("Decision no. %(number)s is in the register.", number=made.number))

    return handled(form, write, "pole/actors/choice_decision.html", found=standing, choice=standing.choice)


def _to(row: PlaceChoice, message: str) -> str:
    flash(message, "success")
    return _address(row.id)


def _address(choice_id: int) -> str:
    return url_for("actors.place_choice", choice_id=choice_id)
