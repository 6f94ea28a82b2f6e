"""/conformite: the 48 checks on a day, and what the board declares for them."""

from datetime import date

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import Malformed, Refused
from foundation.kernel.sentences import N_, sentence
from foundation.web.csv_export import csv_text
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.rules.typed import read_day
from foundation.web.transaction import transaction
from governance.forms.compliance import DeclarationForm
from governance.queries.compliance import declarations, situation_on
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
    """The verdicts by subject; as CSV for the reviser."""
    on = _day_asked()
    verdicts = compliance(situation_on(on, retention_due=retention_told(on)))
    if request.args.get("format") == "csv":
        return _csv(verdicts, on)
    form = DeclarationForm(formdata=None, effective_on=today())
    form.offer()
    return _page(form, verdicts, on)


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
    return make_response(_page(form, compliance(situation_on(today(), retention_due=retention_told(today()))), today()), 422)


def _page(form: DeclarationForm, verdicts: list[Verdict], on: date) -> str:
    state = request.args.get("etat", "")
    chosen = State(state) if state in set(State) else None
    by_rule = {one.rule: one for one in verdicts if chosen is None or one.state is chosen}
    return render_template(
        "governance/compliance.html",
        form=form,
        on=on,
        today=today(),
        chosen=chosen,
        counts=counts(verdicts),
        subjects=[(subject, [by_rule[rule] for rule in subject.rules if rule in by_rule]) for subject in SUBJECTS],
        titles={rule: title for rule, (title, _article) in TITLES.items()},
        states=STATE_NAMES,
        tones=TONES,
        declared=[(one, BY_KEY[one.key], _value(one.key, one.value)) for one in declarations(on) if one.key in BY_KEY][
            ::-1
        ],
    )


def _value(key: str, text: str) -> tuple[str, object]:
    """A declared value and how it is shown."""
    kind = BY_KEY[key].kind
    if not text:
        return "none", None
    return kind, date.fromisoformat(text) if kind == DAY else int(text)


def _csv(verdicts: list[Verdict], on: date) -> Response:
    language = current_language()
    header = [_("Rule"), _("Title"), _("State"), _("Finding"), _("Source"), _("What to do")]
    rows = [
        (
            one.rule,
            sentence(language, TITLES[one.rule][0]),
            sentence(language, STATE_NAMES[one.state]),
            one.said(language),
            one.source,
            sentence(language, one.action) if one.action else "",
        )
        for one in verdicts
    ]
    answer = Response(csv_text(header, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="conformite-{on.isoformat()}.csv"'
    return answer


def _day_asked() -> date:
    text = request.args.get("date", "").strip()
    try:
        return read_day(text) if text else today()
    except (ValueError, OverflowError):
        raise Malformed(
            "bad-day", N_("“%(found)s” is not a day. Write it as 31/12/2026 and ask again."), found=text[:20]
        ) from None
