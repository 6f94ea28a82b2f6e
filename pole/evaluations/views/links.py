"""Somebody from outside answers by a personal link, once, without an account."""

from collections.abc import Sequence

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.kernel.errors import ScicError
from foundation.web.forms import answer
from foundation.web.guard import public
from foundation.web.transaction import transaction
from pole.evaluations.forms.answering import answer_form
from pole.evaluations.links import guest_of
from pole.evaluations.models import CampaignSubject
from pole.evaluations.queries.campaigns import criteria_on, sheets_of, state_at
from pole.evaluations.rules.campaigns import CampaignState
from pole.evaluations.services.answering import answer_by_link, has_answered
from pole.evaluations.views.blueprint import blueprint


@blueprint.route("/lien/<token>", methods=["GET", "POST"])
@public
def link(token: str) -> ResponseReturnValue:
    """The page of an answer; once it was given, a sentence, whoever holds the link."""
    guest = guest_of(token)
    subject = db.session.get_one(CampaignSubject, guest.subject_id)
    state = state_at(subject.campaign, now())
    if state is not CampaignState.OPEN:
        return _told("closed" if state is CampaignState.CLOSED else "early", subject, 409)
    form = answer_form(criteria_on(subject))
    if has_answered(guest):
        return _told("used", subject, 409, form.typed)
    if form.validate_on_submit():
        try:
            with transaction():
                kept = answer_by_link(guest, form.sent(), at=now())
        except ScicError as refused:
            form.refuse(refused)
        else:
            return redirect(url_for("evaluations.thanks"), 303) if kept else _told("used", subject, 409, form.typed)
    sheet = sheets_of(subject.campaign).get(subject.id)
    context = {"campaign": subject.campaign, "subject": subject, "sheet": sheet, "who": None, "place": 0}
    return answer(form, "pole/evaluations/respond.html", outside=True, **context)


@blueprint.get("/lien/merci")
@public
def thanks() -> str:
    """The same page for everybody: it says nothing of any answer."""
    return render_template("pole/evaluations/link_told.html", what="thanks", subject=None, typed=())


def _told(
    what: str, subject: CampaignSubject, status: int, typed: Sequence[tuple[str, str]] = ()
) -> ResponseReturnValue:
    """A sentence; `typed`: what this very sending held, given back."""
    page = render_template("pole/evaluations/link_told.html", what=what, subject=subject, typed=typed)
    return make_response(page, status)
