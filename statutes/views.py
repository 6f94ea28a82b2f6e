"""Pages of the statutes: the version in force in plain words, past versions, checking and adopting a file."""

from datetime import date

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now, today
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from foundation.web.guard import requires
from foundation.web.language import current_language
from foundation.web.transaction import transaction
from statutes.forms import StatutesForm
from statutes.models import StatutesVersion
from statutes.queries import all_versions, version_of, version_on
from statutes.rules.check import check
from statutes.rules.faults import UnreadableStatutes
from statutes.rules.parse import decoded, parse
from statutes.rules.reading.sections import read_out
from statutes.rules.reading.words import FORMS, KIND_NAMES, TAKER_NAMES
from statutes.rules.show import show
from statutes.services import BlockedStatutes, adopt

blueprint = Blueprint("statutes", __name__, url_prefix="/statuts")


@blueprint.get("")
@requires(Permission.STATUTES_READ)
def index() -> ResponseReturnValue:
    """The version in force today."""
    on = today()
    version = version_on(on)
    if version is None:
        return render_template("statutes/none.html", versions=all_versions())
    return _page(version, on)


@blueprint.get("/<int:version_id>")
@requires(Permission.STATUTES_READ)
def version(version_id: int) -> ResponseReturnValue:
    """One version, past, present or to come."""
    return _page(_found(version_id), today())


@blueprint.get("/<int:version_id>/statuts.toml")
@requires(Permission.STATUTES_READ)
def download(version_id: int) -> ResponseReturnValue:
    """The file, word for word as it was adopted."""
    one = _found(version_id)
    return _file(one.text, f"statuts-{one.effective_on}.toml")


@blueprint.get("/<int:version_id>/statuts-et-loi.toml")
@requires(Permission.STATUTES_READ)
def download_with_law(version_id: int) -> ResponseReturnValue:
    """The file with the law's own values where it is silent, each marked `# (law)`."""
    one = _found(version_id)
    return _file(show(one.statutes), f"statuts-et-loi-{one.effective_on}.toml")


@blueprint.get("/nouvelle-version")
@requires(Permission.STATUTES_ADOPT)
def new() -> ResponseReturnValue:
    """The form that checks and adopts a file."""
    current = version_on(today())
    form = StatutesForm(formdata=None, text=current.text if current else "")
    return render_template("statutes/new.html", form=form, findings=None, faults=())


@blueprint.post("/nouvelle-version")
@requires(Permission.STATUTES_ADOPT)
def submit() -> ResponseReturnValue:
    """Check the file, and adopt it where that was asked and nothing blocks."""
    form = StatutesForm()
    if not form.validate():
        return _form_page(form, 422)
    content = form.content()
    try:
        form.text.data = decoded(content)
        findings = check(parse(form.text.data))
        if not form.adopt.data:
            return _form_page(form, 200, findings=findings)
        with transaction():
            one = adopt(form.text.data, current_actor(), now(), form.assembly.data or None)
            address = url_for(".version", version_id=one.id)
    except UnreadableStatutes as refusal:
        return _form_page(form, 422, faults=refusal.faults)
    except BlockedStatutes as refusal:
        form.refuse(refusal)
        return _form_page(form, 422, findings=list(refusal.findings))
    except Refused as refusal:
        form.refuse(refusal, field="text")
        return _form_page(form, 422, findings=findings)
    flash(_("The statutes are recorded. This version will never change."), "success")
    return redirect(address, 303)


def _form_page(form: StatutesForm, status: int, **context: object) -> Response:
    told = {"findings": None, "faults": (), **context}
    return make_response(render_template("statutes/new.html", form=form, language=current_language(), **told), status)


def _found(version_id: int) -> StatutesVersion:
    one = version_of(version_id)
    if one is None:
        raise NotFound("statutes-version", N_("There is no such version of the statutes: choose one from the list."))
    return one


def _page(one: StatutesVersion, on: date) -> str:
    versions = all_versions()
    in_force = next((other for other in versions if other.effective_on <= on), None)
    statutes = one.statutes
    return render_template(
        "statutes/version.html",
        version=one,
        versions=versions,
        in_force=in_force,
        ends_before=next(
            (other.effective_on for other in reversed(versions) if other.effective_on > one.effective_on), None
        ),
        statutes=statutes,
        sections=read_out(statutes),
        silences=[finding for finding in check(statutes) if finding.rule == 8],
        form_name=FORMS[statutes.legal_form],
        kinds=KIND_NAMES,
        takers=TAKER_NAMES,
        category_names={category.id: category.name or category.id for category in statutes.categories},
        on=on,
        language=current_language(),
    )


def _file(text: str, name: str) -> Response:
    response = make_response(text.encode())
    response.mimetype = "application/toml"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
