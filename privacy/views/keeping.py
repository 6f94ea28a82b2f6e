"""/donnees-personnelles: durations, what is due on a day, the erasure act and its reports."""

from datetime import date

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.documents.archive import find
from foundation.documents.delivery import as_response
from foundation.kernel.clock import now, today
from foundation.kernel.db import canonical_json
from foundation.kernel.errors import Malformed, Refused, StateMoved
from foundation.kernel.sentences import N_, sentence
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.rules.typed import read_day
from foundation.web.transaction import transaction
from privacy import forms
from privacy.queries import acts
from privacy.queries.due import OF_PEOPLE, due_on
from privacy.rules.retention import CLASSES, END_NAMES, Key
from privacy.services.choosing import choose_duration
from privacy.services.erasing import erase_due, kept_by_law, preview
from privacy.views.blueprint import blueprint


@blueprint.get("/donnees-personnelles")
@requires(Permission.PRIVACY_READ)
def retention() -> str:
    """Each kind of data: how long, why, what is due on a day."""
    return _page(_duration_form())


@blueprint.post("/donnees-personnelles/durees")
@requires(Permission.PRIVACY_ERASE)
def choose() -> ResponseReturnValue:
    """Choose a duration that the law leaves open."""
    form = _duration_form(posted=True)
    if form.validate_on_submit():
        try:
            with transaction():
                choose_duration(
                    form.key.data, form.months.data or 0, form.decision.data or "", actor=current_actor(), at=now()
                )
        except Refused as refusal:
            form.refuse(refusal, field="decision" if refusal.code == "no-decision" else "months")
        else:
            flash(_("The duration is recorded."), "success")
            return redirect(url_for(".retention"), 303)
    return make_response(_page(form), 422)


def _duration_form(*, posted: bool = False) -> forms.DurationForm:
    form = forms.DurationForm() if posted else forms.DurationForm(formdata=None)
    language = current_language()
    form.offer({kind.key: sentence(language, kind.title) for kind in CLASSES.values()})
    return form


def _page(form: forms.DurationForm) -> str:
    on = day_asked()
    return render_template(
        "privacy/retention.html",
        form=form,
        on=on,
        today=today(),
        lines=due_on(on),
        ends=END_NAMES,
        choices=acts.choices()[::-1],
        kinds={kind.key.value: kind for kind in CLASSES.values()},
        erasures=acts.erasures(5),
        of_people=OF_PEOPLE,
    )


@blueprint.route("/donnees-personnelles/effacer/<key>", methods=["GET", "POST"])
@requires(Permission.PRIVACY_ERASE)
def erase(key: str) -> ResponseReturnValue:
    """What would go, what stays and why; then the act itself."""
    form, on = forms.ErasureForm(), day_asked()
    if form.validate_on_submit():
        try:
            with transaction():
                act = erase_due(key, on, motive=form.motive.data or "", actor=current_actor(), at=now())
            flash(_("Erased. The report says what stays and why."), "success")
            return redirect(url_for(".erasure", number=act.number), 303)
        except (Refused, StateMoved) as refusal:
            form.refuse(refusal)
    shown = preview(key, on)
    status = 422 if form.is_refused else 200
    page = render_template("privacy/erase.html", form=form, on=on, shown=shown, people=Key(key) in OF_PEOPLE)
    return make_response(page, status)


@blueprint.get("/donnees-personnelles/effacements")
@requires(Permission.PRIVACY_READ)
def erasures() -> str:
    """Every erasure done."""
    return render_template("privacy/erasures.html", erasures=acts.erasures(), kinds=_kinds())


@blueprint.get("/donnees-personnelles/effacements/<int:number>")
@requires(Permission.PRIVACY_READ)
def erasure(number: int) -> str:
    """One report: what went, what stays and why."""
    act = acts.erasure(number)
    asked = act.report.get("request", {})
    context = {
        "act": act,
        "report": act.report,
        "kind": _kinds()[act.key],
        "kept": kept_by_law(asked, current_language()),
    }
    asked_on = date.fromisoformat(asked["received_on"]) if asked else None
    return render_template("privacy/erasure.html", asked_on=asked_on, **context)


@blueprint.get("/donnees-personnelles/effacements/<int:number>.<any(pdf, json):form>")
@requires(Permission.PRIVACY_READ)
def erasure_file(number: int, form: str) -> Response:
    """The report as a file."""
    act = acts.erasure(number)
    if form == "pdf":
        return as_response(find(act.document_id))
    told = {"number": act.number, "on": act.on_day.isoformat(), "motive": act.motive, **act.report}
    answer = Response(canonical_json(told), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="effacement-{act.number}.json"'
    return answer


def _kinds() -> dict[str, object]:
    return {kind.key.value: kind for kind in CLASSES.values()}


def day_asked() -> date:
    """The day of the address ("date"), today where it names none."""
    text = request.args.get("date", "").strip()
    try:
        return read_day(text) if text else today()
    except (ValueError, OverflowError):
        raise Malformed(
            "bad-day", N_("“%(found)s” is not a day. Write it as 31/12/2026 and ask again."), found=text[:20]
        ) from None
