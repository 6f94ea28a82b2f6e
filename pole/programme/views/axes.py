"""The axes of the programme: their list, their writing, their closing."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import ScicError
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from pole.programme.forms.actions import AxisForm
from pole.programme.queries.choices import axes as every_axis
from pole.programme.queries.choices import axis_or_404
from pole.programme.services.axes import add_axis, close_axis, write_axis
from pole.programme.views.blueprint import blueprint


@blueprint.get("/programme/axes")
@requires(Permission.POLE_WRITE)
def axes() -> str:
    """The axes, in their order."""
    return render_template("pole/programme/axes.html", axes=every_axis())


@blueprint.route("/programme/axes/nouvel", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_axis() -> str | Response | tuple[str, int]:
    """Add an axis after the others."""
    form = AxisForm()
    if form.validate_on_submit():
        try:
            with transaction():
                add_axis(*form.said(), actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused, field="code")
        else:
            flash(_("The axis is in the programme."), "success")
            return redirect(url_for("programme.axes"))
    return answer(form, "pole/programme/axis_form.html", axis=None)


@blueprint.route("/programme/axes/<int:axis_id>", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_axis(axis_id: int) -> str | Response | tuple[str, int]:
    """Write an axis again; what proposals said of it stays as they said it."""
    found = axis_or_404(axis_id)
    form = AxisForm.of(found)
    if form.validate_on_submit():
        try:
            with transaction():
                write_axis(found, *form.said(), actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused, field="code")
        else:
            flash(_("Changes saved."))
            return redirect(url_for("programme.axes"))
    return answer(form, "pole/programme/axis_form.html", axis=found)


@blueprint.post("/programme/axes/<int:axis_id>/clore")
@requires(Permission.POLE_WRITE)
def end_axis(axis_id: int) -> Response:
    """No action is added under it any more."""
    with transaction():
        close_axis(axis_or_404(axis_id), actor=current_actor(), at=now())
    flash(_("The axis is closed: its actions stay readable, none is added."))
    return redirect(url_for("programme.axes"))
