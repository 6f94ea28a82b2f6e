"""Answer a consultation, one question after the other; then its results and what was decided after it."""

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import now
from foundation.kernel.errors import NotFound, ScicError
from foundation.kernel.sentences import N_
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from governance.forms.consultations import OutcomeForm
from governance.models import ConsultationQuestion
from governance.queries.consultation_pages import ConsultationPage, consultation_page, outcome_of, shown_answers
from governance.queries.consultation_results import answers_in_words, chosen_moment, drawn_answers
from governance.queries.consultations import consultation_by_id, facts_of, locked_consultation, question_by_id
from governance.rules.consultation_moments import CalendarEvent, calendar_file
from governance.rules.consultations import ASK_NAMES
from governance.services.consulting import open_if_due, require_over, write_outcome
from governance.views.blueprint import blueprint
from governance.views.consultation_visible import prepares, runs_votes, visible_consultation

_NO_MOMENT = N_("No moment is chosen: the votes tie, or the result is not published. See the result.")


@blueprint.post("/consultations/<int:consultation_id>/repondre")
@requires(Permission.VOTE_CAST)
def start_answering(consultation_id: int) -> Response:
    """Go to the first question that waits; where its hour has come and nobody opened it, it opens now."""
    visible_consultation(consultation_id, now())
    with transaction():
        open_if_due(consultation_by_id(consultation_id), at=now())
    return redirect(url_for("governance.go_on", consultation_id=consultation_id, position=0), code=303)


@blueprint.get("/consultations/<int:consultation_id>/suite/<int:position>")
@requires(Permission.VOTE_CAST)
def go_on(consultation_id: int, position: int) -> Response:
    """From one question to the next that waits for an answer of the reader; after the last one, the recap."""
    page = _page(consultation_id)
    following = page.next_after(position)
    if following is None or following.box is None:
        return redirect(url_for("governance.recap", consultation_id=consultation_id), code=303)
    after = url_for("governance.go_on", consultation_id=consultation_id, position=following.question.position)
    return redirect(url_for("votes.show", box_id=following.box.id, suite=after), code=303)


@blueprint.get("/consultations/<int:consultation_id>/recapitulatif")
@requires(Permission.VOTE_CAST)
def recap(consultation_id: int) -> str:
    """What the reader answered, question by question; of a secret one, only that it was."""
    page = _page(consultation_id)
    said = answers_in_words(page, current_language())
    return render_template("governance/consultation_recap.html", page=page, consultation=page.consultation, said=said)


@blueprint.get("/consultations/<int:consultation_id>/resultat")
@requires(Permission.VOTE_CAST)
def consultation_result(consultation_id: int) -> str:
    """The result of each question, and what was decided after it."""
    page = _page(consultation_id)
    shown = shown_answers(page, runs=runs_votes())
    return render_template(
        "governance/consultation_result.html",
        page=page,
        consultation=page.consultation,
        answers=shown,
        results=drawn_answers(shown),
        moments={one.asked.question.id: chosen_moment(one.asked.question, one.stored) for one in shown},
        outcome=outcome_of(facts_of(page.consultation)),
        kinds=ASK_NAMES,
        preparing=prepares(),
    )


@blueprint.route("/consultations/<int:consultation_id>/suites", methods=["GET", "POST"])
@requires(Permission.CONSULTATIONS_WRITE)
def write_followed(consultation_id: int) -> ResponseReturnValue:
    """Write what was decided after it."""
    found = consultation_by_id(consultation_id)
    require_over(found, now())
    form = OutcomeForm()
    if form.validate_on_submit():
        try:
            with transaction():
                write_outcome(locked_consultation(consultation_id), form.outcome(), actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused, field="decision_number" if isinstance(refused, NotFound) else "text")
        else:
            flash(_("What was decided is written under the result."))
            return redirect(url_for("governance.consultation_result", consultation_id=consultation_id))
    return answer(form, "governance/consultation_outcome.html", consultation=found)


@blueprint.get("/consultations/<int:consultation_id>/questions/<int:question_id>/date.ics")
@requires(Permission.VOTE_CAST)
def chosen_date(consultation_id: int, question_id: int) -> FlaskResponse:
    """The chosen moment, for a calendar."""
    page = _page(consultation_id)
    question = question_by_id(page.consultation, question_id)
    shown = {one.asked.question.id: one.stored for one in shown_answers(page, runs=runs_votes())}
    chosen = chosen_moment(question, shown.get(question_id))
    stored = shown.get(question_id)
    if chosen is None or stored is None:
        raise NotFound("no-moment", _NO_MOMENT)
    event = CalendarEvent(
        uid=f"consultation-{consultation_id}-{question_id}@{_host()}",
        title=page.consultation.title,
        starts_at=chosen[0],
        meeting=chosen[1],
        url=url_for("governance.consultation_result", consultation_id=consultation_id, _external=True),
        written_at=stored.closed_at,
    )
    response = FlaskResponse(calendar_file(event), mimetype="text/calendar")
    response.headers.set("Content-Disposition", "attachment", filename=_file_name(question))
    return response


def _page(consultation_id: int) -> ConsultationPage:
    at = now()
    return consultation_page(visible_consultation(consultation_id, at), current_reader().id, at)


def _host() -> str:
    return url_for("home.home", _external=True).split("/")[2]


def _file_name(question: ConsultationQuestion) -> str:
    return f"date-{question.consultation_id}-{question.position}.ics"
