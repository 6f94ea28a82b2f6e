"""/reglages/export: take everything away in an open format."""

from flask import Blueprint, make_response, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.jobs.models import Job
from foundation.jobs.queries import job_row
from foundation.jobs.rules.lives import JobState
from foundation.kernel.clock import now
from foundation.kernel.db import db
from foundation.kernel.errors import NotFound, Refused
from foundation.kernel.sentences import N_
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from scic.export_choices import COLUMNS_LEFT_OUT, TABLES_LEFT_OUT
from scic.export_job import EXPORT_JOB, ask_export, place_of
from scic.export_writing import exported_tables
from scic.settings_forms import MotiveForm

blueprint = Blueprint("export", __name__, url_prefix="/reglages/export")
SHOWN = 10


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.WHOLE_EXPORT)
def whole() -> ResponseReturnValue:
    """What is in it, what is not and why; the last ones that were made."""
    form = MotiveForm()
    if form.validate_on_submit():
        try:
            with transaction():
                ask_export(form.motive.data or "", actor=current_actor(), at=now())
            return redirect(url_for(".whole", _anchor="faits"), 303)
        except Refused as refusal:
            form.refuse(refusal, field="motive")
    jobs = db.session.execute(select(Job).where(Job.kind == EXPORT_JOB).order_by(Job.id.desc()).limit(SHOWN)).scalars()
    page = render_template(
        "home/export.html",
        form=form,
        made=[(one, one.state == JobState.DONE and place_of(one.id).exists()) for one in jobs],
        tables=len(exported_tables()),
        tables_left_out=TABLES_LEFT_OUT,
        columns_left_out=COLUMNS_LEFT_OUT,
        states=JobState,
    )
    return make_response(page, 422 if form.is_refused else 200)


@blueprint.get("/<int:job_id>.zip")
@requires(Permission.WHOLE_EXPORT)
def fetch(job_id: int) -> ResponseReturnValue:
    """The file, while it is kept."""
    found, place = job_row(job_id), place_of(job_id)
    if found is None or found.kind != EXPORT_JOB or found.state != JobState.DONE or not place.exists():
        raise NotFound("no-export", N_("This export is not there: it is kept for a day. Ask for another one."))
    name = f"export-{found.created_at:%Y-%m-%d}.zip"
    answer = send_file(place, mimetype="application/zip", as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
