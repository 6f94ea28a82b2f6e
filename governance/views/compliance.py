"""/conformite: the 48 checks on a day, and what the board declares for them."""

from datetime import date

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.documents.pdf import render
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Refused
from foundation.kernel.sentences import sentence
from foundation.web.csv_export import csv_text
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.state import State as DayState
from foundation.web.state import state_asked
from foundation.web.transaction import transaction
from governance.forms.compliance import DeclarationForm
from governance.queries.compliance import declarations, situation_on
from governance.queries.compliance_paper import compliance_data
from governance.rules.compliance.declared import BY_KEY, DAY
from governance.rules.compliance.table import SUBJECTS, TITLES, compliance, counts
from governance.rules.compliance.verdicts import STATE_NAMES, State, Verdict
from governance.services.compliance import declare
from governance.signals import retention_told
from governance.views.blueprint import blueprint

TONES = {
    State.BLOCKS: ("bad", "circle-x"),
    State.WARNS: ("warn", "triangle-alert"),
    State.UNKNOWN: ("info", "circle-help"),
    State.OK: ("good", "circle-check"),
    State.NOT_APPLICABLE: ("calm", "circle-minus"),
}


@blueprint.get("/conformite")
@requires(Permission.MEMBERS_READ, Permission.SHARES_READ)
def checks() -> ResponseReturnValue:
    """The verdicts by subject, of a day as known on another; as CSV or PDF for the reviser."""
    state = state_asked()
    verdicts = _judged(state)
    if request.args.get("format") == "csv":
        return _csv(verdicts, state)
    if request.args.get("format") == "pdf":
        return _pdf(verdicts, state)
    form = DeclarationForm(formdata=None, effective_on=state.today)
    form.offer()
    return _page(form, verdicts, state)


def _judged(state: DayState) -> list[Verdict]:
    return compliance(situation_on(state.on, state.known_at, retention_due=retention_told(state.on)))


@blueprint.post("/conformite")
@requires(Permission.MEMBERS_WRITE, Permission.SHARES_WRITE)
def declare_value() -> ResponseReturnValue:
    """Declare what only the board can tell."""
    form = DeclarationForm()
    form.offer()
    if form.validate_on_submit():
        try:
            with transaction():
                day = form.effective_on.data or today()
                declare(form.key.data, form.read_value(), day, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, field="value")
        except ValueError as problem:
            form.value.errors = [sentence(current_language(), str(problem))]
        else:
            flash(_("The declaration is recorded."), "success")
            return redirect(url_for(".checks"), 303)
    state = DayState(today(), None, today())
    return make_response(_page(form, _judged(state), state), 422)


def _page(form: DeclarationForm, verdicts: list[Verdict], days: DayState) -> str:
    state = request.args.get("etat", "")
    chosen = State(state) if state in set(State) else None
    declared = [one for one in declarations(days.on, days.known_at) if one.key in BY_KEY]
    by_rule = {one.rule: one for one in verdicts if chosen is None or one.state is chosen}
    return render_template(
        "governance/compliance.html",
        form=form,
        state=days,
        chosen=chosen,
        counts=counts(verdicts),
        subjects=[(subject, [by_rule[rule] for rule in subject.rules if rule in by_rule]) for subject in SUBJECTS],
        titles={rule: title for rule, (title, _article) in TITLES.items()},
        states=STATE_NAMES,
        tones=TONES,
        declared=[(one, BY_KEY[one.key], _value(one.key, one.value)) for one in reversed(declared)],
    )


def _value(key: str, text: str) -> tuple[str, object]:
    """A declared value and how it is shown."""
    kind = BY_KEY[key].kind
    if not text:
        return "none", None
    return kind, date.fromisoformat(text) if kind == DAY else int(text)


def _pdf(verdicts: list[Verdict], state: DayState) -> Response:
    at = now()
    content = render("conformite", compliance_data(verdicts, state.on, known_at=state.known_at, at=at), at=at)
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{state.file_name('conformite')}.pdf")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _csv(verdicts: list[Verdict], state: DayState) -> Response:
    language = current_language()
    header = [_("Rule"), _("Title"), _("State"), _("Finding"), _("Source"), _("What to do"), *state.headings()]
    rows = [
        (
            one.rule,
            sentence(language, TITLES[one.rule][0]),
            sentence(language, STATE_NAMES[one.state]),
            one.said(language),
            one.source,
            sentence(language, one.action) if one.action else "",
            *state.cells(),
        )
        for one in verdicts
    ]
    answer = Response(csv_text(header, rows), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{state.file_name('conformite')}.csv")
    return answer
