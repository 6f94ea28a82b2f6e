"""The programme, the page of an action, how its words changed; and its writing."""

from itertools import pairwise

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor, current_reader
from foundation.documents.deposits import deposits_about
from foundation.documents.file_kinds import FileKind, kind_of
from foundation.kernel.clock import now, today
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from governance.queries.tasks import tasks_about
from governance.services.following import follows
from membership.presentation import naming_on
from pole.programme.forms.actions import ActionForm
from pole.programme.queries.actions import action_by_number, revisions_of
from pole.programme.queries.choices import axes, offered_on
from pole.programme.queries.contributions import count_kinds
from pole.programme.queries.programme import Looked, programme_for
from pole.programme.queries.timelines import timelines
from pole.programme.queries.traces import all_behind
from pole.programme.rules.differences import differences
from pole.programme.rules.states import ActionState
from pole.programme.services.actions import add_action, locked_action, write_action
from pole.programme.views.blueprint import blueprint


@blueprint.get("/programme")
@requires(Permission.POLE_READ)
def programme() -> str:
    """Axes and actions, narrowed by words, axis, theme or state."""
    typed = {name: request.args.get(name, "").strip()[:200] for name in ("q", "axe", "theme", "etat")}
    looked = Looked(typed["q"], typed["axe"], typed["theme"], typed["etat"])
    found = programme_for(looked)
    return render_template(
        "pole/programme/programme.html",
        found=found,
        looked=looked,
        axes=axes(),
        states=ActionState,
        kinds=count_kinds(),
    )


@blueprint.get("/programme/actions/<int:number>")
@requires(Permission.POLE_READ)
def action(number: int) -> str:
    """One action: what it says, where it stands, what stands behind it, and its life line by line."""
    found = action_by_number(number)
    files = deposits_about(found.action.subject)
    shown = [one for one in files if kind_of(one.media_type) is FileKind.PICTURE]
    return render_template(
        "pole/programme/action.html",
        action=found,
        said=found.said,
        college=naming_on(today()).college(found.said.college),
        lines=timelines([found])[found.id],
        behind=all_behind(found),
        tasks=tasks_about([found.action.subject]).get(found.action.subject, []),
        pictures=shown,
        papers=[one for one in files if one not in shown],
        follows=follows(current_reader().id, found.action.subject),
    )


@blueprint.get("/programme/actions/<int:number>/revisions")
@requires(Permission.POLE_READ)
def action_revisions(number: int) -> str:
    """How an action was written again, each time with what changed."""
    found = action_by_number(number)
    revisions = revisions_of(found.action)
    steps = [
        (after, differences(before.title, after.title), differences(before.text, after.text), before)
        for before, after in pairwise(revisions)
    ]
    first = revisions[0]
    return render_template("pole/programme/action_revisions.html", action=found, steps=steps[::-1], first=first)


@blueprint.route("/programme/actions/nouvelle", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_action() -> str | Response | tuple[str, int]:
    """Write a new action."""
    form = ActionForm().offer(offered_on(today()))
    if form.validate_on_submit():
        with transaction():
            made = add_action(form.draft(), actor=current_actor(), at=now())
        flash(_("Action no. %(number)s is in the programme, as proposed.", number=made.number), "success")
        return redirect(url_for("programme.action", number=made.number))
    return answer(form, "pole/programme/action_form.html", action=None)


@blueprint.route("/programme/actions/<int:number>/modifier", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_action(number: int) -> str | Response | tuple[str, int]:
    """Write an action again; what it said before stays to be read."""
    found = action_by_number(number)
    form = ActionForm.of(found.said).offer(offered_on(today(), kept_axis=found.axis.id))
    if form.validate_on_submit():
        with transaction():
            write_action(locked_action(found.id), form.draft(), actor=current_actor(), at=now())
        flash(_("Changes saved."))
        return redirect(url_for("programme.action", number=number))
    return answer(form, "pole/programme/action_form.html", action=found)
