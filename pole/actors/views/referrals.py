"""People with a project: the figures of each year for every member; who they are for who receives them."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import now, today
from foundation.web.guard import requires
from foundation.web.handling import handled
from foundation.web.incoming import row_number
from pole.actors.forms.referrals import ReferralForm, StepForm
from pole.actors.models import Referral
from pole.actors.queries.referrals import (
    PAGE,
    referral_or_404,
    referrals_of,
    sent_to,
    themes_of,
    yearly_figures,
)
from pole.actors.rules.referrals import OUTCOMES, Outcome, share_begun
from pole.actors.services.referrals import receive, tell_step
from pole.actors.views.blueprint import blueprint
from pole.actors.views.directory import named_actors


@blueprint.get("/orientations")
@requires(Permission.POLE_READ)
def referrals() -> str:
    """The yearly figures; below them, for who receives, the people of a year."""
    figures = yearly_figures()
    years = [one.year for one in figures]
    year = request.args.get("annee", years[0] if years else today().year, type=int)
    page = request.args.get("page", 1, type=row_number)
    writes = current_reader().can(Permission.POLE_WRITE)
    year = year if year in years else (years[0] if years else today().year)
    of_year = next((one for one in figures if one.year == year), None)
    return render_template(
        "pole/actors/referrals.html",
        figures=figures,
        shares={one.year: share_begun(one) for one in figures},
        year=year,
        of_year=of_year,
        sent=sent_to(year),
        themes=themes_of(year),
        people=referrals_of(year, page=page) if writes else [],
        page=page,
        pages=-(-of_year.received // PAGE) if of_year else 1,
        outcomes=OUTCOMES,
        order=list(Outcome),
    )


@blueprint.route("/orientations/nouvelle", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_referral() -> Response:
    """Somebody with a project is received."""
    form = ReferralForm(received_on=today()).offer(named_actors())

    def write() -> str:
        made = receive(form.draft(), actor=current_actor(), at=now())
        return _to(made, _("Written. Say now to whom you send them."))

    return handled(form, write, "pole/actors/referral_form.html", referral=None)


@blueprint.route("/orientations/<int:referral_id>", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def referral(referral_id: int) -> Response:
    """Somebody with a project: what happened, and what is new."""
    found = referral_or_404(referral_id)
    form = StepForm(on=today()).offer(named_actors())

    def write() -> str:
        for step in form.drafts():
            tell_step(found, step, actor=current_actor(), at=now())
        return _to(found.referral, _("Written."))

    return handled(form, write, "pole/actors/referral.html", found=found, outcomes=OUTCOMES)


@blueprint.route("/orientations/<int:referral_id>/modifier", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_referral(referral_id: int) -> Response:
    """Change what is written of somebody with a project."""
    found = referral_or_404(referral_id).referral
    form = ReferralForm.of(found).offer(named_actors())

    def write() -> str:
        receive(form.draft(), found, actor=current_actor(), at=now())
        return _to(found, _("Changes saved."))

    return handled(form, write, "pole/actors/referral_form.html", referral=found)


def _to(row: Referral, message: str) -> str:
    flash(message, "success")
    return url_for("actors.referral", referral_id=row.id)
