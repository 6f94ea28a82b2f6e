"""The result of a campaign: every action against every criterion; then one action, group by group."""

from flask import render_template, request

from foundation.accounts.permissions import Permission
from foundation.kernel.clock import now
from foundation.web.guard import requires
from foundation.web.language import current_language
from pole.evaluations.labels import labels_of
from pole.evaluations.models import Campaign
from pole.evaluations.queries.campaigns import campaigns_about, criteria_on, sheets_of, subject_by_id
from pole.evaluations.queries.pages import WHOLE, result_line, result_page, steps_of
from pole.evaluations.queries.results import remarks_of
from pole.evaluations.rules.campaigns import WAY_NAMES
from pole.evaluations.rules.grids import REMARKS
from pole.evaluations.rules.tables import bar
from pole.evaluations.views.blueprint import blueprint
from pole.evaluations.views.campaigns import prepares, visible_campaign


@blueprint.get("/<int:campaign_id>/resultat")
@requires(Permission.POLE_READ)
def result(campaign_id: int) -> str:
    """Actions by criteria, by heads or by weights; the order of the actions; where colleges stand apart."""
    found = visible_campaign(campaign_id)
    weighted = request.args.get("totaux") == "poids"
    page = result_page(found, now(), weighted=weighted)
    return render_template("pole/evaluations/result.html", campaign=found, page=page, **_looks(found))


@blueprint.get("/<int:campaign_id>/resultat/<int:subject_id>")
@requires(Permission.POLE_READ)
def one_result(campaign_id: int, subject_id: int) -> str:
    """One action: bars for all and by group, medians, answers, trend, texts, what followed."""
    at, found = now(), visible_campaign(campaign_id)
    subject = subject_by_id(found, subject_id)
    line = result_line(subject, at)
    return render_template(
        "pole/evaluations/one_result.html",
        campaign=found,
        subject=subject,
        line=line,
        criteria=(*criteria_on(subject), WHOLE),
        steps=steps_of(campaigns_about(subject.about, at), at),
        remarks=remarks_of(subject, line.shown),
        kinds=REMARKS,
        sheet=sheets_of(found).get(subject.id),
        **_looks(found),
    )


def _looks(campaign: Campaign) -> dict[str, object]:
    """What templates draw with."""
    labels = labels_of(campaign, current_language())
    tones = {one["id"]: rank % 8 + 1 for rank, one in enumerate(campaign.colleges)}
    return {"labels": labels, "bar_of": bar, "tones": tones, "ways": WAY_NAMES, "preparing": prepares()}
