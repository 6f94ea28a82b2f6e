"""The pages of the import studio, made once for each importer: send, choose columns, try, take in, take back."""

from contextlib import closing
from enum import StrEnum
from functools import partial, update_wrapper

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.session import current_actor
from foundation.jobs.models import Job
from foundation.jobs.queries import job_row
from foundation.jobs.rules.lives import JobState
from foundation.kernel.clock import now
from foundation.kernel.errors import Malformed, Refused, StateMoved, TooLarge
from foundation.web.forms import BaseForm, answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from spreadsheets import queries, services
from spreadsheets.forms import FileForm, MotiveForm, columns_form
from spreadsheets.registry import Importer
from spreadsheets.rules.limits import MOST_BYTES
from spreadsheets.rules.outcomes import STATE_NAMES

ROWS_SHOWN = 5
Above = tuple[str, str]
"""The page that stands above an importer: its endpoint, and its name as a msgid."""


def studio(importer: Importer, permission: StrEnum, url_prefix: str, *, above: Above) -> Blueprint:
    """The pages of one importer under `url_prefix`, for who holds `permission`; the breadcrumb begins `above`."""
    pages = _Pages(importer, above)
    blueprint = Blueprint(f"{importer.name}_import", __name__, url_prefix=url_prefix)
    for rule, view, methods in (
        ("", pages.start, ["GET", "POST"]),
        ("/<int:upload_id>/colonnes", pages.columns, ["GET", "POST"]),
        ("/<int:upload_id>/essai", pages.trial, ["GET"]),
        ("/<int:upload_id>/essai/avancement", pages.progress, ["GET"]),
        ("/<int:upload_id>/prise", pages.take, ["POST"]),
        ("/<int:upload_id>/abandon", pages.give_up, ["POST"]),
        ("/lots/<int:batch_id>", pages.batch, ["GET", "POST"]),
        ("/lots/<int:batch_id>/avancement", pages.undoing, ["GET"]),
    ):
        blueprint.add_url_rule(
            rule, view.__name__, requires(permission)(update_wrapper(partial(view), view)), methods=methods
        )
    return blueprint


class _Pages:
    """The views, bound to their importer."""

    def __init__(self, importer: Importer, above: Above) -> None:
        self.importer, self.above = importer, above

    def start(self) -> ResponseReturnValue:
        """Send a file; the imports done so far."""
        form = FileForm()
        if form.validate_on_submit():
            sent = form.file.data
            try:
                with transaction():
                    with closing(sent.stream):
                        content = sent.read(MOST_BYTES + 1)
                    upload = services.receive(
                        self.importer, sent.filename or "", content, actor=current_actor(), at=now()
                    )
                    return redirect(url_for(".columns", upload_id=upload.id), 303)
            except (Refused, Malformed, TooLarge) as refusal:
                form.refuse(refusal, field="file")
        return self._answer(form, "spreadsheets/start.html", batches=queries.batches(self.importer.name))

    def columns(self, upload_id: int) -> ResponseReturnValue:
        """Choose which column is which field."""
        upload = queries.upload_of(self.importer.name, upload_id)
        source = services.source_of(self.importer, upload)
        form = columns_form(self.importer, source.header.headings, dict(source.header.columns))
        if form.validate_on_submit():
            try:
                with transaction():
                    services.choose_columns(self.importer, upload, form.chosen())
                    services.ask_trial(upload, actor=current_actor(), at=now())
                    return redirect(url_for(".trial", upload_id=upload_id), 303)
            except Refused as refusal:
                form.refuse(refusal)
        first = source.header.row + 1
        rows = source.sheet.rows[first : first + ROWS_SHOWN]
        return self._answer(form, "spreadsheets/columns.html", upload=upload, source=source, rows=rows)

    def trial(self, upload_id: int) -> ResponseReturnValue:
        """How far the trial is, then its report; how far the batch is, then to its page."""
        upload = queries.upload_of(self.importer.name, upload_id)
        asked = upload.batch_job_id or upload.trial_job_id
        if asked is None:
            return redirect(url_for(".columns", upload_id=upload_id))
        job = job_row(asked)
        if upload.batch_job_id and job and job.state == JobState.DONE and job.result:
            return redirect(url_for(".batch", batch_id=job.result["batch"]))
        return render_template("spreadsheets/trial.html", upload=upload, job=job, over=_over(job), **self._words())

    def progress(self, upload_id: int) -> ResponseReturnValue:
        """Once the worker is done 205, and the page is loaded again; else how far it is."""
        upload = queries.upload_of(self.importer.name, upload_id)
        asked = upload.batch_job_id or upload.trial_job_id
        job = job_row(asked) if asked is not None else None
        return ("", 205) if _over(job) else render_template("spreadsheets/_progress.html", upload=upload, job=job)

    def take(self, upload_id: int) -> ResponseReturnValue:
        """Take the file in."""
        with transaction():
            upload = queries.upload_of(self.importer.name, upload_id)
            services.ask_batch(upload, actor=current_actor(), at=now())
        return redirect(url_for(".trial", upload_id=upload_id), 303)

    def give_up(self, upload_id: int) -> ResponseReturnValue:
        """Forget the file."""
        with transaction():
            services.give_up(queries.upload_of(self.importer.name, upload_id))
        flash(_("The file is forgotten; nothing was taken in."), "success")
        return redirect(url_for(".start"), 303)

    def batch(self, batch_id: int) -> ResponseReturnValue:
        """What a batch did, and taking it back."""
        form = MotiveForm()
        if form.validate_on_submit():
            try:
                with transaction():
                    queries.batch_of(self.importer.name, batch_id)
                    job = services.ask_undo(batch_id, form.motive.data or "", actor=current_actor(), at=now())
                if job is None:
                    flash(_("The import is taken back."), "success")
                return redirect(url_for(".batch", batch_id=batch_id), 303)
            except (Refused, StateMoved) as refusal:
                form.refuse(refusal)
        batch, report, undone = queries.batch_of(self.importer.name, batch_id)
        job = None if undone else queries.last_undo_job(batch_id)
        context = {"batch": batch, "report": report, "undone": undone, "job": job, "over": _over(job)}
        return self._answer(form, "spreadsheets/batch.html", **context)

    def undoing(self, batch_id: int) -> ResponseReturnValue:
        """Once the worker has taken the batch back (or failed) 205, and the page is loaded again; else how far it is."""
        queries.batch_of(self.importer.name, batch_id)
        job = queries.last_undo_job(batch_id)
        return ("", 205) if _over(job) else render_template("spreadsheets/_undoing.html", job=job)

    def _answer(self, form: BaseForm, template: str, **context: object) -> ResponseReturnValue:
        return answer(form, template, **self._words(), **context)

    def _words(self) -> dict[str, object]:
        labels = {field.name: field.label for field in self.importer.fields}
        return {
            "title": _(self.importer.title),
            "above": self.above,
            "importer": self.importer,
            "labels": labels,
            "states": STATE_NAMES,
        }


def _over(job: Job | None) -> bool:
    return job is None or job.state in (JobState.DONE, JobState.FAILED)
