"""What a decision asks for, how it goes, and being told when it moves."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.kernel.clock import now, today
from foundation.kernel.errors import NotFound
from foundation.kernel.sentences import N_
from foundation.web.guard import requires
from foundation.web.handling import handled
from foundation.web.transaction import transaction
from governance.forms.tasks import TaskForm, TaskNewsForm
from governance.models import Decision
from governance.queries.decisions import decision_by_number
from governance.queries.tasks import task_or_404
from governance.services.following import follow, unfollow
from governance.services.tasks import change_task, tell_task, write_task
from governance.signals import named_subjects, offered_subjects
from governance.views.blueprint import blueprint


@blueprint.route("/decisions/<int:number>/suites/nouvelle", methods=["GET", "POST"])
@requires(Permission.BODIES_WRITE)
def new_task(number: int) -> Response:
    """Write what a decision asks for."""
    decision, _minutes = decision_by_number(number)
    form = TaskForm().offer(offered_subjects())

    def write() -> str:
        write_task(decision, form.draft(), actor=current_actor(), at=now())
        return _back(decision, _("Written. Those who follow this decision are told."))

    return handled(form, write, "governance/task_form.html", decision=decision, task=None)


@blueprint.route("/decisions/<int:number>/suites/<int:task_id>/modifier", methods=["GET", "POST"])
@requires(Permission.BODIES_WRITE)
def edit_task(number: int, task_id: int) -> Response:
    """Change what is asked for."""
    decision, _minutes = decision_by_number(number)
    task = task_or_404(decision, task_id).task
    form = TaskForm(obj=task).offer(offered_subjects())

    def write() -> str:
        change_task(task, form.draft(), actor=current_actor(), at=now())
        return _back(decision, _("Changes saved."))

    return handled(form, write, "governance/task_form.html", decision=decision, task=task)


@blueprint.route("/decisions/<int:number>/suites/<int:task_id>/avancement", methods=["GET", "POST"])
@requires(Permission.BODIES_WRITE)
def task_news(number: int, task_id: int) -> Response:
    """Tell how a task goes."""
    decision, _minutes = decision_by_number(number)
    standing = task_or_404(decision, task_id)
    form = TaskNewsForm.of(standing, today())

    def write() -> str:
        tell_task(standing, form.news(), actor=current_actor(), at=now())
        return _back(decision, _("Written. Those who follow this are told."))

    return handled(form, write, "governance/task_news.html", decision=decision, standing=standing)


@blueprint.post("/suivis/<subject>")
@requires(Permission.DECISIONS_READ)
def follow_subject(subject: str) -> Response:
    """Be told when this moves."""
    path = _path_of(subject)
    with transaction():
        follow(current_reader().id, subject, at=now())
    flash(_("You follow this: a mail tells you when it moves."), "success")
    return redirect(path, 303)


@blueprint.post("/suivis/<subject>/fin")
@requires(Permission.DECISIONS_READ)
def unfollow_subject(subject: str) -> Response:
    """Be told no more."""
    path = _path_of(subject)
    with transaction():
        unfollow(current_reader().id, subject)
    flash(_("You no longer follow this."), "success")
    return redirect(path, 303)


def _back(decision: Decision, message: str) -> str:
    flash(message, "success")
    return url_for("governance.decision", number=decision.number, _anchor="suites")


def _path_of(subject: str) -> str:
    named = named_subjects([subject]).get(subject)
    if named is None:
        raise NotFound("no-subject", N_("There is nothing of this name to follow. Open its page and follow it there."))
    return named.path
