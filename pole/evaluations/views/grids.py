"""The grids: those of the product, and the cooperative's own."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from foundation.accounts.permissions import Permission
from foundation.accounts.session import current_actor
from foundation.kernel.clock import now
from foundation.kernel.errors import ScicError
from foundation.web.forms import answer
from foundation.web.guard import requires
from foundation.web.transaction import transaction
from pole.evaluations.forms.campaigns import GridForm
from pole.evaluations.queries.campaigns import grid_by_id, own_grids
from pole.evaluations.rules.grids import READY, criteria_from_json
from pole.evaluations.services.campaigns import write_grid
from pole.evaluations.views.blueprint import blueprint


@blueprint.get("/grilles")
@requires(Permission.POLE_WRITE)
def grids() -> str:
    """What may be asked: ready grids, and ours."""
    own = [(one, criteria_from_json(one.criteria)) for one in own_grids()]
    return render_template("pole/evaluations/grids.html", ready=READY, own=own)


@blueprint.route("/grilles/nouvelle", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def new_grid() -> ResponseReturnValue:
    """Write a grid."""
    return _write(None)


@blueprint.route("/grilles/<int:grid_id>", methods=["GET", "POST"])
@requires(Permission.POLE_WRITE)
def edit_grid(grid_id: int) -> ResponseReturnValue:
    """Write a grid again; campaigns made before keep what they copied."""
    return _write(grid_id)


def _write(grid_id: int | None) -> ResponseReturnValue:
    grid = grid_by_id(grid_id) if grid_id is not None else None
    form = GridForm.of(grid)
    if form.validate_on_submit():
        try:
            with transaction():
                write_grid(grid, form.name.data or "", form.criteria(grid), actor=current_actor(), at=now())
        except ScicError as refused:
            form.refuse(refused, field="name" if refused.code == "grid-taken" else "lines")
        else:
            flash(_("The grid is saved. Choose it when you prepare an evaluation."), "success")
            return redirect(url_for("evaluations.grids"))
    return answer(form, "pole/evaluations/grid_form.html", grid=grid)
