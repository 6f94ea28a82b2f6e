"""A member answers about one action, then about the next one."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_reader
from foundation.kernel.clock import day_of, now
from foundation.kernel.errors import NotAllowed, ScicError
from foundation.kernel.sentences import N_
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from pole.evaluations.forms.answering import AnswerForm, answer_form
from pole.evaluations.models import Campaign, CampaignSubject
from pole.evaluations.queries.answering import Answerer, answerers
from pole.evaluations.queries.campaigns import criteria_on, sheets_of, state_at, subject_by_id
from pole.evaluations.rules.campaigns import CampaignState
from pole.evaluations.services.answering import answer_as_member
from pole.evaluations.views.blueprint import blueprint
from pole.evaluations.views.campaigns import visible_campaign

_NOT_ASKED = N_(
    "You are not on the list of this evaluation, or you answer for nobody who is. See the list of evaluations."
)


@blueprint.route("/<int:campaign_id>/actions/<int:subject_id>/repondre", methods=["GET", "POST"])
@requires(Permission.POLE_READ)
def respond(campaign_id: int, subject_id: int) -> ResponseReturnValue:
    """The page of an answer: facts first, then the criteria, the whole, three texts."""
    found = visible_campaign(campaign_id)
    subject = subject_by_id(found, subject_id)
    if state_at(found, now()) is not CampaignState.OPEN:
        return redirect(url_for("evaluations.campaign", campaign_id=found.id))
    who = _answerer(found)
    form = answer_form(criteria_on(subject))
    if form.validate_on_submit():
        try:
            with transaction():
                kept = answer_as_member(subject, who.invited, form.sent(), at=now())
        except ScicError as refused:
            form.refuse(refused)
        else:
            return _thanked(found, subject, who) if kept else _standing(found, subject, form.typed)
    elif subject.id in who.answered:
        return _standing(found, subject, [])
    return _asked(form, found, subject, who)


def _asked(form: AnswerForm, campaign: Campaign, subject: CampaignSubject, who: Answerer) -> ResponseReturnValue:
    return answer(
        form,
        "pole/evaluations/respond.html",
        campaign=campaign,
        subject=subject,
        who=who,
        sheet=sheets_of(campaign).get(subject.id),
        place=[one.id for one in campaign.subjects].index(subject.id) + 1,
        outside=False,
    )


def _answerer(campaign: Campaign) -> Answerer:
    mine = answerers(campaign, current_reader().id, day_of(now()))
    wanted = request.args.get("pour", type=int)
    for one in mine:
        if wanted in (None, one.invited.id):
            return one
    raise NotAllowed("evaluation-not-asked", _NOT_ASKED)


def _thanked(campaign: Campaign, subject: CampaignSubject, who: Answerer) -> ResponseReturnValue:
    flash(_("Your answer about “%(title)s” is counted. Thank you.", title=subject.title), "success")
    left = [one for one in who.left(campaign) if one.id != subject.id]
    later = [one for one in left if one.position > subject.position] or left
    if not later:
        return redirect(url_for("evaluations.campaign", campaign_id=campaign.id), 303)
    pour = who.invited.id
    return redirect(url_for("evaluations.respond", campaign_id=campaign.id, subject_id=later[0].id, pour=pour), 303)


def _standing(campaign: Campaign, subject: CampaignSubject, typed: list[tuple[str, str]]) -> ResponseReturnValue:
    """The first answer stands; what was just typed is given back."""
    page = render_template(
        "pole/evaluations/standing.html", campaign=campaign, subject=subject, typed=typed, outside=False
    )
    return make_response(page, 409 if typed else 200)
